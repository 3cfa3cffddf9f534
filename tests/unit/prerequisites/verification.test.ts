import { describe, expect, it } from 'vitest';
import { type Check, type Report, Verification } from '../../../electron/prerequisites/index.ts';
import { type Finding, failure, ok } from '../../../electron/prerequisites/rules/check.ts';

function workbench() {
  const findings = new Map<string, Finding>([
    ['a', ok()],
    ['b', ok()],
    ['c', ok()],
  ]);
  const ran: string[] = [];
  const check = (id: string, needs: readonly string[]): Check => ({
    id,
    group: 'network',
    title: `titre ${id}`,
    needs,
    deadline: 1_000,
    cheap: id === 'a',
    run: async () => {
      ran.push(id);
      return findings.get(id) ?? ok();
    },
  });
  const reports: Report[] = [];
  const verification = new Verification({
    checks: () => [check('a', []), check('b', ['a']), check('c', [])],
    header: () => ({ version: '1', environment: 'TEST', site: 'Samu 00' }),
    history: {
      read: async () => reports,
      add: async (report) => {
        const previous = reports.at(-1) ?? null;
        reports.push(report);
        return previous;
      },
    },
    printer: { pdf: async () => Buffer.from('%PDF-'), print: async () => 'printed' },
  });
  return { verification, findings, ran, reports };
}

describe('the verification of a workstation', () => {
  it('shows every check before any was run', () => {
    const { verification } = workbench();
    const { checks, report, isRunning } = verification.state.get();
    expect(checks.map(({ check, result }) => [check.id, result])).toEqual([
      ['a', null],
      ['b', null],
      ['c', null],
    ]);
    expect([report, isRunning]).toEqual([null, false]);
  });

  it('shows each step live, then the report, and keeps it', async () => {
    const { verification, reports } = workbench();
    const seen: string[] = [];
    verification.state.subscribe(({ checks }) =>
      seen.push(
        checks
          .map(({ phase, result }) => (phase === 'running' ? '…' : (result?.finding.verdict ?? '-')))
          .join(' '),
      ),
    );
    await verification.run();
    expect(seen).toContain('… - …');
    expect(seen.at(-1)).toBe('ok ok ok');
    expect(verification.state.get()).toMatchObject({
      isRunning: false,
      report: { verdict: 'ok', complete: true },
    });
    expect(reports).toHaveLength(1);
  });

  it('says what changed since the run before', async () => {
    const { verification, findings } = workbench();
    await verification.run();
    findings.set('c', failure('Reader_Absent'));
    await verification.run();
    expect(verification.state.get().changes).toMatchObject([{ id: 'c', before: 'ok', after: 'failure' }]);
    expect(verification.state.get().previousDate).not.toBeNull();
  });

  it('runs one again with what it needs, and leaves the rest and the history alone', async () => {
    const { verification, findings, ran, reports } = workbench();
    findings.set('b', failure('Reader_Absent'));
    await verification.run();
    findings.set('b', ok());
    ran.length = 0;
    await verification.runOne('b');
    expect(ran).toEqual(['a', 'b']);
    expect(verification.state.get().report).toMatchObject({ verdict: 'ok', complete: true });
    expect(reports).toHaveLength(1);
  });

  it('tells of each run what that run itself found', async () => {
    const { verification } = workbench();
    await verification.run();
    await verification.runOne('b');
    expect(verification.runs.get()?.results.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('runs once at a time: who asks meanwhile waits for the same run', async () => {
    const { verification, ran } = workbench();
    await Promise.all([verification.run(), verification.run()]);
    expect(ran).toEqual(['a', 'c', 'b']);
  });

  it('that is cancelled is no complete report, and is not kept', async () => {
    const { verification, reports } = workbench();
    const running = verification.run();
    verification.cancel();
    await running;
    expect(verification.state.get()).toMatchObject({ isRunning: false, report: { complete: false } });
    expect(reports).toEqual([]);
  });
});
