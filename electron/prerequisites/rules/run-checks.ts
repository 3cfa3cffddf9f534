import { type Check, type CheckResult, type Finding, failure, notApplicable } from './check.ts';

export type Progress =
  | { readonly type: 'started'; readonly id: string }
  | { readonly type: 'ended'; readonly result: CheckResult };

export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the run: what has no finding yet is not judged. */
  readonly signal?: AbortSignal;
  /** Milliseconds for all of them together; what is not done by then failed. */
  readonly deadline?: number;
  /** Milliseconds, only their differences count. */
  readonly now?: () => number;
  /** Told of a check that rejects: a bug, which counts as its failure. */
  readonly report?: (id: string, error: unknown) => void;
}

/** With everything unreachable, no deadline of a check adds up to more than this. Milliseconds. */
export const RUN_DEADLINE = 14_000;

/**
 * Runs `checks`, each as soon as what it needs is done, all others beside it. The results are in the order of `checks`.
 * One whose need failed, or could not be judged because of another, is not applicable and says which. Never rejects.
 */
export async function runChecks(
  checks: readonly Check[],
  options: RunOptions = {},
): Promise<readonly CheckResult[]> {
  const { onProgress = () => undefined, deadline = RUN_DEADLINE, now = () => performance.now() } = options;
  const cancelled = options.signal ?? new AbortController().signal;
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), deadline);
  const byId = new Map(checks.map((check) => [check.id, check]));
  const underWay = new Map<string, Promise<CheckResult>>();

  const resultOf = (check: Check): Promise<CheckResult> => {
    const known = underWay.get(check.id);
    if (known) return known;
    // Set before its needs are looked at: a circle of needs would otherwise never end.
    const result = Promise.resolve().then(() => judge(check));
    underWay.set(check.id, result);
    return result;
  };

  const judge = async (check: Check): Promise<CheckResult> => {
    const needs = await Promise.all(needsOf(check, byId).map(resultOf));
    const obstacle = needs.find(({ finding, blockedBy }) => finding.verdict === 'failure' || blockedBy);
    const startedAt = now();
    if (!obstacle && !cancelled.aborted) onProgress({ type: 'started', id: check.id });
    const finding = obstacle
      ? notApplicable('Check_Blocked', { need: titleOf(obstacle.blockedBy ?? obstacle.id, byId) })
      : await findingOf(check, cancelled, over.signal, options.report);
    const result: CheckResult = {
      id: check.id,
      group: check.group,
      title: check.title,
      finding,
      took: Math.round(now() - startedAt),
      ...(obstacle ? { blockedBy: obstacle.blockedBy ?? obstacle.id } : {}),
    };
    onProgress({ type: 'ended', result });
    return result;
  };

  try {
    return await Promise.all(checks.map(resultOf));
  } finally {
    clearTimeout(timer);
  }
}

/** The checks with these ids and all that they need, in the order of `checks`; ids of no check are passed over. */
export function withNeeds(checks: readonly Check[], ids: readonly string[]): readonly Check[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const wanted = new Set<string>();
  const want = (id: string): void => {
    const check = byId.get(id);
    if (!check || wanted.has(id)) return;
    wanted.add(id);
    for (const need of check.needs) want(need);
  };
  for (const id of ids) want(id);
  return checks.filter(({ id }) => wanted.has(id));
}

/** Its needs that are run; one that in turn needs it would never end, and is passed over. */
function needsOf(check: Check, byId: ReadonlyMap<string, Check>): readonly Check[] {
  const reaches = (from: Check, seen: ReadonlySet<string>): boolean =>
    from.id === check.id ||
    from.needs.some((id) => {
      const next = byId.get(id);
      return next !== undefined && !seen.has(id) && reaches(next, new Set([...seen, id]));
    });
  return check.needs.flatMap((id) => byId.get(id) ?? []).filter((need) => !reaches(need, new Set([need.id])));
}

function titleOf(id: string, byId: ReadonlyMap<string, Check>): string {
  return byId.get(id)?.title ?? id;
}

async function findingOf(
  check: Check,
  cancelled: AbortSignal,
  over: AbortSignal,
  report: RunOptions['report'],
): Promise<Finding> {
  if (cancelled.aborted) return notApplicable('Check_Cancelled');
  const ending = new AbortController();
  let settle: (finding: Finding) => void = () => undefined;
  const early = new Promise<Finding>((resolve) => {
    settle = resolve;
  });
  const cancel = () => settle(notApplicable('Check_Cancelled'));
  const late = () => settle(failure('Check_Late', { seconds: seconds(check.deadline) }));
  const timer = setTimeout(late, check.deadline);
  cancelled.addEventListener('abort', cancel);
  over.addEventListener('abort', late);
  if (over.aborted) late();
  try {
    return await Promise.race([early, check.run(ending.signal)]);
  } catch (error) {
    report?.(check.id, error);
    return failure('Check_Broken');
  } finally {
    clearTimeout(timer);
    cancelled.removeEventListener('abort', cancel);
    over.removeEventListener('abort', late);
    ending.abort();
  }
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10).replace('.', ',');
}
