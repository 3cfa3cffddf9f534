import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../../electron/telephony/connections.ts';
import {
  connectionIdOf,
  reduceConnections,
  reportOf,
} from '../../../../electron/telephony/csta/connections.ts';
import { parseCstaEvent } from '../../../../electron/telephony/csta/events.ts';
import { noConnections } from '../../../../electron/telephony/csta/known-connections.ts';
import type { SnapshotConnection } from '../../../../electron/telephony/csta/snapshot-effects.ts';
import { cleared, connection, delivered, device, established, event, local, OWN } from './documents.ts';

/** A phone whose events are told one after the other. */
class Told {
  state = noConnections('1501', 'camille');
  last: readonly Connection[] = [];

  event(document: string): this {
    const read = parseCstaEvent(document);
    if (!read.ok || read.value.type !== 'call') throw new Error('no event of a call');
    const before = this.state;
    this.state = reduceConnections(before, { type: 'event', event: read.value });
    this.last = reportOf(before, this.state, false).connections;
    return this;
  }

  snapshot(connections: readonly SnapshotConnection[], since = this.state.serial): this {
    const before = this.state;
    this.state = reduceConnections(before, { type: 'snapshot', snapshot: { since, connections } });
    this.last = reportOf(before, this.state, true).connections;
    return this;
  }

  /** All there is, by key: direction, state, number. */
  all(): Record<string, string> {
    const { connections } = reportOf(this.state, this.state, true);
    return Object.fromEntries(
      connections.map(({ key, direction, state, party }) => [key, `${direction} ${state} ${party.number}`]),
    );
  }
}

const alive = (
  callId: string,
  state: SnapshotConnection['local'],
  more: Partial<SnapshotConnection> = {},
) => ({
  callId,
  deviceId: OWN,
  local: state,
  far: null,
  direction: null,
  calling: null,
  called: null,
  others: [],
  ...more,
});

/** A call of ours to `number`: dialled, then ringing there. */
function dialled(told: Told, callId: string, number: string, cause = 'newCall'): Told {
  const parties = `${device('callingDevice', OWN)}${device('calledDevice', number)}`;
  return told
    .event(
      event(
        'ServiceInitiatedEvent',
        `${connection('initiatedConnection', callId)}${local('initiated', cause)}`,
      ),
    )
    .event(
      event(
        'OriginatedEvent',
        `${connection('originatedConnection', callId)}${parties}${local('connected', cause)}`,
      ),
    )
    .event(
      event(
        'DeliveredEvent',
        `${connection('connection', callId, number)}${device('alertingDevice', number)}${parties}${local('connected', cause)}`,
      ),
    );
}

const held = (callId: string) =>
  event(
    'HeldEvent',
    `${connection('heldConnection', callId)}${device('holdingDevice', OWN)}${local('hold')}`,
  );
const retrieved = (callId: string) =>
  event('RetrievedEvent', `${connection('retrievedConnection', callId)}${local('connected')}`);

