import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { Attachment } from '../../../../electron/support/rules/attachment.ts';
import { type Draft, isUntouched } from '../../../../electron/support/rules/draft.ts';
import type { Report } from '../../../../electron/support/rules/report.ts';
import { stationBridge } from '../../../ui/bridge.ts';

/** A report that is not sent yet. */
export interface ReportDraft {
  readonly id: string;
  readonly report: Report;
  readonly attachments: readonly Attachment[];
  readonly updatedAt: number;
  /** As the station filled it in: nobody has written in it. */
  readonly untouched: boolean;
}

/** A draft as a report; null where it is another thing. */
export function reportOf({ id, form, attachments, updatedAt }: Draft): ReportDraft | null {
  if (form.kind !== 'incident') return null;
  return { id, report: form.report, attachments, updatedAt, untouched: form.untouched === true };
}

/** Those of drafts that are reports, but for one into which nobody has written anything. */
export function reportsIn(drafts: readonly Draft[]): readonly ReportDraft[] {
  return drafts.flatMap((draft) => (isUntouched(draft) ? [] : (reportOf(draft) ?? [])));
}

export interface Drafts {
  /** Null until they were read. */
  readonly drafts: readonly ReportDraft[] | null;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

/** The reports that who works here has begun, the newest first. */
export function useDrafts(): Drafts {
  const [found, setFound] = useState<Omit<Drafts, 'reload'>>({ drafts: null, failure: null });
  const reload = useCallback(() => {
    setFound({ drafts: null, failure: null });
    void stationBridge.ask('support.drafts', undefined).then((reply) => {
      if (reply.ok) setFound({ drafts: reportsIn(reply.value), failure: null });
      else setFound({ drafts: null, failure: reply.failure });
    });
  }, []);
  useEffect(reload, [reload]);
  return { ...found, reload };
}
