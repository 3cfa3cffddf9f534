import type { Connection, ConnectionReport } from '../connections.ts';
import { takeEvent } from './event-effects.ts';
import type { CallEvent } from './events.ts';
import { type CstaConnections, isAlive, type KnownConnection, remembered } from './known-connections.ts';
import { takeMerge } from './merges.ts';
import type { ConnectionId } from './requests.ts';
import { type Snapshot, takeSnapshot } from './snapshot-effects.ts';

export type CstaInput =
  | { readonly type: 'event'; readonly event: CallEvent }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'consultation'; readonly callId: string; readonly of: string }
  /** An event may have been lost. */
  | { readonly type: 'gap' }
  /** Another session with the phone: it may have started anew, and its callIDs with it. */
  | { readonly type: 'session' };

/**
 * Takes in one event or snapshot of the phone (ECMA-269 §17.2, §16.1). Pure. A connection only goes forward: set up,
 * then connected or held, then ended; a snapshot brings whatever was believed to the truth, but for what newer events
 * told already.
 */
export function reduceConnections(before: CstaConnections, input: CstaInput): CstaConnections {
  const state = { ...before, known: before.known.filter(isAlive) };
  switch (input.type) {
    case 'event':
      return noteDoubt(
        state,
        takeCallEvent({ ...state, serial: state.serial + 1, doubt: false }, input.event),
      );
    case 'snapshot':
      return takeSnapshot(state, input.snapshot);
    case 'consultation': {
      const { callId, of } = input;
      const consultations = remembered(state.consultations, callId, of);
      const known = state.known.map((each) =>
        each.callId === callId ? { ...each, consultationOf: of } : each,
      );
      return { ...state, consultations, known };
    }
    case 'gap':
      return noteDoubt(state, { ...state, serial: state.serial + 1, doubt: true });
    case 'session':
      return { ...state, over: new Map(), consultations: new Map(), doubt: true };
  }
}

/** What changed between two states; `full` tells all there is. */
export function reportOf(before: CstaConnections, after: CstaConnections, full: boolean): ConnectionReport {
  const told = full ? after.known : after.known.filter((each) => !before.known.includes(each));
  const living = new Set(after.known.filter(isAlive).map(({ key }) => key));
  return { full, connections: told.map((each) => connectionOf(each, living)) };
}

/** How to name a connection to the phone that calls itself `device`; null when it is over. */
export function connectionIdOf(state: CstaConnections, key: string, device: string): ConnectionId | null {
  const found = state.known.find((each) => each.key === key && isAlive(each));
  return found ? { callId: found.callId, deviceId: found.deviceId ?? device } : null;
}

function connectionOf(known: KnownConnection, living: ReadonlySet<string>): Connection {
  const { key, callId, continues, direction, state, party, others, consultationOf } = known;
  return {
    key,
    continues,
    // Several phones take the Call-ID of the SIP call for the callID; nothing else looks like one.
    sipCallId: /@|^[\w.+-]{16,}$/.test(callId) ? callId : null,
    direction,
    state,
    party,
    members: others.length > 1 ? others.map((other) => other.party) : [],
    consultationOf: consultationOf !== null && living.has(consultationOf) ? consultationOf : null,
    reference: null,
  };
}

/** A doubt stays until a snapshot that was asked for after it. */
function noteDoubt(before: CstaConnections, after: CstaConnections): CstaConnections {
  return after.doubt ? { ...after, doubtedAt: after.serial } : { ...after, doubt: before.doubt };
}

function takeCallEvent(state: CstaConnections, event: CallEvent): CstaConnections {
  const merges = event.name === 'Transferred' || event.name === 'Conferenced';
  return merges ? takeMerge(state, event) : takeEvent(state, event);
}
