import { isOwnDevice } from './device-ids.ts';
import { localOf } from './event-effects.ts';
import type { CallEvent } from './events.ts';
import {
  type CstaConnections,
  findAlive,
  type KnownConnection,
  keyOf,
  type Other,
  othersOf,
  remembered,
  replace,
  without,
} from './known-connections.ts';

/** Transferred and Conferenced: the old connections go on as one, or leave this phone. */
export function takeMerge(state: CstaConnections, event: CallEvent): CstaConnections {
  const callIds = [
    event.connection.callId,
    event.secondaryCallId,
    ...event.links.map((link) => link.oldCallId),
  ];
  const old = state.known.filter(({ callId }) => callIds.includes(callId));
  const local = localOf(event, state.own);
  if (local === 'null' || local === 'fail') return endAll(state, old);
  const callId = event.links[0]?.callId ?? event.connection.callId;
  const same = findAlive(state, callId);
  const [first] = old;
  if (!first) return { ...state, doubt: true };
  // What the connections became is over already: this event is late.
  if (!same && state.over.has(callId)) return { ...endAll(state, old), doubt: true };
  const isLate = same !== undefined && !old.includes(same);
  const told = othersOf(
    event.links.flatMap(({ device }) => device ?? []),
    state.own,
  );
  // Some phones do not list who is in a conference: whoever was in its calls is.
  const others = event.name === 'Conferenced' && told.length === 0 ? old.flatMap(othersIn) : told;
  const fallback = [event.other, event.acting].find(
    (device) => device !== null && !isOwnDevice(device, state.own),
  );
  const [one] = others.length > 0 ? others : othersOf(fallback ? [fallback] : [], state.own);
  const uses = (state.uses.get(callId) ?? 0) + 1;
  // A colleague may hand a call over before this phone has answered.
  const rings = local === 'alerting' && old.every((each) => each.state === 'ringing');
  const merged: KnownConnection = {
    ...(same ?? { ...first, key: keyOf(callId, uses), callId }),
    ...(isLate || rings ? {} : { state: local === 'hold' ? 'held' : 'connected', answered: true }),
    party: event.name === 'Conferenced' ? first.party : (one?.party ?? first.party),
    others: others.length > 1 ? others : [],
    consultationOf: null,
    continues: [...new Set(old.flatMap(({ key, continues }) => [...continues, key]))].filter(
      (key) => key !== same?.key,
    ),
    touched: state.serial,
  };
  const gone = old.filter((each) => each !== same);
  return {
    ...state,
    known: [...state.known.filter((each) => each !== same && !old.includes(each)), merged],
    over: gone.reduce(
      (over, each) => remembered(over, each.callId, state.serial),
      without(state.over, callId),
    ),
    uses: same ? state.uses : remembered(state.uses, callId, uses),
    doubt: state.doubt || isLate,
  };
}

function endAll(state: CstaConnections, ended: readonly KnownConnection[]): CstaConnections {
  return ended.reduce<CstaConnections>(
    (next, each) => replace(next, each, { ...each, state: 'ended', touched: state.serial }),
    state,
  );
}

function othersIn({ others, party }: KnownConnection): readonly Other[] {
  return others.length > 0 ? others : [{ device: party.number ?? '', party }];
}
