import type { Result } from '../failures/index.ts';

/** What a form produces for the desk, whatever carries it there. */
export interface DeskMessage {
  readonly kind: 'incident' | 'request';
  readonly subject: string;
  /** Title and text of each part; a text may have several lines. */
  readonly sections: readonly { readonly title: string; readonly text: string }[];
  /** 1, can wait, to 5, at once. */
  readonly urgency: number;
  readonly major: boolean;
  /** One of the site's categories by its name, or null. */
  readonly category: string | null;
}

/** The way to the desk, as forms and the escalation see it. */
export interface SupportDesk {
  /**
   * Writes a message down and sends it when it can: the thread by which what follows belongs to it. `draft` is the one
   * that it was written in, which is no draft from then on.
   */
  submit(message: DeskMessage, draft?: string): Promise<Result<{ readonly thread: string }>>;
  /** Adds a follow-up to a thread. */
  note(thread: string, text: string): Promise<Result<undefined>>;
}
