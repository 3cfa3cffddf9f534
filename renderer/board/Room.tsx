import type { RoomState } from '../../electron/telephony/board/ports.ts';
import type { PhoneCommand } from '../../electron/telephony/ports.ts';
import { nobodyText, t } from '../ui/board-text.ts';
import { PriorityBadge } from '../ui/PriorityBadge.tsx';
import { Timer } from '../ui/Timer.tsx';
import { Abandoned } from './Abandoned.tsx';
import { WaitingRow } from './WaitingRow.tsx';

interface RoomProps {
  readonly room: RoomState;
  readonly mayPickUp: boolean;
  readonly mayDial: boolean;
  readonly onAct: (command: PhoneCommand) => void;
}

/** More is a crisis, in which nobody reads a list: the first ones are shown, the others counted. */
const SHOWN = 12;

export function Room({ room, mayPickUp, mayDial, onAct }: RoomProps) {
  const { id, label, waiting, flows, live, alertAfter, abandoned } = room;
  const count = waiting.length;
  const more = count - SHOWN;
  return (
    <section className="room" data-live={live} data-waiting={count > 0} aria-labelledby={`room-${id}`}>
      <header className="room__head">
        <h3 className="room__label" id={`room-${id}`}>
          {label}
        </h3>
        {room.priority && <PriorityBadge priority={room.priority} />}
        <strong className="room__count">
          {count === 0 ? nobodyText(live) : count === 1 ? t('count.one') : t('count.many', { count })}
        </strong>
        <Longest room={room} />
      </header>
      {!live && (
        <p className="room__stale">
          <span className="icon icon--stale" aria-hidden="true" />
          {t('room.notLive')}
        </p>
      )}
      {count > 0 && (
        <ol className="waiting">
          {waiting.slice(0, SHOWN).map((call) => (
            <WaitingRow
              key={call.id}
              call={call}
              alertAfter={alertAfter}
              onPickUp={
                mayPickUp && live && call.pickUpAt !== null
                  ? () => onAct({ action: 'pickUp', number: call.pickUpAt ?? '' })
                  : null
              }
            />
          ))}
        </ol>
      )}
      {more > 0 && <p className="quiet">{more === 1 ? t('more.one') : t('more.many', { count: more })}</p>}
      <ul className="flows" aria-label={t('flows')}>
        {flows.map(({ name, priority, waiting: there }) => (
          <li key={name} data-waiting={there > 0} title={t(`priority.${priority}`)}>
            {t('flow', { name, count: there })}
          </li>
        ))}
      </ul>
      {abandoned.length > 0 && (
        <Abandoned
          calls={abandoned}
          onCallBack={mayDial ? (number) => onAct({ action: 'dial', number }) : null}
        />
      )}
    </section>
  );
}

/** What the timer is of is always said. */
function Longest({ room: { waiting, longestSince } }: { readonly room: RoomState }) {
  if (longestSince === null) return null;
  const seen = waiting.some(({ since, seenFromStart }) => since === longestSince && !seenFromStart);
  return (
    <span className="room__longest" title={seen ? t('waitsSeenHint') : undefined}>
      {seen ? t('longestSeen') : t('longest')} <Timer since={longestSince} />
    </span>
  );
}
