import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import type { WindowKind } from '../../../electron/ipc/door.ts';
import { waitFor } from '../../stand/process.ts';
import { ordinaryUser } from './ordinary-user.ts';

export interface LaunchOptions {
  /** Name of the X display. */
  readonly display: string;
  /** A site's configuration, or nothing for training. */
  readonly configuration?: unknown;
  /** Program to run instead of the development runtime, for packaged builds. */
  readonly program?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Switches for Chromium. */
  readonly switches?: readonly string[];
  /** The profile folder of an earlier launch, to start again in it. */
  readonly home?: string;
}

export interface Bandeau {
  readonly electron: ElectronApplication;
  readonly home: string;
  /** The page of a kind of window, once it is there. */
  page(kind: WindowKind): Promise<Page>;
  isOpen(kind: WindowKind): boolean;
  /** Process ids by Chromium process type and by utility service name, from the application itself. */
  processes(): Promise<readonly { readonly type: string; readonly name: string; readonly pid: number }[]>;
  close(): Promise<void>;
}

/** The runtime of this checkout, and the folder of the built application. */
export interface Where {
  readonly electron: string;
  readonly app: string;
}

export function where(): Where {
  const printed: unknown = JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, '../../../scripts/where.mjs')]).toString(),
  );
  if (typeof printed !== 'object' || printed === null) throw new Error('where prints no object');
  if (!('electron' in printed) || !('app' in printed)) throw new Error('where lacks a path');
  return { electron: String(printed.electron), app: String(printed.app) };
}

/** Starts the real application as an ordinary user, with its sandbox on. */
export async function launchBandeau(options: LaunchOptions): Promise<Bandeau> {
  const user = ordinaryUser();
  const home = options.home ?? user.home;
  const { electron: runtime, app } = where();
  const args = [...(options.switches ?? []), ...(options.program ? [] : [app])];
  if (options.configuration !== undefined) {
    const file = join(home, 'site.json');
    writeFileSync(file, JSON.stringify(options.configuration, null, 2), { mode: 0o644 });
    args.push('--config', file);
  }
  const userData = join(home, 'profile');
  args.push('--user-data-dir', userData);
  mkdirSync(userData, { recursive: true });
  const { uid, gid } = statSync(home);
  chownSync(userData, uid, gid);
  const application = await electron.launch({
    executablePath: user.wrap(options.program ?? runtime),
    // Without it the driver adds --no-sandbox on its own account.
    chromiumSandbox: true,
    args,
    env: {
      PATH: process.env.PATH ?? '',
      LANG: 'C.UTF-8',
      HOME: home,
      XDG_RUNTIME_DIR: home,
      DISPLAY: options.display,
      ...options.environment,
    },
    timeout: 30_000,
  });
  askAgainWhatIsLost(application);
  const find = (kind: WindowKind) =>
    application.windows().find((page) => page.url().startsWith(`app://bandeau/${kind}/`));
  return {
    electron: application,
    home,
    page: async (kind) => {
      const page = await waitFor(() => find(kind), { timeoutMs: 15_000, what: `the ${kind} window` });
      // By time, not by frames: a window that is covered paints none.
      await page.waitForFunction(() => document.documentElement.dataset.ready === 'true', undefined, {
        polling: 50,
      });
      return page;
    },
    isOpen: (kind) => find(kind) !== undefined,
    processes: () =>
      application.evaluate(({ app: running }) =>
        running.getAppMetrics().map(({ type, name, pid, serviceName }) => ({
          type,
          name: name ?? serviceName ?? '',
          pid,
        })),
      ),
    close: () => application.close(),
  };
}

/** What the driver says when the main process collected, as garbage, the answer that was on its way. */
const LOST = 'Resulting promise was garbage collected';
const MOST_TRIES = 5;

/**
 * The inspector of V8 holds the answer of the main process weakly, and loses one of some thousands, also of a function
 * that waits for nothing. Such an answer is asked for again: what runs in main has to bear to run twice.
 */
function askAgainWhatIsLost(application: ElectronApplication): void {
  const { evaluate } = application;
  const ask = async (given: readonly unknown[], triesLeft: number): Promise<unknown> => {
    try {
      return await Reflect.apply(evaluate, application, given);
    } catch (error) {
      const isLost = error instanceof Error && error.message.includes(LOST);
      if (!isLost || triesLeft === 0) throw error;
      return ask(given, triesLeft - 1);
    }
  };
  Object.defineProperty(application, 'evaluate', {
    value: (...given: unknown[]) => ask(given, MOST_TRIES - 1),
  });
}
