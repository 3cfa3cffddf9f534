import type { Call } from '../../electron/telephony/ports.ts';
import { stateSince } from '../ui/calls.ts';
import { formatDuration } from '../ui/duration.ts';
import { callName, listed, partyName } from '../ui/party-names.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { Timer } from '../ui/Timer.tsx';
import { t, who } from './text.ts';

interface CallStatusProps {
  readonly call: Call;
  /** Said in a word, where there is no room. */
  readonly short?: boolean;
}

/** « En communication depuis 03:12 »: which timer it is is always said. */
function CallStatus({ call, short = false }: CallStatusProps) {
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

interface CallCardProps extends CallStatusProps {
  /** The call that this one was made about. */
  readonly about?: Call | null;
}

/** The call that the buttons act on. Names come from the network: text only. */
export function CallCard({ call, short = false, about = null }: CallCardProps) {
  const isConference = call.members.length > 0;
  const number = call.number === null ? t('withheld') : formatPhoneNumber(call.number);
  const members = listed(call.members.map(partyName));
  const name = isConference ? members : call.displayName;
  const below = [name, about && t('about', { who: callName(about) })].filter(Boolean).join(' – ');
  return (
    <section
      className="call"
      data-call-id={call.id}
      data-state={call.state}
      aria-label={t(call.direction === 'inbound' ? 'callFrom' : 'callTo', { who: who(call) })}
    >
      <span className={`icon icon--${isConference ? 'conference' : call.direction}`} aria-hidden="true" />
      <div className="call__text">
        <div className="call__state">
          <CallStatus call={call} short={short} />
        </div>
        <div className="call__who" title={[who(call), below].filter(Boolean).join('\n')}>
          <strong className="call__number">{isConference ? callName(call) : number}</strong>
          {below && <span className="call__name">{below}</span>}
        </div>
      </div>
    </section>
  );
}
