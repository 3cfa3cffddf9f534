import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ordinaryUser } from '../../e2e/support/ordinary-user.ts';
import { startProcess, waitFor } from '../process.ts';

const START_MS = 20_000;
const PAGE_MS = 15_000;
const CHROMIUM = '/usr/bin/chromium';

export interface SystemBrowserOptions {
  /** Name of the X display. */
  readonly display: string;
}

/** The browser that the system opens addresses with, and what a test sees and does in it. */
export interface SystemBrowser {
  /** What a program needs in its environment for its addresses to be opened here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every address that was asked for, in order. */
  readonly opened: readonly string[];
  /** The page whose address contains `urlPart`, once there is one. */
  page(urlPart: string): Promise<Page>;
  stop(): Promise<void>;
}

/** Debian's Chromium as a person has it open, behind an `xdg-open` of its own: what Electron runs on Linux. */
export async function startSystemBrowser({ display }: SystemBrowserOptions): Promise<SystemBrowser> {
  const user = ordinaryUser();
  const { uid, gid } = statSync(user.home);
  const profile = join(user.home, 'profile');
  const commands = join(user.home, 'bin');
  const asked = join(user.home, 'opened');
  mkdirSync(profile);
  mkdirSync(commands);
  writeFileSync(asked, '');
  for (const part of [profile, asked]) chownSync(part, uid, gid);
  // The programs that open addresses are the same user's, or it could not hand them over.
  chmodSync(user.home, 0o711);

  const switches = [`--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'];
  const env = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: user.home,
    XDG_RUNTIME_DIR: user.home,
    DISPLAY: display,
  };
  const port = join(profile, 'DevToolsActivePort');
  const browser = await startProcess({
    name: 'chromium',
    command: user.wrap(CHROMIUM),
    args: [
      ...switches,
      '--remote-debugging-port=0',
      '--password-store=basic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
      'about:blank',
    ],
    env,
    logFile: join(user.home, 'chromium.log'),
    ready: async () => existsSync(port),
    timeoutMs: START_MS,
  });
  let driver: Browser;
  try {
    const [number = ''] = readFileSync(port, 'utf8').split('\n');
    driver = await chromium.connectOverCDP(`http://127.0.0.1:${number}`, { timeout: START_MS });
  } catch (error) {
    await browser.stop();
    throw error;
  }
  // A second Chromium on the same profile hands its address to the first one, whatever becomes of who asked.
  const settings = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(
    join(commands, 'xdg-open'),
    `#!/bin/sh
printf '%s\\n' "$1" >> '${asked}'
exec setsid env ${settings.join(' ')} ${CHROMIUM} ${switches.join(' ')} -- "$1"
`,
    { mode: 0o755 },
  );

  return {
    environment: { PATH: `${commands}:${process.env.PATH ?? ''}` },
    get opened() {
      return readFileSync(asked, 'utf8').split('\n').filter(Boolean);
    },
    page: (urlPart) =>
      waitFor(
        () =>
          driver
            .contexts()
            .flatMap((context) => context.pages())
            .find((page) => page.url().includes(urlPart)),
        { timeoutMs: PAGE_MS, what: `a page of ${urlPart}` },
      ),
    stop: async () => {
      await driver.close();
      await browser.stop();
    },
  };
}
