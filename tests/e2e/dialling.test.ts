import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LINK_PAUSE } from '../../electron/dialling/offered-numbers.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { freePort } from '../stand/ports.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau, where } from './support/application.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { ordinaryUser } from './support/ordinary-user.ts';

/** Numbers that come from elsewhere: copied, followed, asked for by the regulation software; and keys in front of it. */

const token = 'token-of-the-station-0123456789-abcdef';
const user = ordinaryUser();
let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let bar: Page;
let port: number;
let editor: ChildProcess;
let inFront: string;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  port = await freePort();
  const tokenFile = join(user.home, 'lrm-token');
  writeFileSync(tokenFile, token, { mode: 0o644 });
  bandeau = await launchBandeau({
    display: display.name,
    home: user.home,
    configuration: {
      environment: 'formation',
      label: 'FORMATION',
      site: 'Samu 00',
      dialling: {
        forbidden: [{ pattern: '089[0-9]+', reason: 'numéro surtaxé.' }],
        shortcuts: { answer: 'Control+Shift+F5', hangUp: 'Control+Shift+F6' },
      },
      lrm: { commands: { port, tokenFile } },
    },
  });
  operator = await operatorOf(bandeau);
});

afterAll(async () => {
  editor?.kill();
  await bandeau?.close();
  await display?.stop();
});

const copy = (text: string) =>
  bandeau.electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
const press = (keys: string) => display.run('xdotool', 'key', '--clearmodifiers', keys);
const focused = async () => (await display.run('xdotool', 'getwindowfocus')).trim();
const theOtherHasTheFocus = () =>
  waitFor(async () => (await focused()) === inFront, { timeoutMs: 5_000, what: 'the focus' });

/** What the desktop does with a link: it starts the program again, which hands it over. */
async function follow(link: string): Promise<void> {
  const { electron, app } = where();
  const profile = join(bandeau.home, 'profile');
  const child = spawn(user.wrap(electron), [app, '--user-data-dir', profile, '--', link], {
    env: { ...process.env, HOME: bandeau.home, XDG_RUNTIME_DIR: bandeau.home, DISPLAY: display.name },
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.once('exit', resolve));
}

async function numberField(): Promise<Page> {
  const dial = await bandeau.page('dial');
  await dial.getByRole('combobox').waitFor();
  return dial;
}

async function closeField(dial: Page): Promise<void> {
  await dial.keyboard.press('Escape').catch(() => undefined);
  await waitFor(() => !bandeau.isOpen('dial'), { timeoutMs: 5_000, what: 'the field to close' });
}

it('a link is refused by name, and keys do nothing, while nobody is signed in', async () => {
  await follow('tel:+33261910001');
  await operator.station.getByText('personne n’est connecté au poste').waitFor();
  await press('ctrl+shift+F10');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(bandeau.isOpen('dial')).toBe(false);
});

it('begins a shift', async () => {
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone('1501');
  bar = await operator.bar();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();
  editor = spawn('xev', ['-geometry', '900x500+200+300', '-event', 'keyboard'], {
    env: { ...process.env, DISPLAY: display.name },
    stdio: 'ignore',
  });
  const search = () => display.run('xdotool', 'search', '--name', '^Event Tester$').catch(() => undefined);
  inFront = (await waitFor(search, { timeoutMs: 10_000, what: 'the other window' })).trim();
  await display.run('wmctrl', '-i', '-a', inFront);
  await theOtherHasTheFocus();
});

it('the copied number is in the field at a key pressed in another program, and Enter calls it', async () => {
  await copy('rappeler Mme X au 02 61 91 00 01 svp');
  await press('ctrl+shift+F9');
  const dial = await numberField();
  await waitFor(
    async () => (await dial.getByRole('combobox').inputValue()).replace(/\D/g, '') === '0261910001',
    {
      timeoutMs: 5_000,
      what: 'the number',
    },
  );
  // The field closes while the key is still down.
  await dial.keyboard.press('Enter').catch(() => undefined);
  await bar
    .getByText(/02.61.91.00.01/)
    .first()
    .waitFor();
  await bar.getByRole('button', { name: 'Raccrocher' }).first().click();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor({ timeout: 20_000 });
});

it('of several copied numbers one is chosen, and one that the site forbids is refused with its reason', async () => {
  await copy('02 61 91 00 01 ou 06 39 98 12 34');
  await press('ctrl+shift+F9');
  let dial = await numberField();
  await dial.getByRole('option').nth(1).waitFor();
  await closeField(dial);
  await copy('0 892 70 12 39');
  await press('ctrl+shift+F9');
  dial = await numberField();
  await dial.getByText('numéro surtaxé').first().waitFor();
  await closeField(dial);
});

it('a link followed elsewhere fills in the field, and a hostile one says why it does not', async () => {
  await follow('tel:+33-2-61-91-00-01');
  let dial = await numberField();
  await expect
    .poll(async () => (await dial.getByRole('combobox').inputValue()).replace(/\D/g, ''))
    .toBe('0261910001');
  await closeField(dial);
  await delay(LINK_PAUSE);
  await follow('tel:*21*0612345678%23');
  dial = await numberField();
  await dial.getByText('code de service').first().waitFor();
  expect(await dial.getByRole('combobox').inputValue()).toBe('');
  await closeField(dial);
});

it('keys answer and hang up without taking the focus from the program in front', async () => {
  // The number field has just closed.
  await theOtherHasTheFocus();
  await operator.station.evaluate(() => window.bandeau.ask('training.call', { callerId: 'public' }));
  await bar.getByText('Sonne depuis').waitFor();
  await press('ctrl+shift+F5');
  await bar.getByText('En communication depuis').waitFor();
  await press('ctrl+shift+F6');
  await bar.getByText('PAS D’APPEL EN COURS').waitFor({ timeout: 20_000 });
  await press('ctrl+shift+F6');
  await bar.getByText('Vérifier les appels en cours').waitFor();
  expect(await focused()).toBe(inFront);
});

it('the regulation software calls, and is told why when it cannot', async () => {
  const ask = async (path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: response.status, body: await response.json() };
  };
  expect(await ask('/v1/status')).toMatchObject({
    status: 200,
    body: { signedIn: true, phone: { number: '1501' } },
  });
  expect(await ask('/v1/calls', { number: '0892701239' })).toMatchObject({
    status: 422,
    body: { code: 'Dial_Forbidden' },
  });
  const placed = await ask('/v1/calls', { number: '02 61 91 00 01', fileId: 'F-42' });
  expect(placed).toMatchObject({ status: 201, body: { direction: 'outbound', fileId: 'F-42' } });
  await bar.getByRole('button', { name: 'Dossier' }).waitFor();
});

it('what was in the clipboard or followed is in no log', () => {
  const log = join(bandeau.home, 'profile/logs/bandeau.log');
  const text = (() => {
    try {
      return readFileSync(log, 'utf8');
    } catch {
      return '';
    }
  })();
  expect(text).not.toMatch(/0?2\W?61\W?91\W?00\W?01|892701239/);
});
