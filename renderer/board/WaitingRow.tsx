import type { WaitingCall } from '../../electron/telephony/board/ports.ts';
import { t, whoIs } from '../ui/board-text.ts';
import { useNow } from '../ui/clock.ts';
import { formatDuration } from '../ui/duration.ts';
import { PriorityBadge } from '../ui/PriorityBadge.tsx';
import { formatPhoneNumber } from '../ui/phone-number.ts';

interface WaitingRowProps {
  readonly call: WaitingCall;
  /** Seconds. */
  readonly alertAfter: number;
  /** Null where this call may not be taken from here. */
  readonly onPickUp: (() => void) | null;
}

/** One call that waits: how urgent, of which flow, who, and since when. */
export function WaitingRow({ call, alertAfter, onPickUp }: WaitingRowProps) {
  const { priority, flow, level, party, since, seenFromStart } = call;
  const waited = useNow() - since;
  const late = waited >= alertAfter * 1_000;
  return (
    <li className="waiting__call" data-late={late} data-priority={priority}>
      <PriorityBadge priority={priority} />
      <span className="waiting__flow" title={level ? `${flow} – ${t(`level.${level}`)}` : flow}>
        {flow}
        {level && <small> {level}</small>}
      </span>
      <span className="waiting__who" title={whoIs(party)}>
        <strong>{party.number === null ? t('withheld') : formatPhoneNumber(party.number)}</strong>
        {party.displayName && <span className="waiting__name">{party.displayName}</span>}
      </span>
      <span className="waiting__since" title={seenFromStart ? undefined : t('waitsSeenHint')}>
        <span className="waiting__label">{seenFromStart ? t('waits') : t('waitsSeen')}</span>{' '}
        <time className="timer" aria-live="off">
          {formatDuration(waited)}
        </time>
        {late && (
          <span className="waiting__late" title={t('lateHint', { seconds: alertAfter })}>
            <span className="icon icon--warning" aria-hidden="true" />
            {t('late', { seconds: alertAfter })}
          </span>
        )}
      </span>
      {onPickUp && (
        <button
          type="button"
          className="fr-btn fr-btn--sm waiting__pick-up"
          aria-label={t('pickUpLabel', { who: whoIs(party), flow })}
          onClick={onPickUp}
        >
          {t('pickUp')}
        </button>
      )}
    </li>
  );
}
