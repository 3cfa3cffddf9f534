import type { Failure } from '../../../electron/failures/index.ts';
import type { CardView } from '../../../electron/ipc/rooms/identity.ts';
import { cardFailure } from './card-failure.ts';

type Mark = 'none' | 'busy' | 'good' | 'bad';

/** A card that was just refused is not pictured as good; what failed elsewhere is not the card's fault. */
function markOf(card: CardView, failure: Failure | null): Mark {
  if (card.kind === 'starting' || card.kind === 'reading') return 'busy';
  if (card.kind === 'reader-empty') return 'none';
  if (cardFailure(card) || failure?.code.match(/^(Card|Identity_Certificate)/)) return 'bad';
  return failure ? 'none' : 'good';
}

const withoutReader: readonly CardView['kind'][] = ['no-reader', 'middleware-missing', 'service-stopped'];
const withCard: readonly CardView['kind'][] = ['reading', 'card-present', 'card-unknown', 'no-certificate'];

interface CardPictureProps {
  readonly card: CardView;
  /** Why the last attempt with this card failed. */
  readonly failure: Failure | null;
}

/** The reader and its card, drawn as they are. Decorative: the text beside it says the same. */
export function CardPicture({ card, failure }: CardPictureProps) {
  const reader = !withoutReader.includes(card.kind);
  const mark = markOf(card, failure);
  return (
    <svg className="card-picture" data-mark={mark} viewBox="0 0 200 220" aria-hidden="true" focusable="false">
      {card.kind === 'reader-empty' && (
        <g className="card-picture__insert">
          <Card y={4} />
          <path className="card-picture__arrow" d="M100 108v22m-10-10 10 10 10-10" />
        </g>
      )}
      {withCard.includes(card.kind) && <Card y={52} />}
      <g className={reader ? undefined : 'card-picture__absent'}>
        <path
          className="card-picture__reader"
          d="M24 140h152a8 8 0 0 1 8 8v44a12 12 0 0 1-12 12H28a12 12 0 0 1-12-12v-44a8 8 0 0 1 8-8Z"
        />
        <path className="card-picture__slot" d="M36 146h128" />
        {reader && <circle className="card-picture__light" cx="100" cy="178" r="6" />}
      </g>
      {mark === 'bad' && (
        <g transform="translate(160 128)">
          <circle className="card-picture__bad" r="24" />
          <path className="card-picture__stroke" d="M0-11v13M0 9.5v.5" />
        </g>
      )}
      {mark === 'good' && (
        <g transform="translate(160 128)">
          <circle className="card-picture__good" r="24" />
          <path className="card-picture__stroke" d="m-10 1 7 7L10-7" />
        </g>
      )}
    </svg>
  );
}

function Card({ y }: { readonly y: number }) {
  return (
    <g transform={`translate(44 ${y})`}>
      <rect className="card-picture__card" width="112" height="100" rx="8" />
      <rect className="card-picture__line" x="14" y="16" width="56" height="7" rx="3" />
      <rect className="card-picture__line" x="14" y="31" width="36" height="7" rx="3" />
      <rect className="card-picture__chip" x="40" y="56" width="32" height="26" rx="4" />
    </g>
  );
}
