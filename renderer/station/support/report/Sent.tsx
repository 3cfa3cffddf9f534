import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { Button } from '../../../ui/Button.tsx';
import { useFirstFocus } from '../../../ui/use-first-focus.ts';
import { OutgoingLetter } from '../outbox/OutgoingLetter.tsx';
import { t } from './text.ts';

interface SentProps {
  readonly support: SupportView;
  /** The letter's. */
  readonly id: string;
  readonly onBack: () => void;
  readonly onDraft: (id: string) => void;
}

const titles = {
  waiting: 'sent.kept',
  attention: 'sent.attention',
  sent: 'sent.left',
  acknowledged: 'sent.arrived',
  'handed-over': 'sent.handedOver',
  withdrawn: 'sent.withdrawn',
} as const;

/** A report that was sent: where it is, and the number that the support gave it. */
export function Sent({ support, id, onBack, onDraft }: SentProps) {
  const heading = useFirstFocus<HTMLHeadingElement>();
  const letter = support.letters.find((one) => one.id === id);
  const isOnItsWay = letter?.stage === 'waiting' && !support.elsewhere;
  const number = letter?.stage === 'acknowledged' ? letter.ticket : null;
  return (
    <section className="report__sent">
      <h3 ref={heading} tabIndex={-1}>
        {t(titles[letter?.stage ?? 'waiting'])}
      </h3>
      {number !== null && (
        <p className="report__number" role="status">
          {t('sent.number')} <strong>{number}</strong>
        </p>
      )}
      {letter ? (
        <ul className="outbox__letters">
          <OutgoingLetter letter={letter} support={support} onDraft={onDraft} />
        </ul>
      ) : (
        <p>{t('sent.elsewhere')}</p>
      )}
      {isOnItsWay && <p>{t(`sent.${support.kept}`)}</p>}
      <div className="buttons">
        <Button priority="secondary" onClick={onBack}>
          {t('sent.back')}
        </Button>
      </div>
    </section>
  );
}
