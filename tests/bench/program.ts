import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ordinaryUser } from '../e2e/support/ordinary-user.ts';
import { waitFor } from '../stand/process.ts';
import type { SiteConfiguration } from '../stand/site.ts';
import { type Inspector, inspect } from './devtools.ts';

const START_MS = 30_000;
const STOP_MS = 8_000;
const DEVTOOLS = /DevTools listening on (ws:\S+)/;

/** What Electron runs, each on its own profile and as the same ordinary user, with the sandbox on. */
export interface ProgramOptions {
  /** Name of the X display. */
  readonly display: string;
  /** Folder of the application; the product unless told. */
  readonly folder?: string;
  /** Nothing for training. */
  readonly configuration?: SiteConfiguration;
  readonly environment?: Readonly<Record<string, string>>;
  /** Puts something into the profile before the first start. */
  readonly fill?: (profile: string) => void;
}

export interface RunningProgram {
  readonly pid: number;
  /** When it was spawned: ms since the epoch, with a fraction. */
  readonly spawnedAt: number;
  readonly inspector: Inspector;
  stop(): Promise<void>;
}

/** Prepares a program once, to be started again and again in the same profile, as at every shift. */
export function prepareProgram(options: ProgramOptions): () => Promise<RunningProgram> {
  const where = z
    .object({ electron: z.string(), app: z.string() })
    .parse(JSON.parse(execFileSync('npm', ['run', '--silent', 'where']).toString()));
  const user = ordinaryUser();
  const { uid, gid } = statSync(user.home);
  const profile = join(user.home, 'profile');
  mkdirSync(profile);
  chownSync(profile, uid, gid);
  options.fill?.(profile);
  const command = user.wrap(where.electron);
  // Before the folder: behind it, switches are the application's own.
  const args = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, options.folder ?? where.app];
  if (options.configuration) {
    const file = join(user.home, 'site.json');
    writeFileSync(file, JSON.stringify(options.configuration), { mode: 0o644 });
    args.push('--config', file);
  }
  const env = {
    PATH: process.env.PATH ?? '',
    LANG: 'C.UTF-8',
    HOME: user.home,
    XDG_RUNTIME_DIR: user.home,
    DISPLAY: options.display,
    ...options.environment,
  };
  return () => start(command, args, env);
}

async function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const spawnedAt = performance.timeOrigin + performance.now();
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) throw new Error('the program cannot be run');
  let over = false;
  child.once('exit', () => {
    over = true;
  });
  const killAll = (): void => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  process.once('exit', killAll);
  const stop = async (): Promise<void> => {
    if (!over) process.kill(pid, 'SIGTERM');
    await waitFor(() => over, { timeoutMs: STOP_MS, what: 'the program to end' }).finally(killAll);
    process.off('exit', killAll);
  };
  try {
    return { pid, spawnedAt, inspector: await inspect(await endpointOf(child.stderr)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Chromium says where its tools are on standard error, well before the first window. */
function endpointOf(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const deadline = setTimeout(() => reject(new Error(`the program did not start\n${said}`)), START_MS);
    const settle = (act: () => void): void => {
      clearTimeout(deadline);
      act();
    };
    output.on('data', (chunk) => {
      said = `${said}${String(chunk)}`.slice(-4_000);
      const endpoint = DEVTOOLS.exec(said)?.[1];
      if (endpoint) settle(() => resolve(endpoint));
    });
    output.once('end', () => settle(() => reject(new Error(`the program ended\n${said}`))));
  });
}
