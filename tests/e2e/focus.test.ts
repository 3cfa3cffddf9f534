import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { operatorOf } from './support/operator.ts';

/** The promise that costs a patient minutes when broken: the bar shows calls and never takes the keyboard. */

const text = 'douleur thoracique depuis vingt minutes ';
let display: VirtualDisplay;
let bandeau: Bandeau;
let station: Page;
let bar: Page;
let editor: Editor;

/** Another program's window, such as the regulation software: it counts the keys that it receives. */
interface Editor {
  readonly window: string;
  readonly process: ChildProcess;
  typed(): number;
}

async function openEditor(): Promise<Editor> {
  let log = '';
  const child = spawn('xev', ['-geometry', '900x500+200+300', '-event', 'keyboard'], {
    env: { ...process.env, DISPLAY: display.name },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const window = await waitFor(
    () => display.run('xdotool', 'search', '--name', '^Event Tester$').catch(() => undefined),
    { timeoutMs: 10_000, what: 'the other window' },
  );
  return { window: window.trim(), process: child, typed: () => log.match(/^KeyPress event/gm)?.length ?? 0 };
}

const focused = async () => (await display.run('xdotool', 'getwindowfocus')).trim();

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
  const operator = await operatorOf(bandeau);
  station = operator.station;
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone('1501');
  bar = await operator.bar();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();
  editor = await openEditor();
  await display.run('wmctrl', '-i', '-a', editor.window);
  await waitFor(async () => (await focused()) === editor.window, { timeoutMs: 5_000, what: 'the focus' });
});

afterAll(async () => {
  editor?.process.kill();
  await bandeau?.close();
  await display?.stop();
});

/** Lets a call ring, shows that the bar shows it, and ends it. */
async function comeAndGo(): Promise<void> {
  await station.evaluate(() => window.bandeau.ask('training.call', { callerId: 'public' }));
  await bar.getByText('Sonne depuis').waitFor();
  await bar.evaluate(async () => {
    const view = await window.bandeau.ask('bar.view', undefined);
    const ringing = view.ok ? view.value.phone.calls.find((call) => call.state === 'ringing') : undefined;
    if (ringing) await window.bandeau.ask('phone.command', { action: 'hangUp', callId: ringing.id });
  });
  await bar.getByText('Sonne depuis').waitFor({ state: 'detached' });
}

it('leaves every key where it was typed while twenty calls come and go', async () => {
  const before = editor.typed();
  const repetitions = 6;
  const typing = display.run('xdotool', 'type', '--delay', '45', text.repeat(repetitions));
  let over = false;
  const focusSeen = new Set<string>();
  const watching = (async () => {
    while (!over) {
      focusSeen.add(await focused());
      await delay(20);
    }
  })();
  for (let call = 0; call < 20; call++) await comeAndGo();
  await typing;
  over = true;
  await watching;
  await expect.poll(() => editor.typed() - before).toBe(text.length * repetitions);
  expect([...focusSeen]).toEqual([editor.window]);
});

it('is seen above a full-screen window, which keeps the keyboard', async () => {
  await display.run('wmctrl', '-i', '-r', editor.window, '-b', 'add,fullscreen');
  await delay(500);
  await station.evaluate(() => window.bandeau.ask('training.call', { callerId: 'public' }));
  await bar.getByText('Sonne depuis').waitFor();
  const ringing = bar.locator('[data-call-id][data-state="ringing"]').first();
  const box = await ringing.boundingBox();
  if (!box) throw new Error('the ringing call has no box');
  const colour = await ringing.evaluate((element) => getComputedStyle(element).backgroundColor);
  const point = { x: Math.round(box.x + 3), y: Math.round(box.y + box.height / 2) };
  await expect.poll(() => display.pixel(point.x, point.y)).toBe(colour);
  expect(await focused()).toBe(editor.window);
});
