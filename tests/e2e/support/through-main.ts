import type { WindowKind } from '../../../electron/ipc/door.ts';
import type { Bandeau } from './application.ts';

/** One call as the bar shows it. */
export interface ShownCall {
  readonly id: string;
  readonly state: string;
  readonly text: string;
  /** Seconds on its timer; null without one. */
  readonly seconds: number | null;
  /** When the timer began, by what it shows; ms since the epoch. */
  readonly begunAt: number;
}

/** What a person sees in a window, and what its buttons are. */
export interface Shown {
  readonly text: string;
  readonly link: string | null;
  readonly locked: boolean;
  readonly calls: readonly ShownCall[];
  /** Every command of the phone, and whether it can be used. */
  readonly commands: Readonly<Record<string, boolean>>;
}

/**
 * What a window shows, asked through the main process; null while it shows nothing. Playwright gives up a page for
 * good when its renderer dies, and so cannot tell when it is back.
 */
export function shownIn(bandeau: Bandeau, kind: WindowKind): Promise<Shown | null> {
  return runIn<Shown | null>(bandeau, kind, `(${readPage.toString()})()`);
}

/** Clicks the button whose name (its label, else its text) begins so, when it is there and can be used. */
export function clickIn(bandeau: Bandeau, kind: WindowKind, name: string): Promise<boolean | null> {
  return runIn<boolean>(bandeau, kind, `(${clickButton.toString()})(${JSON.stringify(name)})`);
}

/** The process that renders a window. */
export function rendererOf(bandeau: Bandeau, kind: WindowKind): Promise<number> {
  return bandeau.electron.evaluate(({ BrowserWindow }, start) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().startsWith(start),
    );
    return window?.webContents.getOSProcessId() ?? 0;
  }, pageOf(kind));
}

function runIn<T>(bandeau: Bandeau, kind: WindowKind, script: string): Promise<T | null> {
  return bandeau.electron.evaluate(
    async ({ BrowserWindow }, { start, script: code }): Promise<T | null> => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().startsWith(start),
      );
      if (!window || window.webContents.isCrashed() || window.webContents.isLoading()) return null;
      // A renderer that has just died does not answer.
      const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 500));
      return Promise.race([window.webContents.executeJavaScript(code).catch(() => null), late]);
    },
    { start: pageOf(kind), script },
  );
}

function pageOf(kind: WindowKind): string {
  return `app://bandeau/${kind}/`;
}

// Both run in the page, as text: nothing from this file is there.

function readPage(): Shown | null {
  if (document.documentElement.dataset.ready !== 'true') return null;
  const main = document.querySelector<HTMLElement>('main');
  const calls = [...document.querySelectorAll<HTMLElement>('[data-call-id]')].map((element) => {
    const [seconds, minutes, hours] = (element.querySelector('.timer')?.textContent ?? '')
      .split(':')
      .map(Number)
      .reverse();
    const lasted = (seconds ?? 0) + 60 * (minutes ?? 0) + 3_600 * (hours ?? 0);
    return {
      id: element.dataset.callId ?? '',
      state: element.dataset.state ?? '',
      text: element.innerText.replace(/\s+/g, ' '),
      seconds: seconds === undefined ? null : lasted,
      begunAt: Date.now() - lasted * 1_000,
    };
  });
  const commands = [...document.querySelectorAll<HTMLElement>('button[data-action]')].map(
    (button) => [button.dataset.action ?? '', button.getAttribute('aria-disabled') !== 'true'] as const,
  );
  return {
    text: document.body.innerText.replace(/\s+/g, ' '),
    link: main?.dataset.link ?? null,
    locked: main?.dataset.locked === 'true',
    calls,
    commands: Object.fromEntries(commands),
  };
}

function clickButton(name: string): boolean {
  const button = [...document.querySelectorAll('button')].find(({ ariaLabel, textContent }) =>
    (ariaLabel ?? textContent).trim().replace(/\s+/g, ' ').startsWith(name),
  );
  if (!button || button.disabled || button.ariaDisabled === 'true') return false;
  button.click();
  return true;
}
