import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type MarkedWindow, openMarkedWindow } from './support/marked-window.ts';
import { operatorOf } from './support/operator.ts';

/** Where pictures come from on a workstation with two displays: each display, a key of the system, a file let go. */

/** Masking on a machine that does other things too. */
const MASKED_MS = 90_000;

let display: VirtualDisplay;
let marked: MarkedWindow;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true, pluggable: true });
  await display.run('xrandr', '--addmode', 'DUMMY1', '1280x720');
  await display.run('xrandr', '--output', 'DUMMY1', '--mode', '1280x720', '--right-of', 'DUMMY0');
  await display.run('xrandr', '--query');
  // On the left one; nothing is on the right one.
  marked = await openMarkedWindow(display, { width: 900, height: 500 });
});

afterAll(async () => {
  await marked?.stop();
  await display?.stop();
});

/** The picture that is to be looked at, once there is one: its size and how much is hidden in it. */
async function maskedIn(capture: Page) {
  await capture.getByRole('group', { name: 'Image masquée' }).waitFor({ timeout: MASKED_MS });
  const step = await capture.evaluate(async () => {
    const view = await window.bandeau.ask('capture.view', undefined);
    return view.ok ? view.value.step : null;
  });
  if (step?.kind !== 'editing') throw new Error('there is no picture');
  const { width, height } = step.picture;
  return { width, height, findings: step.findings.length };
}

async function giveUp(capture: Page): Promise<void> {
  const back = capture.getByRole('button', { name: 'Abandonner' });
  if (await back.isVisible()) await back.click();
  await capture.getByRole('heading', { name: 'Que faut-il montrer au support ?' }).waitFor();
}

describe('at 100 %', () => {
  let bandeau: Bandeau;
  let capture: Page;

  beforeAll(async () => {
    bandeau = await launchBandeau({ display: display.name });
    const operator = await operatorOf(bandeau);
    await operator.insertTrainingCard('Camille EXEMPLE');
    await operator.typePin('1234');
    await operator.chooseProfile('Samu 00');
    await operator.bindPhone('1501');
    await (await operator.bar()).getByText('PAS D’APPEL EN COURS').waitFor();
    await operator.station.getByRole('button', { name: 'Captures', exact: true }).click();
    capture = await bandeau.page('capture');
  });
  afterEach(() => giveUp(capture));
  afterAll(() => bandeau?.close());

  it('offers both displays, and captures the one that was asked for, as large as it is', async () => {
    const of = (label: string) => capture.getByRole('button', { name: `Tout l’écran : ${label}` });
    await of('Écran 1 (1600 × 900)').click();
    const left = await maskedIn(capture);
    expect(left).toMatchObject({ width: 1600, height: 900 });
    expect(left.findings).toBeGreaterThan(3);
    await giveUp(capture);
    await of('Écran 2 (1280 × 720)').click();
    expect(await maskedIn(capture)).toEqual({ width: 1280, height: 720, findings: 0 });
  });

  it('captures the display that the mouse is on, by a key, whatever program has the keyboard', async () => {
    await display.run('xdotool', 'search', '--name', marked.title, 'windowfocus');
    await display.run('xdotool', 'mousemove', '300', '300');
    await display.run('xdotool', 'key', '--clearmodifiers', 'ctrl+shift+F11');
    expect(await maskedIn(capture)).toMatchObject({ width: 1600, height: 900 });
    await giveUp(capture);
    await display.run('xdotool', 'mousemove', '2000', '400');
    await display.run('xdotool', 'key', '--clearmodifiers', 'ctrl+shift+F11');
    expect(await maskedIn(capture)).toMatchObject({ width: 1280, height: 720 });
  });

  it('takes a file that is let go on the window', async () => {
    const file = join(bandeau.home, 'dossier.png');
    writeFileSync(file, readFileSync(marked.file), { mode: 0o644 });
    const devtools = await capture.context().newCDPSession(capture);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    }
    const picture = await maskedIn(capture);
    expect(picture).toMatchObject({ width: 900, height: 500 });
    expect(picture.findings).toBeGreaterThan(3);
  });
});

describe('at 150 %', () => {
  it('captures every pixel of a display', async () => {
    const bandeau = await launchBandeau({
      display: display.name,
      switches: ['--force-device-scale-factor=1.5'],
    });
    try {
      const station = await bandeau.page('station');
      await station.getByRole('button', { name: 'Captures', exact: true }).click();
      const capture = await bandeau.page('capture');
      await capture.getByRole('button', { name: /^Tout l’écran : Écran 1/ }).click();
      expect(await maskedIn(capture)).toMatchObject({ width: 1600, height: 900 });
    } finally {
      await bandeau.close();
    }
  });
});
