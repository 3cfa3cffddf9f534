import type { CallerIdentity } from '../../electron/directory/index.ts';
import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { stateSince } from '../ui/calls.ts';
import { formatDuration } from '../ui/duration.ts';
import { callName, listed, partyName } from '../ui/party-names.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { Timer } from '../ui/Timer.tsx';
import { t, who } from './text.ts';

interface CallStatusProps {
  readonly call: CallView;
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
  readonly about?: CallView | null;
}

/** What kind of caller the directory knows: an icon and its word. */
function CallerKind({ caller }: { readonly caller: CallerIdentity }) {
  const { kind, others } = caller;
  const doubt = others > 0 && t(others === 1 ? 'callerOthers.one' : 'callerOthers.many', { count: others });
  return (
    <span className="call__kind" data-kind={kind}>
      <span className={`icon icon--kind-${kind}`} aria-hidden="true" />
      {t(`kind.${kind}`)}
      {doubt && <> ({doubt})</>}
    </span>
  );
}

/** What to do when this very person calls, beside the number and never in its place. */
function Remarkable({ instruction }: { readonly instruction: string }) {
  return (
    <div className="call__remarkable" title={`${t('remarkable')}\n${instruction}`}>
      <strong>
        <span className="icon icon--remarkable" aria-hidden="true" />
        {t('remarkable')}
      </strong>
      {instruction && <span>{instruction}</span>}
    </div>
  );
}

/** The call that the buttons act on. Names come from the network: text only. */
export function CallCard({ call, short = false, about = null }: CallCardProps) {
  const isConference = call.members.length > 0;
  const number = call.number === null ? t('withheld') : formatPhoneNumber(call.number);
  const members = listed(call.members.map(partyName));
  const { caller } = call;
  const name = isConference ? members : (caller?.name ?? call.displayName);
  const below = [name, about && t('about', { who: callName(about) })].filter(Boolean).join(' – ');
  return (
    <section
      className="call"
      data-call-id={call.id}
      data-state={call.state}
      data-remarkable={call.caller?.remarkable != null}
      aria-label={t(call.direction === 'inbound' ? 'callFrom' : 'callTo', { who: who(call) })}
    >
      <span className={`icon icon--${isConference ? 'conference' : call.direction}`} aria-hidden="true" />
      <div className="call__text">
        <div className="call__state">
          <CallStatus call={call} short={short} />
        </div>
        <div className="call__who" title={[who(call), below].filter(Boolean).join('\n')}>
          <strong className="call__number">{isConference ? callName(call) : number}</strong>
          {below && (
            <span className="call__name">
              {caller && <CallerKind caller={caller} />}
              {below}
            </span>
          )}
        </div>
      </div>
      {caller && caller.remarkable !== null && !short && <Remarkable instruction={caller.remarkable} />}
    </section>
  );
}
