import { useEffect, useState } from 'react';
import type { Failure, Result } from '../../../../electron/failures/index.ts';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import type { VerificationView } from '../../../../electron/ipc/rooms/verification.ts';
import { type Attachment, MOST_ATTACHMENTS } from '../../../../electron/support/rules/attachment.ts';
import type { Draft } from '../../../../electron/support/rules/draft.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { sizeText } from '../../../ui/size-text.ts';
import { AttachRun } from './AttachRun.tsx';
import { InSight } from './InSight.tsx';
import { ReadyPictures } from './ReadyPictures.tsx';
import { t } from './text.ts';
import type { WrittenReport } from './use-report.ts';

interface AttachmentsProps {
  readonly written: WrittenReport;
  readonly pictures: SupportView['pictures'];
  readonly verification: VerificationView | null;
  /** Whether something that was asked for is not attached yet. */
  readonly onAwaited: (awaited: boolean) => void;
}

/** Asks main to attach something, or to take it off; one at a time. */
export type Attach = (ask: () => Promise<Result<Draft>>) => Promise<boolean>;

/** What goes with a report: masked pictures, files, and the last verification of the workstation. */
export function Attachments({ written, pictures, verification, onAwaited }: AttachmentsProps) {
  const { id, attachments, report } = written;
  const [busy, setBusy] = useState(false);
  const [runs, setRuns] = useState(false);
  // One that has ended is attached next: it is awaited all along.
  const isAwaited = busy || runs;
  useEffect(() => onAwaited(isAwaited), [isAwaited, onAwaited]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isFull = attachments.length >= MOST_ATTACHMENTS;
  const attach: Attach = async (ask) => {
    setBusy(true);
    setFailure(null);
    const reply = await ask();
    setBusy(false);
    if (reply.ok) written.attached(reply.value);
    else setFailure(reply.failure);
    return reply.ok;
  };
  const others = { attach, busy, isFull, draft: id };
  return (
    <section className="report__attachments" aria-labelledby="report-attachments">
      <h3 id="report-attachments" className="support__section">
        {t('attachments.title', { count: attachments.length, most: MOST_ATTACHMENTS })}
      </h3>
      <AttachmentList attachments={attachments} draft={id} attach={attach} busy={busy} />
      <ReadyPictures pictures={pictures} {...others} />
      <div className="buttons report__attach">
        <Button
          small
          priority="secondary"
          onClick={() => void stationBridge.ask('station.openCapture', undefined)}
        >
          {t('attachments.capture')}
        </Button>
        <Button
          small
          priority="secondary"
          busy={busy}
          disabled={isFull}
          onClick={() => void attach(() => stationBridge.ask('support.attachFile', { id }))}
        >
          {t('attachments.file')}
        </Button>
        <AttachRun
          verification={verification}
          onWanted={setRuns}
          onAttached={() => !report.prerequisitesChecked && written.change({ prerequisitesChecked: true })}
          onFailure={setFailure}
          {...others}
        />
      </div>
      <p role="status" className="report__busy">
        {busy && t('attachments.busy')}
      </p>
      <p className="discreet">{t(isFull ? 'attachments.full' : 'attachments.hint')}</p>
      {failure && (
        <InSight>
          <FailureAlert failure={failure} onClose={() => setFailure(null)} />
        </InSight>
      )}
    </section>
  );
}

interface AttachmentListProps {
  readonly attachments: readonly Attachment[];
  readonly draft: string;
  readonly attach: Attach;
  readonly busy: boolean;
}

function AttachmentList({ attachments, draft, attach, busy }: AttachmentListProps) {
  if (attachments.length === 0) return null;
  return (
    <ul className="report__list">
      {attachments.map(({ id, name, size }) => (
        <li key={id}>
          <span className="report__name">{name}</span>
          <span className="discreet">{sizeText(size)}</span>
          <Button
            small
            priority="tertiary"
            label={t('attachments.removeOne', { name })}
            busy={busy}
            onClick={() =>
              void attach(() => stationBridge.ask('support.detach', { id: draft, attachment: id }))
            }
          >
            {t('attachments.remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
