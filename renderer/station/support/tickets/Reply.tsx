import { type FormEvent, useId, useState } from 'react';
import type { OpenTicket } from '../../../../electron/support/index.ts';
import { MOST_ATTACHMENTS } from '../../../../electron/support/rules/attachment.ts';
import { patientTracesIn } from '../../../../electron/support/rules/patient-data.ts';
import { blankReport } from '../../../../electron/support/rules/report.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { EraseReply } from './EraseReply.tsx';
import { LateReply } from './LateReply.tsx';
import { t } from './text.ts';
import { type ReplyDraft, useReply } from './use-reply.ts';

interface ReplyProps {
  readonly open: OpenTicket;
  /** What is kept of the ticket has changed. */
  readonly onChange: () => void;
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** More than anybody answers; characters. */
const LONGEST = 20_000;

/** The reply, where one can be made; one that was begun stays in sight when its ticket is closed meanwhile. */
export function Reply({ open, onChange, onDraft }: ReplyProps) {
  const reply = useReply(open);
  const { state } = open.ticket;
  if (state !== 'closed' && state !== 'withdrawn') {
    return <ReplyForm open={open} reply={reply} onChange={onChange} />;
  }
  const isBegun = reply.draft !== null || reply.text !== '';
  return (
    <>
      {state === 'closed' && <p className="ticket__closed">{t('replyClosed')}</p>}
      {isBegun && <LateReply ticket={open.ticket} reply={reply} onDraft={onDraft} />}
    </>
  );
}

interface ReplyFormProps extends Omit<ReplyProps, 'onDraft'> {
  readonly reply: ReplyDraft;
}

function ReplyForm({ open, reply, onChange }: ReplyFormProps) {
  const id = useId();
  const [missing, setMissing] = useState(false);
  const [traces, setTraces] = useState<readonly string[]>([]);
  const [sent, setSent] = useState(false);
  const files = reply.draft?.attachments ?? [];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reply.closing) return;
    const isEmpty = reply.text.trim() === '';
    setMissing(isEmpty);
    if (isEmpty) return;
    const found = tracesIn(reply.text);
    // Shown once: who sends again has seen them.
    const isSeen = found.every((trace) => traces.includes(trace));
    setTraces(found);
    if (!isSeen) return;
    const isSent = await reply.send();
    setSent(isSent);
    if (!isSent) return;
    setTraces([]);
    onChange();
  };
  const type = (text: string) => {
    reply.type(text);
    setMissing(false);
    setSent(false);
  };
  return (
    <form className="reply" noValidate onSubmit={(event) => void submit(event)}>
      {open.ticket.state === 'solved' && <p>{t('replySolved')}</p>}
      {sent && (
        <Alert severity="success">
          <p>{t('sentReply')}</p>
        </Alert>
      )}
      <div className={missing ? 'fr-input-group fr-input-group--error' : 'fr-input-group'}>
        <label className="fr-label" htmlFor={id}>
          {t('reply')}
          <span className="fr-hint-text" id={`${id}-hint`}>
            {t('replyHint')}
          </span>
        </label>
        <textarea
          id={id}
          className="fr-input"
          rows={5}
          maxLength={LONGEST}
          value={reply.text}
          readOnly={reply.closing}
          aria-invalid={missing}
          aria-describedby={`${id}-hint ${id}-problem`}
          onChange={({ target }) => type(target.value)}
        />
        <p id={`${id}-problem`} className={missing ? 'fr-error-text' : 'field__problem'} aria-live="polite">
          {missing ? t('empty') : null}
        </p>
      </div>
      {files.length > 0 && (
        <ul className="reply__files">
          {files.map(({ id: file, name }) => (
            <li key={file}>
              <span>{name}</span>
              <Button small priority="tertiary" busy={reply.closing} onClick={() => void reply.detach(file)}>
                {t('detach', { name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {traces.length > 0 && (
        <Alert severity="warning" title={t('traces')}>
          <p>{t('tracesText', { traces: traces.map((trace) => `« ${trace} »`).join(', ') })}</p>
        </Alert>
      )}
      {reply.failure && <FailureAlert failure={reply.failure} onClose={reply.clear} />}
      <div className="buttons">
        <Button type="submit" busy={reply.closing}>
          {traces.length > 0 ? t('sendAnyway') : t('send')}
        </Button>
        <Button
          priority="secondary"
          busy={reply.closing}
          disabled={files.length >= MOST_ATTACHMENTS}
          onClick={() => void reply.attach()}
        >
          {t('attach')}
        </Button>
        {reply.draft && (
          <EraseReply busy={reply.closing} onErase={() => void reply.discard().then(onChange)} />
        )}
      </div>
      <p className="discreet" role="status">
        {reply.keeping.kind === 'keeping' && t('draftSaving')}
        {reply.keeping.kind === 'kept' && reply.draft && t('draftKept')}
      </p>
    </form>
  );
}

/** What in a text may tell who a patient is, word for word. */
function tracesIn(text: string): readonly string[] {
  const found = patientTracesIn({ ...blankReport, error: text });
  return [...new Set(found.map(({ start, end }) => text.slice(start, end)))].slice(0, 10);
}
