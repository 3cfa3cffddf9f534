/** What `npm test` runs, in order: each an npm script, with what it needs set up. */
const checks = { only: ['system', 'dependencies'], groups: ['build'] };

export const stages = [
  { name: 'format', script: 'check:format', needs: checks },
  { name: 'types', script: 'check:types', needs: checks },
  { name: 'imports', script: 'check:imports', needs: checks },
  { name: 'unit', script: 'test:unit', report: 'out/test/unit.json', needs: checks },
  { name: 'integration', script: 'test:integration', report: 'out/test/integration.json', needs: {} },
  // It draws on one processor all the time, and integration mostly waits: both take the time of the longer one.
  {
    name: 'gallery',
    script: 'test:gallery',
    report: 'out/test/gallery.json',
    needs: {},
    beside: 'integration',
  },
  { name: 'e2e', script: 'test:e2e', report: 'out/test/e2e.json', needs: {} },
];

/** The stages with these names; all of them where none is named. */
export function chooseStages(names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new RangeError(unknown.join(', '));
  return names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));
}

/** The same in turns: with each stage come those that run beside it, where they were chosen too. */
export function turnsOf(chosen) {
  const isBesideAnother = ({ beside }) => chosen.some(({ name }) => name === beside);
  return chosen
    .filter((stage) => !isBesideAnother(stage))
    .map((stage) => [stage, ...chosen.filter(({ beside }) => beside === stage.name)]);
}

/** The set-up that serves all of these stages: the whole one unless none needs it. */
export function neededSetup(chosen) {
  return chosen.every((stage) => stage.needs === checks) ? checks : {};
}

/**
 * The counts of one stage. A check counts as one test; so does a failure that no
 * test stands for, such as a file that does not load.
 */
export function countStage(exitCode, report) {
  const passed = report?.numPassedTests ?? 0;
  const failed = report?.numFailedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  if (exitCode !== 0) return { passed, failed: Math.max(failed, 1), skipped };
  return report ? { passed, failed, skipped } : { passed: 1, failed: 0, skipped: 0 };
}

/** What failed by the report: each test as its file and its statement, each file that does not load as itself. */
export function failedTests(report) {
  return (report?.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${name}: does not load, or not to its end`];
    return failed.map((test) => `${name}: ${[...test.ancestorTitles, test.title].join(' › ')}`);
  });
}

/** The counts of all stages together. */
export function sumCounts(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) {
    for (const key of Object.keys(total)) total[key] += count[key];
  }
  return total;
}

/** The counts as the last line of `npm test` gives them. */
export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
