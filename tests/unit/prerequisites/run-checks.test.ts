import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Check,
  type Finding,
  failure,
  notApplicable,
  ok,
  warning,
} from '../../../electron/prerequisites/rules/check.ts';
import { type Progress, runChecks, withNeeds } from '../../../electron/prerequisites/rules/run-checks.ts';

function check(
  id: string,
  finding: Finding | (() => Promise<Finding>),
  needs: readonly string[] = [],
): Check {
  const run = typeof finding === 'function' ? finding : async () => finding;
  return { id, group: 'network', title: `titre ${id}`, needs, deadline: 1_000, cheap: true, run };
}

const never = () => new Promise<Finding>(() => undefined);
const verdicts = async (checks: readonly Check[]) =>
  (await runChecks(checks)).map(({ finding }) => finding.verdict);

describe('a run of checks', () => {
  it('gives each its finding, in their order, whichever ends first', async () => {
    let end = (_finding: Finding): void => undefined;
    const slow = check(
      'slow',
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    const fast = check('fast', async () => {
      end(warning('Check_Late'));
      return ok();
    });
    expect(await verdicts([slow, fast])).toEqual(['warning', 'ok']);
  });

  it('starts all at once that need nothing of one another', async () => {
    const started: string[] = [];
    const waiting = ['a', 'b', 'c'].map((id) =>
      check(id, async () => {
        started.push(id);
        await Promise.resolve();
        expect(started).toHaveLength(3);
        return ok();
      }),
    );
    await runChecks(waiting);
  });

  it('does not run what needs a check that failed, and says which one it was', async () => {
    let ran = false;
    const [, second, third] = await runChecks([
      check('root', failure('Check_Broken')),
      check('middle', ok(), ['root']),
      check('leaf', async () => {
        ran = true;
        return ok();
      }, ['middle']),
    ]);
    expect(ran).toBe(false);
    for (const result of [second, third]) {
      expect(result).toMatchObject({
        blockedBy: 'root',
        finding: { verdict: 'not-applicable', code: 'Check_Blocked', values: { need: 'titre root' } },
      });
    }
  });

  it('runs what needs a warning, or what is not applicable here', async () => {
    expect(
      await verdicts([
        check('warned', warning('Check_Late')),
        check('none', notApplicable('Desktop_None')),
        check('after', ok(), ['warned', 'none', 'unknown']),
      ]),
    ).toEqual(['warning', 'not-applicable', 'ok']);
  });

  it('fails what takes longer than its deadline, and tells it to stop', async () => {
    let stopped = false;
    const stuck: Check = {
      ...check('stuck', never),
      deadline: 5,
      run: (signal) => {
        signal.addEventListener('abort', () => {
          stopped = true;
        });
        return never();
      },
    };
    const [result] = await runChecks([stuck]);
    expect(result?.finding).toMatchObject({ verdict: 'failure', code: 'Check_Late' });
    expect(stopped).toBe(true);
  });

  it('ends as a whole at its deadline, whatever the checks add up to', async () => {
    const results = await runChecks([check('stuck', never), check('after', ok(), ['stuck'])], {
      deadline: 5,
    });
    expect(results.map(({ finding }) => finding.verdict)).toEqual(['failure', 'not-applicable']);
  });

  it('that is cancelled keeps what was found and judges nothing else', async () => {
    const ending = new AbortController();
    const results = await runChecks(
      [check('done', ok()), check('stuck', never), check('after', ok(), ['stuck'])],
      {
        signal: ending.signal,
        onProgress: (progress) => {
          if (progress.type === 'ended' && progress.result.id === 'done') ending.abort();
        },
      },
    );
    expect(results.map(({ finding }) => finding)).toMatchObject([
      { verdict: 'ok' },
      { verdict: 'not-applicable', code: 'Check_Cancelled' },
      { verdict: 'not-applicable', code: 'Check_Cancelled' },
    ]);
  });

  it('survives a check that throws, and tells of it', async () => {
    const told: string[] = [];
    const results = await runChecks([check('broken', () => Promise.reject(new Error('bug')))], {
      report: (id) => told.push(id),
    });
    expect(results[0]?.finding).toMatchObject({ verdict: 'failure', code: 'Check_Broken' });
    expect(told).toEqual(['broken']);
  });

  it('ends, also where checks need one another in a circle', async () => {
    expect(await verdicts([check('a', ok(), ['b']), check('b', ok(), ['a'])])).toEqual(['ok', 'ok']);
  });
});

const graph = fc.array(
  fc.record({
    verdict: fc.constantFrom<Finding['verdict']>('ok', 'warning', 'failure', 'not-applicable'),
    needs: fc.array(fc.nat(11), { maxLength: 3 }),
  }),
  { maxLength: 12 },
);

const findings: Readonly<Record<Finding['verdict'], Finding>> = {
  ok: ok(),
  warning: warning('Check_Late'),
  failure: failure('Check_Broken'),
  'not-applicable': notApplicable('Desktop_None'),
};

describe('whatever needs what', () => {
  it('every check has one result; one is not run exactly when a need failed or was not run', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (nodes) => {
        const ran = new Set<string>();
        const checks = nodes.map(({ verdict, needs }, index) =>
          check(
            String(index),
            async () => {
              ran.add(String(index));
              return findings[verdict];
            },
            // Only what stands before, as in the product: circles are passed over.
            needs.filter((need) => need < index).map(String),
          ),
        );
        const progress: Progress[] = [];
        const results = await runChecks(checks, { onProgress: (one) => progress.push(one) });
        expect(results.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
        expect(progress.filter(({ type }) => type === 'ended')).toHaveLength(checks.length);
        const byId = new Map(results.map((result) => [result.id, result]));
        for (const { id, needs } of checks) {
          const isBlocked = needs.some((need) => {
            const result = byId.get(need);
            return result?.finding.verdict === 'failure' || result?.blockedBy !== undefined;
          });
          expect(ran.has(id)).toBe(!isBlocked);
          expect(byId.get(id)?.blockedBy !== undefined).toBe(isBlocked);
          if (isBlocked) {
            const cause = byId.get(byId.get(id)?.blockedBy ?? '');
            expect(cause?.finding.verdict).toBe('failure');
          }
        }
      }),
    );
  });

  it('what one check needs is chosen with it, and nothing else', () => {
    const checks = [check('a', ok()), check('b', ok(), ['a']), check('c', ok(), ['b']), check('d', ok())];
    expect(withNeeds(checks, ['c', 'unknown']).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(withNeeds(checks, [])).toEqual([]);
  });
});
