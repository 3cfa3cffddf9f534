import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ASKING_GRACE,
  nextOutage,
  noOutage,
  type Observation,
  type OutageState,
  outageCauses,
  outageOf,
  RESTORED_STAYS,
  SETTLED,
  TRY_AGAIN,
} from '../../../electron/telephony/outage.ts';
import { everyAction, type LinkState } from '../../../electron/telephony/ports.ts';

const up: LinkState = { kind: 'up', server: 'wss://sip1.example/ws' };
const stale: LinkState = { kind: 'stale', since: 0, attempt: 1 };
const beside = { portalAway: false, boardAway: false };

interface Change {
  readonly link?: LinkState;
  readonly registered?: boolean;
  readonly asking?: boolean;
  readonly online?: boolean;
  readonly bound?: boolean;
  readonly unconfirmed?: Observation['unconfirmed'];
}

function seen(at: number, change: Change = {}): Observation {
  const { link = up, registered = true, asking = false, online = true, bound = true } = change;
  return {
    at,
    bound,
    online,
    unconfirmed: change.unconfirmed ?? { count: 0, at: 0 },
    phone: {
      link,
      registered,
      capabilities: everyAction(asking ? { available: false, reason: 'asking' } : { available: true }),
    },
  };
}

const after = (...observations: readonly Observation[]) =>
  observations.reduce<OutageState>(nextOutage, noOutage);
const causeAfter = (...observations: readonly Observation[]) => {
  const state = after(...observations);
  return state.kind === 'outage' ? state.cause : null;
};

describe('the cause of an outage', () => {
  it('is none while all is well, while nothing is bound, and while the link is made for the first time', () => {
    expect(after(seen(1))).toEqual(noOutage);
    expect(after(seen(1, { link: stale, bound: false }))).toEqual(noOutage);
    expect(causeAfter(seen(1, { link: { kind: 'connecting' } }))).toBeNull();
  });

  it('is the server when the link is lost, also while it is made again', () => {
    expect(causeAfter(seen(1, { link: stale }))).toBe('server-unreachable');
    expect(causeAfter(seen(1, { link: stale }), seen(2, { link: { kind: 'connecting' } }))).toBe(
      'server-unreachable',
    );
  });

  it('is the workstation’s own network where there is none', () => {
    expect(causeAfter(seen(1, { link: stale, online: false }))).toBe('no-network');
    expect(causeAfter(seen(1, { online: false }))).toBeNull();
  });

  it('is our own process while it is started again', () => {
    expect(causeAfter(seen(1, { link: { kind: 'stale', since: 0, attempt: 0, restarting: true } }))).toBe(
      'telephony-restarting',
    );
  });

  it('is the phone when it is registered no more', () => {
    expect(causeAfter(seen(1, { registered: false }))).toBe('phone-unplugged');
  });

  it('is a phone that does not say what it can, once it had the time to', () => {
    const first = seen(1_000, { asking: true });
    expect(causeAfter(first, seen(1_000 + ASKING_GRACE - 1, { asking: true }))).toBeNull();
    expect(causeAfter(first, seen(1_000 + ASKING_GRACE, { asking: true }))).toBe('phone-silent');
    const answered = seen(5_000);
    expect(causeAfter(first, answered, seen(1_000 + ASKING_GRACE, { asking: true }))).toBeNull();
  });

  it('is a phone that confirms nothing, until it is worth trying it again', () => {
    const silent = { unconfirmed: { count: 2, at: 1_000 } };
    expect(causeAfter(seen(1_100, { unconfirmed: { count: 1, at: 1_000 } }))).toBeNull();
    expect(causeAfter(seen(1_100, silent))).toBe('phone-silent');
    expect(causeAfter(seen(1_100, silent), seen(1_000 + TRY_AGAIN, silent))).toBeNull();
  });
});

describe('the length of an outage', () => {
  it('counts from its beginning, whatever its cause becomes', () => {
    expect(after(seen(10, { link: stale }), seen(20, { registered: false }))).toEqual({
      kind: 'outage',
      cause: 'phone-unplugged',
      since: 10,
    });
  });

  it('goes on when the link comes and goes', () => {
    const flapping = after(seen(10, { link: stale }), seen(9_000), seen(9_500, { link: stale }));
    expect(flapping).toMatchObject({ kind: 'outage', since: 10 });
  });

  it('is told once all has been well for a moment, for a while', () => {
    const over = [seen(10, { link: stale }), seen(9_000), seen(9_000 + SETTLED)];
    expect(after(...over)).toEqual({
      kind: 'restored',
      cause: 'server-unreachable',
      since: 10,
      until: 9_000,
    });
    expect(after(...over, seen(9_000 + RESTORED_STAYS))).toEqual(noOutage);
  });

  it('is not told of what was over at once', () => {
    expect(after(seen(10, { link: stale }), seen(900), seen(900 + SETTLED))).toEqual(noOutage);
  });

  it('is forgotten with the phone', () => {
    expect(after(seen(10, { link: stale }), seen(20, { bound: false }))).toEqual(noOutage);
  });
});

describe('what an operator is told', () => {
  it('is for every cause something that works and something to do', () => {
    for (const cause of outageCauses) {
      const outage = outageOf({ kind: 'outage', cause, since: 1 }, beside);
      expect(outage?.kind === 'outage' && outage.works.length > 0 && outage.todo.length > 0).toBe(true);
    }
  });

  it('never says that the desk phone works when it is the one that is unplugged', () => {
    const outage = outageOf({ kind: 'outage', cause: 'phone-unplugged', since: 1 }, beside);
    expect(outage?.kind === 'outage' && outage.works).not.toContain('desk-phone');
  });

  it('is never a time that goes back, and an outage is over only when all is well', () => {
    const change = fc.record({
      step: fc.integer({ min: 0, max: 20_000 }),
      link: fc.constantFrom<LinkState>(up, stale, { kind: 'down' }, { kind: 'connecting' }),
      registered: fc.boolean(),
      asking: fc.boolean(),
      online: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        let at = 1_000;
        let state: OutageState = noOutage;
        for (const { step, ...one } of changes) {
          at += step;
          state = nextOutage(state, seen(at, one));
          const told = outageOf(state, beside);
          if (told) expect(told.since).toBeLessThanOrEqual(at);
          if (told?.kind === 'restored') {
            expect(told.until).toBeGreaterThan(told.since);
            expect(one.link.kind === 'stale' || (one.link.kind === 'up' && !one.registered)).toBe(false);
          }
        }
      }),
    );
  });
});
