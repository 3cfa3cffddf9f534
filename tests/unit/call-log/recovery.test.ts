import { describe, expect, it } from 'vitest';
import { nothingSeen, type RecoveryEvent, recover } from '../../../electron/call-log/recovery.ts';
import type { Connection } from '../../../electron/telephony/connections.ts';

function connection(key: string, over: Partial<Connection> = {}): Connection {
  return {
    key,
    continues: [],
    sipCallId: `${key}@phone`,
    direction: 'inbound',
    state: 'ended',
    party: { number: '0612345678', displayName: null },
    members: [],
    consultationOf: null,
    reference: null,
    ...over,
  };
}

const report = (full: boolean, ...connections: readonly Connection[]): RecoveryEvent => ({
  type: 'report',
  own: '1501',
  report: { full, connections },
});

/** How many calls each event brings back. */
function counts(...events: readonly RecoveryEvent[]): readonly number[] {
  let state = nothingSeen;
  return events.map((event) => {
    const recovered = recover(state, event);
    state = recovered.state;
    return recovered.calls.length;
  });
}

describe('what an exchange tells of an outage', () => {
  it('a call that is over and was never seen came in it', () => {
    expect(
      counts(
        { type: 'released' },
        report(true, connection('a', { state: 'connected' })),
        { type: 'lost' },
        report(true, connection('a'), connection('b')),
        report(true, connection('a'), connection('b')),
      ),
    ).toEqual([0, 0, 0, 1, 0]);
  });

  it('what was over before the phone was watched is not its log’s', () => {
    expect(counts({ type: 'released' }, report(true, connection('old')))).toEqual([0, 0]);
  });

  it('waits for the full state', () => {
    expect(counts({ type: 'lost' }, report(false), report(true, connection('b')))).toEqual([0, 0, 1]);
  });

  it('knows a dialog that the exchange has named anew, and one that it lists twice', () => {
    expect(
      counts(
        report(true, connection('a', { sipCallId: 'same' })),
        { type: 'lost' },
        report(true, connection('renamed', { sipCallId: 'same' }), connection('b'), connection('b')),
      ),
    ).toEqual([0, 0, 1]);
  });

  it('takes no leg of a dialling for a call', () => {
    const leg = connection('leg', { party: { number: '1501', displayName: null } });
    expect(counts({ type: 'lost' }, report(true, leg))).toEqual([0, 0]);
  });
});
