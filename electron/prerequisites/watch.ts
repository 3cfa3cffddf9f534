import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import type { Call } from '../telephony/ports.ts';
import type { Check, CheckResult } from './rules/check.ts';
import type { ReportEntry } from './rules/report.ts';
import { runChecks } from './rules/run-checks.ts';
import {
  afterRound,
  afterRun,
  isInDoubt,
  knownFrom,
  pauseBefore,
  quietFrom,
  type Trouble,
  troublesOf,
  type WatchMemory,
} from './rules/watch.ts';
import type { Verification } from './service.ts';

export interface WatchOptions {
  /** Milliseconds between two rounds; 0: there is none. */
  readonly interval: number;
  /** What costs little and touches nothing; asked for at each round. */
  readonly checks: () => readonly Check[];
  /** The runs that somebody asks for: they come first, and what they found is known. */
  readonly verification: Pick<Verification, 'state' | 'runs'>;
  readonly calls: Observable<readonly Call[]>;
  /** What the last report that was kept found; a promise, for it is on the disk. */
  readonly lastReport: Promise<readonly ReportEntry[]>;
  /** Told of each round that came to its end. */
  readonly onRound: (results: readonly CheckResult[], date: Date) => void;
  /** Told of a check that rejects: a bug. */
  readonly report: (id: string, error: unknown) => void;
  readonly random?: () => number;
}

export interface Watch {
  /** What is wrong, lasts, and nobody has read yet; the gravest first. */
  readonly troubles: Observable<readonly Trouble[]>;
  close(): void;
}

/**
 * Looks at the workstation by itself, one round at a time: none while a call rings or has just begun, none while
 * somebody verifies the workstation; one that is under way then is given up, and begun anew.
 */
export function startWatch(options: WatchOptions): Watch {
  const { interval, checks, verification, calls, random = Math.random } = options;
  const troubles = new Subject<readonly Trouble[]>([]);
  if (interval === 0) return { troubles, close: () => undefined };
  let memory: WatchMemory = new Map();
  let isDue = false;
  let round: AbortController | null = null;
  let timer: NodeJS.Timeout | undefined;

  const learn = (next: WatchMemory): void => {
    memory = next;
    const told = troublesOf(memory);
    if (!isSame(told, troubles.get())) troubles.set(told);
  };
  const wait = (pause: number): void => {
    clearTimeout(timer);
    timer = setTimeout(consider, pause);
  };
  const schedule = (inDoubt: boolean): void => {
    isDue = false;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        isDue = true;
        consider();
      },
      pauseBefore(interval, inDoubt, random()),
    );
  };
  /** Whether nothing that matters more goes on; null where only an event can tell. */
  const pauseUntilFree = (): number | null => {
    const from = quietFrom(calls.get());
    if (from === null || verification.state.get().isRunning) return null;
    return Math.max(0, from - Date.now());
  };
  const consider = (): void => {
    if (!isDue || round) return;
    const pause = pauseUntilFree();
    if (pause === 0) void look();
    else if (pause !== null) wait(pause);
  };
  const look = async (): Promise<void> => {
    const ending = new AbortController();
    round = ending;
    const date = new Date();
    const results = await runChecks(checks(), { signal: ending.signal, report: options.report });
    round = null;
    if (ending.signal.aborted) return consider();
    learn(afterRound(memory, results));
    options.onRound(results, date);
    schedule(isInDoubt(memory));
  };
  const give = (): void => {
    if (round && pauseUntilFree() !== 0) round.abort();
    else consider();
  };

  const watched: Unsubscribe[] = [
    calls.subscribe(give),
    verification.state.subscribe(give),
    verification.runs.subscribe((run) => run && learn(afterRun(memory, run.results))),
  ];
  void options.lastReport.then((entries) => learn(new Map([...knownFrom(entries), ...memory])));
  schedule(true);
  return {
    troubles,
    close: () => {
      for (const unsubscribe of watched) unsubscribe();
      clearTimeout(timer);
      isDue = false;
      round?.abort();
    },
  };
}

function isSame(one: readonly Trouble[], other: readonly Trouble[]): boolean {
  const key = ({ id, code, measured }: Trouble) => `${id} ${code} ${measured}`;
  return one.map(key).join('\n') === other.map(key).join('\n');
}
