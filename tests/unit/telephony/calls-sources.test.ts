import { describe, expect, test } from 'vitest';
import {
  type CallsEvent,
  type CallsState,
  callsOf,
  cstaKeyOf,
  noCalls,
  reduceCalls,
  referenceOf,
} from '../../../electron/telephony/calls.ts';
import type { Connection } from '../../../electron/telephony/connections.ts';

const phone = noCalls('1501');

function connection(key: string, told: Partial<Connection> & { number?: string | null } = {}): Connection {
  const { number = '0240083333', ...rest } = told;
  return {
    key,
    continues: [],
    sipCallId: null,
    direction: 'inbound',
    state: 'connected',
    party: { number, displayName: null },
    members: [],
    consultationOf: null,
    reference: null,
    ...rest,
  };
}

type Told = readonly Connection[];
let at = 0;
const report = (
  state: CallsState,
  event: Pick<Extract<CallsEvent, { type: 'report' }>, 'source' | 'first'> & { full: boolean; told: Told },
): CallsState => {
  const { source, first, full, told } = event;
  at += 1_000;
  return reduceCalls(state, {
    type: 'report',
    at,
    source,
    first,
    fromStart: !first,
    report: { full, connections: told },
  });
};
const snapshot = (state: CallsState, ...told: Told) =>
  report(state, { source: 'csta', first: true, full: true, told });
const event = (state: CallsState, ...told: Told) =>
  report(state, { source: 'csta', first: false, full: false, told });
const dialogs = (state: CallsState, ...told: Told) =>
  report(state, { source: 'dialogs', first: false, full: true, told });
const dialogsAnew = (state: CallsState, ...told: Told) =>
  report(state, { source: 'dialogs', first: true, full: true, told });
const cstaEnds = (state: CallsState) => reduceCalls(state, { type: 'csta-ended', at });
const live = (state: CallsState) => callsOf(state).filter((call) => call.state !== 'ended');

describe('a call that two sources tell of', () => {
  const reference = { callId: 'call', localTag: 'l', remoteTag: 'r', remoteTarget: null };
  const dialog = connection('d1', { sipCallId: 'call', reference });

  test('stays one call when uaCSTA takes over, known by its party and direction', () => {
    const before = dialogs(phone, dialog);
    const after = snapshot(before, connection('c1'));
    expect(live(after)).toEqual(live(before));
    expect(cstaKeyOf(after, '1')).toBe('c1');
    expect(referenceOf(after, '1')).toEqual(reference);
  });

  test('is known by the name of its SIP call, where its party is withheld by one', () => {
    const before = dialogs(phone, dialog, connection('d2', { sipCallId: 'other', state: 'held' }));
    const told = [
      connection('c2', { sipCallId: 'other', number: null, state: 'held' }),
      connection('c1', { sipCallId: 'call', number: null }),
    ];
    const after = snapshot(before, ...told);
    expect(live(after)).toEqual(live(before));
  });

  test('stays one call when dialogs take over again, once another subscription has told them all', () => {
    const watched = snapshot(dialogs(phone, dialog), connection('c1', { state: 'held' }));
    const lost = cstaEnds(watched);
    expect(lost).toMatchObject({ leading: 'dialogs', needsFullState: true });
    // On its way before the session ended: older than what is shown.
    expect(callsOf(dialogs(lost))).toEqual(callsOf(watched));
    const told = dialogsAnew(lost, { ...dialog, state: 'held' });
    expect(callsOf(told)).toEqual(callsOf(watched));
    expect(told.needsFullState).toBe(false);
    expect(live(dialogsAnew(lost))).toEqual([]);
  });

  test('may be told under another key by the next session', () => {
    const lost = cstaEnds(snapshot(dialogs(phone, dialog), connection('c1')));
    expect(live(snapshot(lost, connection('n1')))).toEqual(live(lost));
  });

  test('that dialogs alone tell of is not there while uaCSTA lives', () => {
    expect(callsOf(dialogs(snapshot(phone), dialog))).toEqual([]);
  });

  test('is not told by the events of a session that has not told everything', () => {
    const early = event(phone, connection('c1', { state: 'ringing' }));
    expect(callsOf(early)).toEqual([]);
    expect(early.leading).toBe('dialogs');
  });

  test('of whose phone tells events and no snapshot is told by dialogs, and can be asked for over uaCSTA', () => {
    const rings = event(phone, connection('c1', { state: 'ringing' }));
    const both = dialogs(rings, { ...dialog, state: 'ringing' });
    expect(live(both)).toMatchObject([{ state: 'ringing' }]);
    expect(cstaKeyOf(both, '1')).toBe('c1');
    expect(cstaKeyOf(event(dialogs(phone, dialog), connection('c1')), '1')).toBe('c1');
  });

  test('has the name that dialogs tell, where uaCSTA tells none', () => {
    const named = { ...dialog, party: { number: '0240083333', displayName: 'CTA 44' } };
    expect(live(snapshot(dialogs(phone, named), connection('c1')))).toMatchObject([
      { displayName: 'CTA 44' },
    ]);
    expect(live(dialogs(snapshot(phone, connection('c1')), named))).toMatchObject([
      { displayName: 'CTA 44' },
    ]);
  });

  test('from the phone’s own number is our leg of a dialling in either', () => {
    expect(callsOf(snapshot(phone, connection('c1', { number: '1501' })))).toEqual([]);
  });
});

