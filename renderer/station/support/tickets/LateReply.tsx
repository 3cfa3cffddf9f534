import { useId } from 'react';
import type { Ticket } from '../../../../electron/support/rules/ticket.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { CopyButton } from '../escalation/CopyButton.tsx';
import { EraseReply } from './EraseReply.tsx';
import { reportAfter } from './report-after.ts';
import { t } from './text.ts';
import type { ReplyDraft } from './use-reply.ts';

interface LateReplyProps {
  readonly ticket: Ticket;
  readonly reply: ReplyDraft;
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** A reply that was being written as its ticket was closed: it cannot go any more, and is not lost. */
export function LateReply({ ticket, reply, onDraft }: LateReplyProps) {
  const id = useId();
  const asking = useAsking();
  const files = reply.draft?.attachments ?? [];
  const failure = asking.failure ?? reply.failure;
  const report = () =>
    void asking.run(async () => {
      const begun = await stationBridge.ask('support.begin', undefined);
      if (!begun.ok) return begun;
      const { id: draft, form } = begun.value;
      if (form.kind === 'incident') {
        const saved = await stationBridge.ask('support.saveDraft', {
          id: draft,
          form: { kind: 'incident', report: reportAfter(ticket, reply.text, form.report) },
        });
        if (!saved.ok) return saved;
      }
      onDraft(draft);
      return { ok: true, value: undefined };
    });
  return (
    <div className="reply">
      <div className="fr-input-group">
        <label className="fr-label" htmlFor={id}>
          {t('lateReply')}
        </label>
        <textarea id={id} className="fr-input" rows={5} readOnly value={reply.text} />
      </div>
      {files.length > 0 && (
        <p className="history__files">
          {t('entry.files')} : {files.map(({ name }) => name).join(', ')}
        </p>
      )}
      {failure && (
        <FailureAlert
          failure={failure}
          onClose={() => {
            asking.clear();
            reply.clear();
          }}
        />
      )}
      <div className="buttons">
        <Button busy={asking.pending} onClick={report}>
          {t('lateReply.report')}
        </Button>
        <CopyButton text={reply.text} copy={t('lateReply.copy')} copied={t('lateReply.copied')} />
        <EraseReply busy={reply.closing} onErase={() => void reply.discard()} />
      </div>
    </div>
  );
}
