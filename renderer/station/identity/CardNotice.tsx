import type { CardView } from '../../../electron/ipc/rooms/identity.ts';
import { Button } from '../../ui/Button.tsx';
import { personName, t } from '../text.ts';

interface CardNoticeProps {
  readonly card: CardView;
  readonly onUse: () => void;
}

/** A card was inserted while another way is being used: it is said, and nothing is taken away. */
export function CardNotice({ card, onUse }: CardNoticeProps) {
  const name = card.kind === 'card-present' ? personName(card.holder) : null;
  return (
    <div className="card-notice" data-empty={name === null}>
      <p role="status">{name !== null && t('ways.cardHere', { name })}</p>
      {name !== null && (
        <Button priority="secondary" small onClick={onUse}>
          {t('ways.useCard')}
        </Button>
      )}
    </div>
  );
}
