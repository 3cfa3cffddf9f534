import type { ReactNode } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { CardView } from '../../../electron/ipc/rooms/identity.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useFailureText } from '../../ui/helpdesk.ts';
import { personName, t } from '../text.ts';
import { CardPicture } from './CardPicture.tsx';
import { cardFailure } from './card-failure.ts';
import { HolderDetails } from './HolderDetails.tsx';

export type PresentCard = Extract<CardView, { kind: 'card-present' }>;

interface CardPanelProps {
  readonly title: string;
  readonly card: CardView;
  /** Why the last attempt with this card failed. */
  readonly failure: Failure | null;
  /** What a usable card allows. */
  readonly children: (card: PresentCard) => ReactNode;
}

/** The reader and its card: a picture of it, what to do, and what a usable card allows. */
export function CardPanel({ title, card, failure, children }: CardPanelProps) {
  const obstacle = cardFailure(card);
  const textOf = useFailureText();
  const emptyReader = textOf({ code: 'Card_ReaderEmpty' });
  const present = card.kind === 'card-present' ? card : null;
  return (
    <section className="card-panel" data-card={card.kind} aria-labelledby="card-title">
      <CardPicture card={card} failure={failure} />
      <div className="card-panel__text">
        <h2 id="card-title" className="title">
          {present ? t('card.holder', { name: personName(present.holder) }) : title}
        </h2>
        <p className="fr-sr-only" role="status">
          {card.kind === 'reader-empty' ? emptyReader.title : announcement(card)}
        </p>
        {card.kind === 'starting' && <p className="busy">{t('card.starting')}</p>}
        {card.kind === 'reading' && <p className="busy">{t('card.reading')}</p>}
        {card.kind === 'reader-empty' && (
          // An empty reader is no fault: it is said calmly.
          <div className="invitation">
            <p className="invitation__title">{emptyReader.title}</p>
            <p>{emptyReader.remedy}</p>
          </div>
        )}
        {obstacle && card.kind !== 'reader-empty' && (
          <FailureAlert failure={obstacle} severity={present?.pinTriesLeft === 0 ? 'error' : 'warning'} />
        )}
        {present && !obstacle && children(present)}
        {present && <HolderDetails holder={present.holder} />}
        {'reader' in card && <p className="discreet">{t('card.reader', { reader: card.reader })}</p>}
      </div>
    </section>
  );
}

function announcement(card: CardView): string {
  if (card.kind === 'reading') return t('card.reading');
  if (card.kind === 'card-present') return t('card.holder', { name: personName(card.holder) });
  return '';
}