describe('a transfer', () => {
  test('changes who is there, not the call', () => {
    const talking = snapshot(phone, connection('a', { party: { number: '1502', displayName: 'Poste 2' } }));
    const moved = event(talking, connection('b', { continues: ['a'], number: '0612345678' }));
    expect(callsOf(moved)).toMatchObject([
      { id: '1', number: '0612345678', displayName: null, connectedAt: callsOf(talking)[0]?.connectedAt },
    ]);
    expect(live(event(moved, connection('a')))).toEqual(live(moved));
  });

  test('to somebody withheld does not leave the number of who went', () => {
    const talking = snapshot(phone, connection('a', { number: '1502' }));
    const moved = event(talking, connection('b', { continues: ['a'], number: null }));
    expect(live(moved)).toMatchObject([{ id: '1', number: null }]);
  });

  test('is seen in dialogs by what the new one replaces; before it is answered the old one stands', () => {
    const talking = dialogs(phone, connection('a', { sipCallId: 'call-a', number: '1502' }));
    const next = connection('b', { continues: ['call-a'], sipCallId: 'call-b', number: '0612345678' });
    const old = connection('a', { sipCallId: 'call-a', number: '1502' });
    const rings = dialogs(talking, old, { ...next, state: 'ringing' });
    expect(live(rings)).toEqual(live(talking));
    const both = dialogs(rings, old, next);
    expect(live(both)).toMatchObject([{ id: '1', number: '0612345678' }]);
    expect(live(dialogs(both, next))).toEqual(live(both));
  });

  test('that the new one does not survive ends the old one as well', () => {
    const talking = dialogs(phone, connection('a', { sipCallId: 'call-a' }));
    const over = dialogs(
      talking,
      connection('a', { sipCallId: 'call-a', state: 'ended' }),
      connection('b', { continues: ['call-a'], state: 'ringing' }),
    );
    expect(callsOf(over).map(({ state }) => state)).toEqual(['ended', 'ringing']);
  });
});

describe('a conference', () => {
  const parties = [
    { number: '0612345678', displayName: null },
    { number: '1502', displayName: null },
  ];
  const pair = snapshot(
    phone,
    connection('b', { number: '1502', direction: 'outbound', consultationOf: 'a' }),
    connection('a', { number: '0612345678', state: 'held' }),
  );

  test('is the call that was there first, with all who are in it', () => {
    expect(live(pair)).toMatchObject([{ consultationOf: '2' }, { id: '2', consultationOf: null }]);
    for (const key of ['a', 'b', 'c']) {
      const continues = ['a', 'b'].filter((each) => each !== key);
      const joined = event(pair, connection(key, { continues, members: parties, number: null }));
      expect(live(joined)).toMatchObject([{ id: '2', state: 'connected', members: parties }]);
      expect(live(event(joined, connection('b')))).toHaveLength(1);
    }
  });

  test('of two is a call again', () => {
    const joined = event(pair, connection('c', { continues: ['a', 'b'], members: parties, number: null }));
    const left = event(joined, connection('c', { members: parties.slice(0, 1), number: '0612345678' }));
    expect(live(left)).toMatchObject([{ id: '2', members: [], number: '0612345678' }]);
  });

  test('that the phone mixes from two dialogs stays one call while both are told', () => {
    const two = [
      connection('da', { number: '0612345678' }),
      connection('db', { number: '1502', direction: 'outbound' }),
    ];
    const joined = dialogs(
      event(
        dialogs(pair, ...two),
        connection('c', { continues: ['a', 'b'], members: parties, number: null }),
      ),
      ...two,
    );
    const lost = cstaEnds(joined);
    expect(live(dialogsAnew(lost, ...two))).toMatchObject([{ id: '2' }]);
    expect(live(dialogsAnew(lost, ...two.slice(1)))).toMatchObject([{ id: '2', number: '1502' }]);
  });
});

describe('a consultation', () => {
  const held = connection('a', { state: 'held' });
  const asked = connection('b', { number: '1502', direction: 'outbound' });

  test('that this product asked for is one until either call is over', () => {
    const both = snapshot(phone, held, asked);
    const noted = reduceCalls(both, { type: 'consultation', at, callId: '2', aboutId: '1' });
    expect(callsOf(noted)).toMatchObject([{ consultationOf: null }, { consultationOf: '1' }]);
    expect(callsOf(event(noted, { ...held, state: 'ended' }))).toMatchObject([
      { state: 'ended' },
      { consultationOf: null },
    ]);
    expect(callsOf(event(noted, { ...asked, state: 'ended' }))).toMatchObject([
      { state: 'held' },
      { state: 'ended', consultationOf: null },
    ]);
  });
});

describe('one conversation at a time', () => {
  test('where another begins and nothing is said of the first, it is held, and the full state asked for', () => {
    const talking = snapshot(phone, connection('a'));
    const other = event(talking, connection('b', { number: '18' }));
    expect(callsOf(other)).toMatchObject([{ state: 'held', heldAt: at }, { state: 'connected' }]);
    expect(other.needsFullState).toBe(true);
    const told = snapshot(other, connection('a'), connection('b', { number: '18' }));
    expect(callsOf(told)).toMatchObject([{ state: 'connected' }, { state: 'connected' }]);
    expect(told.needsFullState).toBe(false);
  });
});
