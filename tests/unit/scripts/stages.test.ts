import { describe, expect, it } from 'vitest';
import { load } from './load';

const { chooseStages, countStage, describeCounts, failedTests, neededSetup, stages, sumCounts, turnsOf } =
  await load('stages.mjs');

describe('stages of npm test', () => {
  it('are all run unless some are named', () => {
    expect(chooseStages([])).toEqual(stages);
    expect(chooseStages(['unit']).map((stage: { name: string }) => stage.name)).toEqual(['unit']);
    expect(() => chooseStages(['unti'])).toThrow('unti');
  });

  it('need no runtime where only checks and unit tests are asked for', () => {
    expect(neededSetup(chooseStages(['unit', 'format'])).only).not.toContain('runtime');
    expect(neededSetup(chooseStages(['unit', 'e2e']))).toEqual({});
  });

  it('run one after the other, but for those beside another that was chosen too', () => {
    const turns = (names: readonly string[]) =>
      turnsOf(chooseStages(names)).map((turn: readonly { name: string }[]) => turn.map(({ name }) => name));
    expect(turns(['unit', 'gallery', 'integration'])).toEqual([['unit'], ['integration', 'gallery']]);
    expect(turns(['unit', 'gallery'])).toEqual([['unit'], ['gallery']]);
  });

  it('count a check as one, and tests as their report does', () => {
    expect(countStage(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countStage(1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    const report = { numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
    expect(countStage(1, report)).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  it('fail where a file does not load although every test passed', () => {
    expect(countStage(1, { numPassedTests: 7, numFailedTests: 0 })).toMatchObject({ passed: 7, failed: 1 });
  });

  it('name what failed, a file that does not load among it', () => {
    const test = (title: string, status: string) => ({ title, status, ancestorTitles: ['a bar'] });
    const testResults = [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [test('rings', 'failed'), test('stays', 'passed')],
      },
      { name: 'b.test.ts', status: 'failed', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [test('ends', 'passed')] },
    ];
    expect(failedTests({ testResults })).toEqual([
      'a.test.ts: a bar › rings',
      'b.test.ts: does not load, or not to its end',
    ]);
    expect(failedTests(undefined)).toEqual([]);
  });

  it('are summed in the last line', () => {
    const counts = [countStage(0), countStage(1), countStage(0, { numPassedTests: 3, numPendingTests: 2 })];
    expect(describeCounts(sumCounts(counts))).toBe('4 passed, 1 failed, 2 skipped');
  });
});
