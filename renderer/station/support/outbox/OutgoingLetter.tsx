import type { LetterView, SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { useFailureText } from '../../../ui/helpdesk.ts';
import { TimeLeft } from '../../../ui/TimeLeft.tsx';
import { dayAndTimeOf } from '../../../ui/time-of.ts';
import { LetterActions } from './LetterActions.tsx';
import { stageText } from './letter-text.ts';
import { t } from './text.ts';

interface OutgoingLetterProps {
  readonly letter: LetterView;
  readonly support: SupportView;
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** One letter: where it is, why it does not get on, and what a person can do about it. */
export function OutgoingLetter({ letter, support, onDraft }: OutgoingLetterProps) {
  const { subject, kind, createdAt, stage, failure, nextTryAt } = letter;
  const textOf = useFailureText();
  const why = failure && (stage === 'attention' || stage === 'waiting') ? textOf(failure) : null;
  return (
    <li className="outbox__letter" data-stage={stage}>
      <p className="outbox__subject">
        <strong>{subject}</strong>
        <span className="discreet">
          {t(`kind.${kind}`)}, {dayAndTimeOf(createdAt)}
        </span>
      </p>
      <p>
        <span role="status">{stageText(letter, support)}</span>
        {nextTryAt !== null && (
          <>
            {' '}
            {t('nextTry')} <TimeLeft until={nextTryAt} />
          </>
        )}
      </p>
      {why && (
        <p className="outbox__why">
          {stage === 'attention' && <strong>{why.title}. </strong>}
          {why.cause} {why.remedy}
        </p>
      )}
      {!support.elsewhere && (stage === 'attention' || (stage === 'waiting' && !letter.underWay)) && (
        <LetterActions letter={letter} onDraft={onDraft} />
      )}
    </li>
  );
}
