import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Check,
  type CheckResult,
  startWatch,
  Verification,
} from '../../../electron/prerequisites/index.ts';
import {
  type Finding,
  failure,
  notApplicable,
  ok,
  warning,
} from '../../../electron/prerequisites/rules/check.ts';
import { entryOf } from '../../../electron/prerequisites/rules/report.ts';
import {
  afterRound,
  afterRun,
  CALL_QUIET,
  isInDoubt,
  knownFrom,
  pauseBefore,
  quietFrom,
  troublesOf,
  type WatchMemory,
} from '../../../electron/prerequisites/rules/watch.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { Call } from '../../../electron/telephony/ports.ts';

const well = ok();
const wanting = warning('Disk_AlmostFull');
const broken = failure('Disk_Full');
const result = (finding: Finding, id = 'disk', more: Partial<CheckResult> = {}): CheckResult => ({
  id,
  group: 'workstation',
  title: 'Disque',
  finding,
  took: 1,
  ...more,
});
const none: WatchMemory = new Map();
/** What is told after each of these rounds. */
function toldAfter(findings: readonly Finding[], from = none): readonly string[] {
  let memory = from;
  return findings.map((finding) => {
    memory = afterRound(memory, [result(finding)]);
    return troublesOf(memory)[0]?.verdict ?? '-';
  });
}

describe('what the watch tells', () => {
  it('is what two rounds in a row found, until two rounds found it well', () => {
    expect(toldAfter([broken, broken, broken, well, broken, well, well])).toEqual([
      '-',
      'failure',
      'failure',
      'failure',
      'failure',
      'failure',
      '-',
    ]);
  });

  it('is nothing of what comes and goes', () => {
    expect(toldAfter([broken, well, wanting, well, broken])).toEqual(['-', '-', '-', '-', '-']);
  });

  it('is told once: what somebody read is told again when it grew worse, or came back', () => {
    const read = afterRun(none, [result(wanting)]);
    expect(toldAfter([wanting, wanting, broken, broken], read)).toEqual(['-', '-', '-', 'failure']);
    expect(toldAfter([well, well, wanting, wanting], read)).toEqual(['-', '-', '-', 'warning']);
  });

  it('is no warning that the last report had already: it would be told at each start', () => {
    const report = [result(wanting), result(broken, 'service')].map(entryOf);
    let memory = knownFrom(report);
    for (const _round of [1, 2]) memory = afterRound(memory, [result(wanting), result(broken, 'service')]);
    expect(troublesOf(memory).map(({ id }) => id)).toEqual(['service']);
  });

  it('stays while another fault keeps it from being verified, and goes when it concerns nobody any more', () => {
    const told = [broken, broken].reduce((memory, one) => afterRound(memory, [result(one)]), none);
    const blocked = result(notApplicable('Check_Blocked'), 'disk', { blockedBy: 'other' });
    expect(troublesOf(afterRound(afterRound(told, [blocked]), [blocked]))).toHaveLength(1);
    const nobody = result(notApplicable('Phone_NobodyWorks'));
    expect(troublesOf(afterRound(afterRound(told, [nobody]), [nobody]))).toEqual([]);
    expect(troublesOf(afterRound(told, []))).toEqual([]);
  });

  it('has the gravest first, in the words of the last round', () => {
    const round = [result(wanting, 'a'), result(broken, 'b')];
    const memory = afterRound(afterRound(none, round), round);
    expect(troublesOf(memory).map(({ id, finding }) => `${id} ${finding}`)).toEqual([
      'b Disque plein',
      'a Disque presque plein',
    ]);
  });

  const findings = fc.constantFrom(well, wanting, broken, notApplicable('Check_Cancelled'));
  it('changes only with a round that says the same as the one before it, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(findings), (rounds) => {
        const judged = rounds.filter(({ verdict }) => verdict !== 'not-applicable');
        const told = ['-', ...toldAfter(judged)];
        const level = ({ verdict }: Finding) => ['ok', 'warning', 'failure'].indexOf(verdict);
        for (const [index, now] of judged.entries()) {
          const before = judged[index - 1] ?? well;
          if (told[index + 1] === '-' && told[index] !== '-') expect(level(now) + level(before)).toBe(0);
          if (told[index + 1] !== '-' && told[index] === '-')
            expect(Math.min(level(now), level(before))).toBeGreaterThan(0);
        }
        // A round that was given up changes nothing.
        expect(toldAfter(rounds).at(-1) ?? '-').toBe(told.at(-1));
      }),
    );
  });

  it('is, after two rounds that agree, what they found, and there is no doubt left', () => {
    fc.assert(
      fc.property(fc.array(findings), fc.constantFrom(well, wanting, broken), (rounds, last) => {
        let memory = none;
        for (const one of [...rounds, last, last]) memory = afterRound(memory, [result(one)]);
        expect(troublesOf(memory).map(({ verdict }) => verdict)).toEqual(
          last.verdict === 'ok' ? [] : [last.verdict],
        );
        expect(isInDoubt(memory)).toBe(false);
      }),
    );
  });
});

