import type { Attachment } from './attachment.ts';
import type { Report } from './report.ts';

/** What a person is writing. */
export type DraftForm =
  | {
      readonly kind: 'incident';
      readonly report: Report;
      /** As the station filled it in: a form that somebody changes is kept without it. */
      readonly untouched?: true;
    }
  /** Of the catalogue of requests, by its id there. */
  | { readonly kind: 'request'; readonly service: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'reply'; readonly thread: string; readonly subject: string; readonly text: string };

/** What is not sent yet. Its id is the letter's ever after, so that nothing is sent twice. */
export interface Draft {
  /** UUID. */
  readonly id: string;
  /** Who writes: the session's subject. */
  readonly owner: string;
  readonly form: DraftForm;
  readonly attachments: readonly Attachment[];
  /** Ms since the epoch. */
  readonly updatedAt: number;
}

/** A report that was begun, and into which nobody has put anything since. */
export function isUntouched({ form, attachments }: Draft): boolean {
  return form.kind === 'incident' && form.untouched === true && attachments.length === 0;
}
