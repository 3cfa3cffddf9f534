import type { Call } from '../../electron/telephony/ports.ts';
import { stateSince } from '../ui/calls.ts';
import { formatDuration } from '../ui/duration.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { Timer } from '../ui/Timer.tsx';
import { t, who } from './text.ts';

interface CallCardProps {
  readonly call: Call;
  /** Said in a word, where there is no room. */
  readonly short?: boolean;
}

/** « En communication depuis 03:12 »: which timer it is is always said. */
function CallStatus({ call, short = false }: CallCardProps) {
  const state = t(`state.${call.state}`);
  if (call.state === 'ended') {
    if (short) return t('short.ended');
    const lasted =
      call.connectedAt === null
        ? t(`endedUnanswered.${call.direction}`)
        : t('endedLasted', {
            duration: formatDuration((call.endedAt ?? call.connectedAt) - call.connectedAt),
          });
    return (
      <>
        {state}, {lasted}
      </>
    );
  }
  const label = t(call.seenFromStart ? 'since' : 'seenSince', { state });
  return (
    <span className="status" title={call.seenFromStart ? undefined : t('seenSinceHint')}>
      <span className="status__label">{short ? t(`short.${call.state}`) : label} </span>
      <Timer since={stateSince(call)} />
    </span>
  );
}

/** The call that the buttons act on. Names come from the network: text only. */
export function CallCard({ call, short = false }: CallCardProps) {
  const number = call.number === null ? t('withheld') : formatPhoneNumber(call.number);
  return (
    <section
      className="call"
      data-call-id={call.id}
      data-state={call.state}
      aria-label={t(call.direction === 'inbound' ? 'callFrom' : 'callTo', { who: who(call) })}
    >
      <span className={`icon icon--${call.direction}`} aria-hidden="true" />
      <div className="call__text">
        <div className="call__state">
          <CallStatus call={call} short={short} />
        </div>
        <div className="call__who" title={who(call)}>
          <strong className="call__number">{number}</strong>
          {call.displayName && <span className="call__name">{call.displayName}</span>}
        </div>
      </div>
    </section>
  );
}
