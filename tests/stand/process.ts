import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;
const STOP_MS = 3_000;
const LOG_TAIL_CHARACTERS = 2_000;

export interface ProcessOptions {
  name: string;
  command: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  logFile: string;
  /** Asked again and again until it answers true; an exception means not yet. */
  ready: () => Promise<boolean>;
  timeoutMs: number;
}

export interface RunningProcess {
  readonly pid: number;
  readonly logFile: string;
  /** The exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** SIGTERM, then SIGKILL when it lingers; resolves once it is gone. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

export interface WaitOptions {
  timeoutMs: number;
  /** Completes "gave up waiting for …". */
  what: string;
}

/** Resolves with the first value of `predicate` that is neither false nor undefined; rejects after `timeoutMs`. */
export async function waitFor<T>(
  predicate: () => T | Promise<T>,
  { timeoutMs, what }: WaitOptions,
): Promise<Exclude<T, false | undefined>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await predicate();
    if (isPresent(value)) return value;
    if (Date.now() > deadline) throw new Error(`gave up waiting for ${what} after ${timeoutMs} ms`);
    await delay(POLL_MS);
  }
}

function isPresent<T>(value: T): value is Exclude<T, false | undefined> {
  return value !== false && value !== undefined;
}

/** Starts a program, its output in a log file, and resolves once it is ready. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { name, logFile } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  // Dies with us even when we are killed, as a test runner kills its workers.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', options.command, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', log, log],
    // A group of its own: servers that fork are signalled whole.
    detached: true,
  });
  closeSync(log);
  const running = await supervise(child, name, logFile);

  let over = false;
  void running.exited.then(() => {
    over = true;
  });
  const isReady = async (): Promise<boolean> => {
    if (over) throw new Error(`${name} ended before it was ready`);
    return options.ready().catch(() => false);
  };
  try {
    await waitFor(isReady, { timeoutMs: options.timeoutMs, what: `${name} to be ready` });
  } catch (error) {
    await running.stop();
    throw new Error(`${name} did not start\n${tail(logFile)}`, { cause: error });
  }
  return running;
}

async function supervise(child: ChildProcess, name: string, logFile: string): Promise<RunningProcess> {
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(new Error(`${name} cannot be run`, { cause })));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} has no process id`);

  const kill = (signal: NodeJS.Signals): void => signalGroup(pid, signal);
  // On an ordinary exit nothing lingers, not even what ignores SIGTERM.
  const killOnExit = (): void => kill('SIGKILL');
  process.once('exit', killOnExit);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let over = false;
  void exited.then(() => {
    over = true;
    process.off('exit', killOnExit);
  });

  return {
    pid,
    logFile,
    exited,
    kill: (signal) => {
      if (!over) kill(signal);
    },
    stop: async () => {
      if (over) return;
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), STOP_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

function tail(logFile: string): string {
  return readFileSync(logFile, 'utf8').slice(-LOG_TAIL_CHARACTERS);
}
