import { useCallback, useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../../../electron/support/rules/attachment.ts';
import type { Draft } from '../../../../electron/support/rules/draft.ts';
import { type Learnt, missingOf, type Report } from '../../../../electron/support/rules/report.ts';
import { stationBridge } from '../../../ui/bridge.ts';
import type { ReportDraft } from './drafts.ts';
import { type Keeper, useKeeper } from './use-keeper.ts';

export interface WrittenReport extends Pick<Keeper<Report>, 'keeping' | 'flush' | 'forget'> {
  readonly id: string;
  readonly report: Report;
  readonly attachments: readonly Attachment[];
  readonly change: (part: Partial<Report>) => void;
  /** Takes the attachments of what main has kept. */
  readonly attached: (draft: Draft) => void;
}

const unkept = new Map<string, Report>();
const save = (id: string, report: Report) =>
  stationBridge.ask('support.saveDraft', { id, form: { kind: 'incident', report } });

/** A report while somebody writes it, each change of which is kept. What the station learns meanwhile goes where nobody wrote. */
export function useReport(draft: ReportDraft, { email, phone }: Learnt): WrittenReport {
  const { id } = draft;
  const [report, setReport] = useState(() => unkept.get(id) ?? draft.report);
  const [attachments, setAttachments] = useState(draft.attachments);
  const { keeping, change: keep, flush, forget } = useKeeper(id, unkept, save);
  const latest = useRef(report);
  /** Fields that somebody wrote in here. */
  const own = useRef(new Set<string>());
  const isBlank = useRef(draft.untouched && !unkept.has(id));
  /** In one that was begun before, what is empty may have been emptied. */
  const [isBegunHere] = useState(isBlank.current);
  const put = useCallback(
    (part: Partial<Report>) => {
      latest.current = { ...latest.current, ...part };
      setReport(latest.current);
      // A form into which nobody has written anything is kept as it was begun.
      if (!isBlank.current) keep(latest.current);
    },
    [keep],
  );
  const change = useCallback(
    (part: Partial<Report>) => {
      for (const field of Object.keys(part)) own.current.add(field);
      isBlank.current = false;
      put(part);
    },
    [put],
  );
  useEffect(() => {
    if (!isBegunHere) return;
    const part = missingOf(latest.current, { email, phone }, own.current);
    if (Object.keys(part).length > 0) put(part);
  }, [email, phone, put, isBegunHere]);
  return {
    id,
    report,
    attachments,
    keeping,
    change,
    attached: ({ attachments: renewed }) => setAttachments(renewed),
    flush,
    forget,
  };
}
