import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rectangle } from '../../electron/shell/bar-placement.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { operatorOf } from './support/operator.ts';

/** Displays are plugged, unplugged and resized during a shift: the bar is always on one of them, whole. */

let display: VirtualDisplay;
let bandeau: Bandeau;
let station: Page;

/** The dummy driver tells of a change only when it is asked, as a query does. */
async function outputs(...change: readonly string[]): Promise<void> {
  await display.run('xrandr', ...change);
  await display.run('xrandr', '--query');
}
const plug = (mode: string) => outputs('--output', 'DUMMY1', '--mode', mode, '--right-of', 'DUMMY0');
const unplug = () => outputs('--output', 'DUMMY1', '--off');

function barBounds(): Promise<Rectangle | null> {
  return bandeau.electron.evaluate(({ BrowserWindow }) => {
    const bar = BrowserWindow.getAllWindows().find((window) =>
      window.webContents.getURL().startsWith('app://bandeau/bar/'),
    );
    return bar?.isVisible() ? bar.getBounds() : null;
  });
}

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true, pluggable: true });
  await display.run('xrandr', '--addmode', 'DUMMY1', '1280x720');
  await display.run('xrandr', '--addmode', 'DUMMY1', '1024x768');
  await plug('1280x720');
  bandeau = await launchBandeau({ display: display.name });
  const operator = await operatorOf(bandeau);
  station = operator.station;
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone('1501');
  await (await operator.bar()).getByText('PAS D’APPEL EN COURS').waitFor();
});

afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
});

it('lies along the top of the primary display first', async () => {
  await expect.poll(barBounds).toEqual({ x: 0, y: 0, width: 1600, height: 64 });
});

it('goes to the display that the operator chooses', async () => {
  const chosen = await station.evaluate(async () => {
    const view = await window.bandeau.ask('station.view', undefined);
    const other = view.ok ? view.value.settings.displays.find((candidate) => !candidate.primary) : undefined;
    if (other) await window.bandeau.ask('settings.placeBar', { displayId: other.id });
    return other?.label;
  });
  expect(chosen).toBe('Écran 2 (1280 × 720)');
  await expect.poll(barBounds).toEqual({ x: 1600, y: 0, width: 1280, height: 64 });
});

it('follows when that display changes its size', async () => {
  await plug('1024x768');
  await expect.poll(barBounds).toEqual({ x: 1600, y: 0, width: 1024, height: 124 });
});

it('comes back on the primary display when its own disappears', async () => {
  await unplug();
  await expect.poll(barBounds).toEqual({ x: 0, y: 0, width: 1600, height: 64 });
});

it('returns when the display is plugged in again', async () => {
  await plug('1280x720');
  await expect.poll(barBounds).toEqual({ x: 1600, y: 0, width: 1280, height: 64 });
});

it('stays on screen when the only display left becomes smaller', async () => {
  await unplug();
  await outputs('--output', 'DUMMY0', '--mode', '1280x720');
  await expect.poll(barBounds).toEqual({ x: 0, y: 0, width: 1280, height: 64 });
});

it('takes the right corner when collapsed, and the whole edge again', async () => {
  await station.evaluate(() => window.bandeau.ask('settings.collapseBar', { collapsed: true }));
  await expect.poll(barBounds).toEqual({ x: 960, y: 0, width: 320, height: 64 });
  await station.evaluate(() => window.bandeau.ask('settings.collapseBar', { collapsed: false }));
  await expect.poll(barBounds).toEqual({ x: 0, y: 0, width: 1280, height: 64 });
});
