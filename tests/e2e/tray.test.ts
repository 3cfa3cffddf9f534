import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type RunningProcess, startProcess, waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';

/** The icon beside the clock, with the mouse and the keyboard, in a real tray: nobody has signed in. */

const SIZE = 32;
const WIDTH = 1280;
/** The middle of the only icon, at the right of the top. */
const ICON = [String(WIDTH - SIZE / 2), String(SIZE / 2)] as const;
/** Longer than a run with everything out of reach. */
const RUN_MS = 30_000;

let display: VirtualDisplay;
let tray: RunningProcess;
let bandeau: Bandeau;

beforeAll(async () => {
  display = await startDisplay({ width: WIDTH, height: 800, windowManager: true });
  tray = await startProcess({
    name: 'trayer',
    command: 'trayer',
    args: ['--edge', 'top', '--align', 'right', '--widthtype', 'request', '--height', String(SIZE)],
    env: { ...process.env, DISPLAY: display.name },
    logFile: join(mkdtempSync(join(tmpdir(), 'bandeau-tray-')), 'trayer.log'),
    ready: async () => (await display.run('xdotool', 'search', '--onlyvisible', '--name', '^panel$')) !== '',
    timeoutMs: 10_000,
  });
  bandeau = await launchBandeau({ display: display.name });
  await bandeau.page('station');
});

afterAll(async () => {
  await bandeau?.close();
  await tray?.stop();
  await display?.stop();
});

/** The icon is blue in its corners. */
async function isIconThere(): Promise<boolean> {
  const shown = await display.pixel(WIDTH - SIZE + 6, SIZE - 6);
  return /^rgb\(\d{1,2}, \d{1,2}, 1\d\d\)$/.test(shown);
}

/** Opens the menu of the icon and takes that entry, counted from the top. */
async function choose(entry: number): Promise<void> {
  await waitFor(isIconThere, { timeoutMs: 10_000, what: 'the icon in the tray' });
  const before = await display.run('xwininfo', '-root', '-children');
  await display.run('xdotool', 'mousemove', ...ICON, 'click', '3');
  await waitFor(async () => (await display.run('xwininfo', '-root', '-children')) !== before, {
    timeoutMs: 10_000,
    what: 'the menu of the tray',
  });
  await display.run('xdotool', 'key', ...Array.from({ length: entry }, () => 'Down'), 'Return');
}

describe('the tray', () => {
  it('verifies the workstation: the page opens and a run begins, and another one each time', async () => {
    const station = await bandeau.page('station');
    const panel = station.getByRole('dialog', { name: 'Vérification du poste' });
    const fingerprint = panel.getByText('Empreinte du rapport');
    await choose(2);
    await fingerprint.waitFor({ timeout: RUN_MS });
    const first = await fingerprint.textContent();

    await station.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await choose(2);
    await expect.poll(() => fingerprint.textContent(), { timeout: RUN_MS }).not.toBe(first);
  });
});
