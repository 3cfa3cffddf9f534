import { afterEach, describe, expect, it } from 'vitest';
import { CallLog } from '../../../electron/call-log/index.ts';
import type { LogAgent, LogEntry } from '../../../electron/call-log/rules/entry.ts';
import { matchesQuery } from '../../../electron/call-log/rules/terms.ts';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { Connection } from '../../../electron/telephony/connections.ts';
import type { Call, LinkState, PhoneState } from '../../../electron/telephony/ports.ts';
import { unboundPhone } from '../../../electron/telephony/unbound-phone.ts';
import { anyQuery, entry } from './entries.ts';
import { call, camille, staleSince, start, up } from './phones.ts';

const logs: CallLog[] = [];
afterEach(async () => {
  for (const log of logs.splice(0)) await log.close();
});

/** A log over a phone, a session and a store in memory that a test holds. */
function station({ durable = true, kept = [] as readonly LogEntry[] } = {}) {
  const entries = new Map(kept.map((one) => [one.id, one]));
  const purged: number[] = [];
  const phone = new Subject<PhoneState>(unboundPhone);
  const callers = new Subject<ReadonlyMap<string, { name: string }>>(new Map());
  const agent = new Subject<LogAgent | null>(camille);
  const world = { now: start, outcome: ok() as Result<undefined> };
  const log = new CallLog({
    phone,
    callers,
    agent,
    durable,
    days: 90,
    clock: () => world.now,
    times: { backOff: 5, maxBackOff: 5 },
    store: {
      begin: async () => ok([]),
      write: async (written) => {
        if (!world.outcome.ok) return world.outcome;
        for (const one of written) entries.set(one.id, one);
        return ok();
      },
      page: async (query, size) => {
        const found = [...entries.values()].filter(matchesQuery(query));
        return ok({ entries: found.slice(0, size), next: null });
      },
      purge: async (before) => {
        purged.push(before);
        return ok();
      },
    },
  });
  logs.push(log);
  const shows = (calls: readonly Call[], link: LinkState = up) =>
    phone.set({ ...unboundPhone, number: '1501', link, calls });
  const all = async () => {
    const page = await log.page(anyQuery);
    return page.ok ? page.value.entries : [];
  };
  return { log, agent, callers, world, purged, shows, all };
}

const missed = call({ state: 'ended', endedAt: start + 20_000 });

describe('the call log', () => {
  it('counts the missed calls until somebody looks, calls back, or leaves', async () => {
    const { log, agent, shows } = station();
    // What an earlier run left open is known first.
    await new Promise((resolve) => setImmediate(resolve));
    shows([call()]);
    expect(log.state.get().missed).toBe(0);
    shows([missed]);
    expect(log.state.get().missed).toBe(1);
    log.look();
    expect(log.state.get().missed).toBe(0);

    shows([call({ id: '2' })]);
    shows([{ ...missed, id: '2' }]);
    expect(log.state.get().missed).toBe(1);
    shows([call({ id: '3', direction: 'outbound', state: 'dialling', number: '+33612345678' })]);
    expect(log.state.get().missed).toBe(0);

    shows([{ ...missed, id: '4' }]);
    agent.set({ subject: 'p2', name: 'Benoît EXEMPLE' });
    expect(log.state.get().missed).toBe(0);
  });

  it('counts no call that was refused on purpose', () => {
    const { log, shows } = station();
    shows([call()]);
    shows([missed]);
    log.done({ action: 'hangUp', callId: '1' });
    expect(log.state.get().missed).toBe(0);
  });

  it('shows what is not written yet, and says why', async () => {
    const { log, world, shows, all } = station();
    await all();
    world.outcome = fail('Records_DiskFull');
    shows([call()]);
    await expect.poll(() => log.state.get().failure?.code).toBe('Records_DiskFull');
    expect(await all()).toMatchObject([{ outcome: 'open' }]);
    shows([missed]);
    expect(await all()).toMatchObject([{ outcome: 'missed' }]);

    world.outcome = ok();
    await expect.poll(() => log.state.get().failure).toBeNull();
    expect(await all()).toHaveLength(1);
  });

  it('knows what this person dialled last, from an earlier shift too', async () => {
    const { log, shows } = station({
      kept: [entry({ direction: 'outbound', outcome: 'answered', number: '0240083333' })],
    });
    await expect.poll(() => log.state.get().lastDialled).toBe('0240083333');
    shows([call({ direction: 'outbound', state: 'dialling', number: '15' })]);
    await expect.poll(() => log.state.get().lastDialled).toBe('15');
  });

  it('knows the last numbers that this person dialled, each once, the newest first', async () => {
    const outbound = { direction: 'outbound', outcome: 'answered' } as const;
    const { log, agent } = station({
      kept: [
        entry({ ...outbound, number: '15', beganAt: start + 3 }),
        entry({ ...outbound, number: '0240083333', name: 'CTA 44', beganAt: start + 2 }),
        entry({ ...outbound, number: '15', beganAt: start + 1 }),
        entry({ number: '0600000001' }),
        entry({ ...outbound, number: '18', agent: { subject: 'other', name: 'Dominique' } }),
      ],
    });
    expect(await log.recentlyDialled(8)).toEqual(
      ok([
        { number: '15', name: null, at: start + 3 },
        { number: '0240083333', name: 'CTA 44', at: start + 2 },
      ]),
    );
    expect(await log.recentlyDialled(1)).toMatchObject({ value: [{ number: '15' }] });
    agent.set(null);
    expect(await log.recentlyDialled(8)).toEqual(ok([]));
  });

  it('names a caller as the directory does, once it has found them', async () => {
    const { callers, shows, all } = station();
    shows([call({ displayName: 'DUPONT J' })]);
    expect(await all()).toMatchObject([{ name: 'DUPONT J' }]);
    callers.set(new Map([['1', { name: 'Pompiers CTA 44' }]]));
    expect(await all()).toMatchObject([{ name: 'Pompiers CTA 44' }]);
  });

  it('removes what is older than the site keeps', async () => {
    const { purged } = station();
    await expect.poll(() => purged).toEqual([start - 90 * 86_400_000]);
  });

  it('forgets a shift that may not rest on the disk, with its person', async () => {
    const { agent, purged, shows } = station({ durable: false });
    shows([missed]);
    agent.set(null);
    expect(purged).toContain(Number.MAX_SAFE_INTEGER);
  });

  it('writes what the exchange tells of calls that came and went in an outage', async () => {
    const { log, shows, all } = station();
    const over: Connection = {
      key: 'a',
      continues: [],
      sipCallId: null,
      direction: 'inbound',
      state: 'ended',
      party: { number: '0611111111', displayName: null },
      members: [],
      consultationOf: null,
      reference: null,
    };
    shows([]);
    log.reported({ full: true, connections: [] });
    shows([], staleSince(start));
    log.reported({ full: true, connections: [over] });
    shows([]);
    const outcomes = (await all()).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['outage', 'recovered']);
  });
});