describe('one call', () => {
  test('rings, is answered, held, retrieved, and ends', () => {
    const told = new Told().event(delivered('1', 'sip:0611223344@samu.test'));
    expect(told.all()).toEqual({ 1: 'inbound ringing 0611223344' });
    expect(told.event(established('1', '0611223344')).all()).toEqual({ 1: 'inbound connected 0611223344' });
    expect(told.event(held('1')).all()).toEqual({ 1: 'inbound held 0611223344' });
    expect(told.event(retrieved('1')).all()).toEqual({ 1: 'inbound connected 0611223344' });
    expect(told.event(cleared('1')).last).toMatchObject([{ key: '1', state: 'ended' }]);
    expect(told.event(delivered('2', '0611223345')).all()).toEqual({ 2: 'inbound ringing 0611223345' });
  });

  test('is dialling until somebody answers; a lifted handset is no call yet', () => {
    const told = new Told().event(
      event('ServiceInitiatedEvent', `${connection('initiatedConnection', '1')}${local('initiated')}`),
    );
    expect(told.all()).toEqual({});
    expect(dialled(told, '1', '0240083333').all()).toEqual({ 1: 'outbound dialling 0240083333' });
    expect(told.event(established('1', OWN, '0240083333')).all()).toEqual({
      1: 'outbound connected 0240083333',
    });
  });

  test('is not ended by a busy tone, but by the end of it', () => {
    const told = dialled(new Told(), '1', '0240083398');
    const failed = `${connection('failedConnection', '1', '0240083398')}${device('failingDevice', '0240083398')}`;
    told.event(event('FailedEvent', `${failed}${local('connected', 'busy')}`));
    expect(told.all()).toEqual({ 1: 'outbound dialling 0240083398' });
    told.event(event('FailedEvent', `${failed}${local('fail', 'busy')}`));
    expect(told.all()).toEqual({ 1: 'outbound dialling 0240083398' });
    expect(told.event(cleared('1')).last).toMatchObject([{ state: 'ended' }]);
  });

  test('that is deflected ends here', () => {
    const told = new Told().event(delivered('1', '0611223344'));
    told.event(event('DivertedEvent', `${connection('connection', '1')}${local('null', 'redirected')}`));
    expect(told.last).toMatchObject([{ state: 'ended' }]);
  });

  test('held by the other side goes on here', () => {
    const told = new Told().event(delivered('1', '0611223344')).event(established('1', '0611223344'));
    told.event(event('HeldEvent', `${connection('heldConnection', '1', '0611223344')}${local('connected')}`));
    expect(told.all()).toEqual({ 1: 'inbound connected 0611223344' });
  });

  test('of a phone that leaves out its own state is understood from the devices', () => {
    const bare = (name: string, subject: string, of: string) =>
      event(name, `${connection(subject, '1', of)}${device('callingDevice', '0611223344')}`);
    const told = new Told().event(bare('DeliveredEvent', 'connection', OWN));
    expect(told.all()).toEqual({ 1: 'inbound ringing 0611223344' });
    expect(told.event(bare('EstablishedEvent', 'establishedConnection', OWN)).all()).toEqual({
      1: 'inbound connected 0611223344',
    });
    told.event(bare('HeldEvent', 'heldConnection', '0611223344'));
    expect(told.all()).toEqual({ 1: 'inbound connected 0611223344' });
    told.event(bare('ConnectionClearedEvent', 'droppedConnection', '0611223344'));
    expect(told.all()).toEqual({ 1: 'inbound connected 0611223344' });
    expect(told.event(bare('ConnectionClearedEvent', 'droppedConnection', OWN)).last).toMatchObject([
      { state: 'ended' },
    ]);
  });

  test('has a withheld caller, or a name, as the phone tells', () => {
    const told = new Told().event(
      event(
        'DeliveredEvent',
        `${connection('connection', '1')}${device('callingDevice', null)}${local('alerting')}`,
      ),
    );
    expect(told.last[0]?.party).toEqual({ number: null, displayName: null });
    told.event(delivered('2', '&quot;CODIS 44&quot; &lt;sip:18@samu.test&gt;'));
    expect(told.last[0]?.party).toEqual({ number: '18', displayName: 'CODIS 44' });
    told.event(delivered('3', 'N&lt;0240083333&gt;CHU'));
    expect(told.last[0]?.party).toEqual({ number: '0240083333', displayName: 'CHU' });
  });
});

describe('several calls', () => {
  /** Somebody called, is held, and a colleague was called about it. */
  function consulted(): Told {
    const told = new Told().event(delivered('1', '0611223344')).event(established('1', '0611223344'));
    return dialled(told.event(held('1')), '2', '1502', 'consultation').event(established('2', OWN, '1502'));
  }

  const merge = (name: string, list: string, items: string, state: string) =>
    event(
      name,
      `${connection('primaryOldCall', '1')}${connection('secondaryOldCall', '2')}${device(name.startsWith('T') ? 'transferringDevice' : 'conferencingDevice', OWN)}<${list}>${items}</${list}>${local(state)}`,
    );
  const item = (callId: string, of: string, old = '') =>
    `<connectionListItem>${connection('newConnection', callId, of)}${old && connection('oldConnection', old, of)}</connectionListItem>`;

  test('name the call that a consultation is about, as long as it lives', () => {
    const told = consulted();
    expect(told.last).toMatchObject([{ key: '2', consultationOf: '1' }]);
    told.event(cleared('1'));
    expect(reportOf(told.state, told.state, true).connections).toMatchObject([
      { key: '1', state: 'ended' },
      { key: '2', consultationOf: null },
    ]);
  });

  test('name it also where only the answer to ConsultationCall says so', () => {
    const told = new Told().event(delivered('1', '0611223344')).event(established('1', '0611223344'));
    told.event(held('1'));
    told.state = reduceConnections(told.state, { type: 'consultation', callId: '9', of: '1' });
    expect(dialled(told, '9', '1502').last).toMatchObject([{ key: '9', consultationOf: '1' }]);
  });

  test('that were transferred away have both ended here', () => {
    const told = consulted().event(
      merge(
        'TransferedEvent',
        'transferredConnections',
        item('3', '0611223344', '1') + item('3', '1502', '2'),
        'null',
      ),
    );
    expect(told.last.map(({ key, state }) => `${key} ${state}`)).toEqual(['1 ended', '2 ended']);
  });

  test('of which this phone is what is transferred go on as one, with the new party', () => {
    const told = new Told().event(delivered('1', '1502')).event(established('1', '1502'));
    told.event(
      event(
        'TransferredEvent',
        `${connection('primaryOldCall', '1')}${device('transferringDevice', '1502')}<transferredConnections>${item('8', OWN, '1')}${item('8', '0611223344')}</transferredConnections>${local('connected')}`,
      ),
    );
    expect(told.last).toMatchObject([
      {
        key: '8',
        continues: ['1'],
        direction: 'inbound',
        state: 'connected',
        party: { number: '0611223344' },
      },
    ]);
    expect(told.all()).toEqual({ 8: 'inbound connected 0611223344' });
  });

  test('become a conference, which members leave until two are left', () => {
    const told = consulted().event(
      merge(
        'ConferencedEvent',
        'conferenceConnections',
        item('2', OWN, '1') + item('2', '0611223344', '1') + item('2', '1502', '2'),
        'connected',
      ),
    );
    expect(told.last).toMatchObject([
      {
        key: '2',
        continues: ['1'],
        state: 'connected',
        members: [{ number: '0611223344' }, { number: '1502' }],
      },
    ]);
    told.event(
      event('ConnectionClearedEvent', `${connection('droppedConnection', '2', '1502')}${local('connected')}`),
    );
    expect(told.last).toMatchObject([
      { key: '2', members: [], party: { number: '0611223344' }, state: 'connected' },
    ]);
  });
});