describe('the moment of a round', () => {
  const call = (more: Partial<Call>): Call => ({
    id: '1',
    direction: 'inbound',
    state: 'connected',
    number: '15',
    displayName: null,
    startedAt: 1_000,
    connectedAt: 2_000,
    heldAt: null,
    endedAt: null,
    seenFromStart: true,
    members: [],
    consultationOf: null,
    ...more,
  });

  it('is none while a call rings, and not in the first seconds of one', () => {
    expect(quietFrom([])).toBe(0);
    expect(quietFrom([call({ state: 'ringing' })])).toBeNull();
    expect(quietFrom([call({}), call({ state: 'dialling' })])).toBeNull();
    expect(quietFrom([call({}), call({ state: 'held', heldAt: 9_000 })])).toBe(9_000 + CALL_QUIET);
    expect(quietFrom([call({ state: 'ended', endedAt: 9_000 })])).toBe(0);
  });

  it('is an interval after the last, more or less; sooner where something is in doubt', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        expect(Math.abs(pauseBefore(1_000, false, random) - 1_000)).toBeLessThanOrEqual(100);
        expect(Math.abs(pauseBefore(1_000, true, random) - 250)).toBeLessThanOrEqual(25);
      }),
    );
  });
});

describe('the watch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const INTERVAL = 100_000;

  function workbench() {
    let finding: Finding = well;
    let rounds = 0;
    let running = 0;
    let most = 0;
    let given = 0;
    const check: Check = {
      id: 'disk',
      group: 'workstation',
      title: 'Disque',
      needs: [],
      deadline: 4_000,
      cheap: true,
      run: async (signal) => {
        rounds += 1;
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 1_000);
          signal.addEventListener('abort', () => {
            if (running > 0) given += 1;
            clearTimeout(timer);
            resolve();
          });
        });
        running -= 1;
        return finding;
      },
    };
    const verification = new Verification({
      checks: () => [check],
      header: () => ({ version: '1', environment: 'TEST', site: 'Samu 00' }),
      history: { read: async () => [], add: async () => null },
      printer: { pdf: async () => Buffer.from('%PDF-'), print: async () => 'printed' },
    });
    const calls = new Subject<readonly Call[]>([]);
    const watch = startWatch({
      interval: INTERVAL,
      checks: () => [check],
      verification,
      calls,
      lastReport: Promise.resolve([]),
      onRound: () => undefined,
      report: (_id, error) => {
        throw error;
      },
      random: () => 0.5,
    });
    const ringing: Call = {
      id: '1',
      direction: 'inbound',
      state: 'ringing',
      number: '15',
      displayName: null,
      startedAt: 0,
      connectedAt: null,
      heldAt: null,
      endedAt: null,
      seenFromStart: true,
      members: [],
      consultationOf: null,
    };
    return {
      watch,
      verification,
      calls,
      ringing,
      find: (next: Finding) => {
        finding = next;
      },
      counts: () => ({ rounds, most, given }),
    };
  }

  it('tells what lasts within the interval and a quarter of it, and withdraws it as fast', async () => {
    const { watch, find } = workbench();
    await vi.advanceTimersByTimeAsync(INTERVAL);
    find(broken);
    await vi.advanceTimersByTimeAsync(INTERVAL * 1.25 + 4_000);
    expect(watch.troubles.get()).toMatchObject([{ id: 'disk', finding: 'Disque plein' }]);
    find(well);
    await vi.advanceTimersByTimeAsync(INTERVAL * 1.25 + 4_000);
    expect(watch.troubles.get()).toEqual([]);
    watch.close();
  });

  it('gives a round up for a call that rings, and begins none before its first seconds are over', async () => {
    const { watch, calls, ringing, counts } = workbench();
    await vi.advanceTimersByTimeAsync(INTERVAL / 4 + 500);
    calls.set([ringing]);
    expect(counts()).toMatchObject({ rounds: 1 });
    await vi.advanceTimersByTimeAsync(INTERVAL * 3);
    expect(counts().rounds).toBe(1);
    calls.set([{ ...ringing, state: 'connected', connectedAt: Date.now() }]);
    await vi.advanceTimersByTimeAsync(CALL_QUIET - 1);
    expect(counts().rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(counts().rounds).toBe(2);
    watch.close();
  });

  it('never runs beside a run that somebody asked for, whose findings it knows', async () => {
    const { watch, verification, find, counts } = workbench();
    find(broken);
    await vi.advanceTimersByTimeAsync(INTERVAL / 4 + 500);
    const run = verification.run();
    await vi.advanceTimersByTimeAsync(2_000);
    await run;
    await vi.advanceTimersByTimeAsync(INTERVAL * 5);
    expect(counts().rounds).toBeGreaterThan(4);
    expect(watch.troubles.get()).toEqual([]);
    watch.close();
  });

  it('does nothing where the interval is 0, nor once it is closed', async () => {
    const { watch, counts } = workbench();
    watch.close();
    await vi.advanceTimersByTimeAsync(INTERVAL * 3);
    expect(counts().rounds).toBe(0);
    const { calls, verification } = workbench();
    const off = startWatch({
      interval: 0,
      checks: () => [],
      verification,
      calls,
      lastReport: Promise.resolve([]),
      onRound: () => undefined,
      report: () => undefined,
    });
    expect(off.troubles.get()).toEqual([]);
  });
});
