import type { Connection, DialogReference } from './connections.ts';
import { sameNumber } from './numbers.ts';
import type { Call, CallParty } from './ports.ts';

/** A call that is seen for the first time. */
export function begin(id: string, connection: Connection, now: number, fromStart: boolean): Call {
  const { direction } = connection;
  const call: Call = {
    id,
    direction,
    state: direction === 'outbound' ? 'dialling' : 'ringing',
    number: null,
    displayName: null,
    startedAt: now,
    connectedAt: null,
    heldAt: null,
    endedAt: null,
    seenFromStart: fromStart,
    members: [],
    consultationOf: null,
  };
  return advance(call, connection, now, null);
}

/**
 * The call as the connection now has it; `formerKey` is the key it had at the same source. A call only goes forward:
 * set up, then connected or held as often as one likes, then ended.
 */
export function advance(call: Call, connection: Connection, now: number, formerKey: string | null): Call {
  const { key, continues, state, party, members } = connection;
  const goesOn = formerKey !== null && (formerKey !== key ? continues.length > 0 : continues.includes(key));
  const named: Call = { ...call, ...(goesOn ? party : partyAfter(call, party)) };
  if (state === 'ended') return end(named, now);
  if (state === 'ringing' || state === 'dialling') return named;
  return {
    ...named,
    state,
    connectedAt: call.connectedAt ?? now,
    heldAt: state === 'held' ? (call.heldAt ?? now) : null,
    members: members.length >= 2 ? members : [],
  };
}

/** What is not told any more is kept, but never the name of one with the number of another. */
function partyAfter(known: CallParty, told: CallParty): CallParty {
  const another = told.number !== null && known.number !== null && !sameNumber(known.number, told.number);
  if (another) return told;
  return {
    number: told.number ?? known.number,
    displayName: told.displayName ?? known.displayName,
  };
}

/** Tags may be told only while the phone rings: what was known once is kept. */
export function referenceAfter(
  told: DialogReference | null,
  known: DialogReference | null,
): DialogReference | null {
  if (!told) return known;
  const same = known?.callId === told.callId && known.localTag === told.localTag ? known : null;
  return {
    ...told,
    remoteTag: told.remoteTag ?? same?.remoteTag ?? null,
    remoteTarget: told.remoteTarget ?? same?.remoteTarget ?? null,
  };
}

/** The name of the same party from another source, where the first told none. */
export function nameAfter(call: Call, { number, displayName }: CallParty): Call {
  const same = call.number !== null && number !== null && sameNumber(call.number, number);
  return call.displayName === null && displayName !== null && same ? { ...call, displayName } : call;
}

export function end(call: Call, now: number): Call {
  return { ...call, state: 'ended', heldAt: null, endedAt: now };
}