describe('a snapshot', () => {
  test('ends what is not in it, brings what was missed, and takes back what is wrong', () => {
    const told = new Told().event(delivered('1', '0611')).event(delivered('2', '0622'));
    told.snapshot([alive('2', 'hold'), alive('3', 'alerting', { calling: '0633' })]);
    expect(told.last.map(({ key, state }) => `${key} ${state}`)).toEqual(['1 ended', '2 held', '3 ringing']);
    expect(told.all()).toMatchObject({ 3: 'inbound ringing 0633' });
  });

  test('leaves alone what newer events told', () => {
    const told = new Told().event(delivered('1', '0611'));
    const since = told.state.serial;
    told.event(established('1', '0611')).event(delivered('2', '0622'));
    told.snapshot([alive('1', 'alerting')], since);
    expect(told.all()).toEqual({ 1: 'inbound connected 0611', 2: 'inbound ringing 0622' });
  });

  test('does not bring back what ended after it was asked for, and a late event does not either', () => {
    const told = new Told().event(delivered('1', '0611'));
    const since = told.state.serial;
    told.event(cleared('1')).snapshot([alive('1', 'alerting')], since);
    expect(told.all()).toEqual({});
    expect(told.event(established('1', '0611')).all()).toEqual({});
    expect(told.state.doubt).toBe(true);
  });

  test('shows another call under a callID that is used again', () => {
    const told = new Told().event(delivered('1', '0611')).event(established('1', '0611'));
    told.snapshot([alive('1', 'alerting', { calling: '0622' })]);
    expect(told.last.map(({ key, state }) => `${key} ${state}`)).toEqual(['1 ended', '1~2 ringing']);
    expect(connectionIdOf(told.state, '1~2', OWN)).toEqual({ callId: '1', deviceId: OWN });
    expect(connectionIdOf(told.state, '1', OWN)).toBeNull();
  });

  test('of a phone that shows held calls as connected does not contradict its events', () => {
    const told = new Told().event(delivered('1', '0611')).event(established('1', '0611')).event(held('1'));
    expect(told.snapshot([alive('1', 'connected')]).all()).toEqual({ 1: 'inbound held 0611' });
    told.state = reduceConnections(told.state, { type: 'gap' });
    expect(told.snapshot([alive('1', 'connected')]).all()).toEqual({ 1: 'inbound held 0611' });
    expect(told.event(retrieved('1')).all()).toEqual({ 1: 'inbound connected 0611' });
  });

  test('of a phone that has shown a held call is believed about all', () => {
    const told = new Told().event(delivered('1', '0611')).event(established('1', '0611')).event(held('1'));
    told.snapshot([alive('1', 'hold')]);
    expect(told.snapshot([alive('1', 'connected')]).all()).toEqual({ 1: 'inbound connected 0611' });
  });

  test('tells whether a call that was dialling was answered', () => {
    const told = dialled(new Told(), '1', '0240083333');
    expect(told.snapshot([alive('1', 'connected')]).all()).toEqual({ 1: 'outbound dialling 0240083333' });
    expect(told.snapshot([alive('1', 'connected', { far: 'connected' })]).all()).toEqual({
      1: 'outbound connected 0240083333',
    });
  });
});
