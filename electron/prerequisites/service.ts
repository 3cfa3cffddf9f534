import { type Observable, Subject } from '../shared/listeners.ts';
import type { RunHistory } from './history.ts';
import { KeptRuns } from './kept-runs.ts';
import type { ReportPrinter } from './ports.ts';
import { type Change, changesBetween } from './rules/changes.ts';
import type { Check, CheckResult } from './rules/check.ts';
import { type Report, type ReportHeader, reportOf } from './rules/report.ts';
import { runChecks, withNeeds } from './rules/run-checks.ts';

/** What a page shows: every check with what is known of it, live. */
export interface VerificationState {
  readonly isRunning: boolean;
  /** In the order of the checks; the entry of one that was never run is null. */
  readonly checks: readonly CheckProgress[];
  /** The last run that ended, with what was run anew since; null before the first. */
  readonly report: Report | null;
  /** What that run found otherwise than the one before, and when that was. */
  readonly changes: readonly Change[];
  readonly previousDate: string | null;
}

export type CheckPhase = 'idle' | 'waiting' | 'running';

export interface CheckProgress {
  readonly check: Pick<Check, 'id' | 'group' | 'title'>;
  /** In the run that goes on; `result` is that of an earlier one until this one's is there. */
  readonly phase: CheckPhase;
  readonly result: CheckResult | null;
}

export interface VerificationRun {
  readonly results: readonly CheckResult[];
  /** When it was begun. */
  readonly date: Date;
}

export interface VerificationOptions {
  /** Asked for at each run: what is configured or known may have changed. */
  /** `asked` is the one that is run by itself. */
  readonly checks: (asked: string | null) => readonly Check[];
  readonly header: () => Omit<ReportHeader, 'date' | 'complete'>;
  readonly history: RunHistory;
  readonly printer: ReportPrinter;
  readonly now?: () => Date;
  /** Told of a check that rejects: a bug. */
  readonly report?: (id: string, error: unknown) => void;
}

type Choose = (checks: readonly Check[]) => readonly Check[];

/** Runs the checks for whoever asks, one run at a time, and remembers what they found. */
export class Verification {
  /** The last runs, and what leaves the workstation of them. */
  readonly kept: KeptRuns;
  readonly #options: VerificationOptions;
  readonly #state: Subject<VerificationState>;
  readonly #runs = new Subject<VerificationRun | null>(null);
  #running: { readonly ending: AbortController; readonly done: Promise<void> } | null = null;

  constructor(options: VerificationOptions) {
    this.#options = options;
    this.#state = new Subject<VerificationState>({
      isRunning: false,
      checks: options.checks(null).map((check) => progressOf(check, 'idle', null)),
      report: null,
      changes: [],
      previousDate: null,
    });
    this.kept = new KeptRuns({
      ...options,
      current: () => this.#state.get().report,
      here: options.header,
    });
  }

  get state(): Observable<VerificationState> {
    return this.#state;
  }

  /** The last run that ended, of all checks or of one: what it found itself. */
  get runs(): Observable<VerificationRun | null> {
    return this.#runs;
  }

  /** Runs every check; while a run goes on, waits for that one. Never rejects. */
  run(): Promise<void> {
    return this.#begin((checks) => checks);
  }

  /** Runs one check, and anew what it needs; all else stays as it was found. */
  runOne(id: string): Promise<void> {
    return this.#begin((checks) => withNeeds(checks, [id]), id);
  }

  /** Ends the run that goes on; what it found so far is kept. */
  cancel(): void {
    this.#running?.ending.abort();
  }

  #begin(choose: Choose, asked: string | null = null): Promise<void> {
    if (this.#running) return this.#running.done;
    const ending = new AbortController();
    const done = this.#run(choose, asked, ending.signal).finally(() => {
      this.#running = null;
    });
    this.#running = { ending, done };
    return done;
  }

  async #run(choose: Choose, asked: string | null, signal: AbortSignal): Promise<void> {
    const { now = () => new Date(), report } = this.#options;
    const date = now();
    const all = this.#options.checks(asked);
    const chosen = choose(all);
    const before = new Map(this.#state.get().checks.map(({ check, result }) => [check.id, result]));
    this.#set({
      isRunning: true,
      checks: all.map((check) =>
        progressOf(check, chosen.includes(check) ? 'waiting' : 'idle', before.get(check.id) ?? null),
      ),
    });
    const found = await runChecks(chosen, {
      signal,
      onProgress: (progress) => {
        const id = progress.type === 'started' ? progress.id : progress.result.id;
        const change =
          progress.type === 'started'
            ? ({ phase: 'running' } as const)
            : ({ phase: 'idle', result: progress.result } as const);
        const checks = this.#state
          .get()
          .checks.map((one) => (one.check.id === id ? { ...one, ...change } : one));
        this.#set({ checks });
      },
      ...(report ? { report } : {}),
    });
    const isWhole = chosen.length === all.length && !signal.aborted;
    this.#runs.set({ results: found, date });
    await this.#conclude(date, isWhole, signal.aborted && found.length === 0);
  }

  async #conclude(date: Date, isWhole: boolean, isEmpty: boolean): Promise<void> {
    if (isEmpty) return this.#set({ isRunning: false });
    const results = this.#state.get().checks.flatMap(({ result }) => result ?? []);
    const { checks } = this.#state.get();
    const complete =
      isWhole || (this.#state.get().report?.complete === true && results.length === checks.length);
    const report = reportOf(results, { ...this.#options.header(), date, complete });
    this.#set({ report });
    if (isWhole) {
      const previous = await this.#options.history.add(report);
      this.#set({
        changes: previous ? changesBetween(previous, report) : [],
        previousDate: previous?.date ?? null,
      });
    }
    this.#set({ isRunning: false });
  }

  #set(change: Partial<VerificationState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}

function progressOf(
  { id, group, title }: Check,
  phase: CheckPhase,
  result: CheckResult | null,
): CheckProgress {
  return { check: { id, group, title }, phase, result };
}
