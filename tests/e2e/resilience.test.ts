import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type CallInProgress, callInProgress, RECOVERY_MS } from './support/call-in-progress.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { writeRecoveries } from './support/recoveries.ts';
import { clickIn, rendererOf, shownIn } from './support/through-main.ts';

/** Each process of the application killed in turn while one call goes on: nothing of it may be lost. */

const CARD = 'Camille EXEMPLE';
const PIN = '1234';
const FIREFIGHTERS = 'Faire appeler : Appel des pompiers (CODIS)';
const RESTARTED = 'Continuer : l’affichage a été relancé';
const shift = { who: CARD, phone: '1501' };

let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let call: CallInProgress;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
  operator = await operatorOf(bandeau);
  await operator.insertTrainingCard(CARD);
  await operator.typePin(PIN);
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone(shift.phone);
  await operator.receiveCall('Appel du public (numéro affiché)');
  const bar = await operator.bar();
  await bar.getByRole('button', { name: /^Répondre/ }).click();
  call = await callInProgress(bandeau);
});

afterAll(async () => {
  writeRecoveries();
  await bandeau?.close();
  await display?.stop();
});

async function processOf(type: string, name?: string): Promise<number> {
  const found = (await bandeau.processes()).find(
    (process) => process.type === type && (name === undefined || process.name === name),
  );
  if (!found) throw new Error(`no process ${name ?? type}`);
  return found.pid;
}

async function kill(what: string, pid: number, isBack: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  process.kill(pid, 'SIGKILL');
  await call.isRightAgain(what, start, isBack);
}

async function isReplaced(before: number, type: string, name?: string): Promise<void> {
  await waitFor(async () => (await processOf(type, name).catch(() => before)) !== before, {
    timeoutMs: RECOVERY_MS,
    what: `another ${name ?? type}`,
  });
}

/** The station tells that a page was started again, until it is told that this was seen. */
async function noticeIsSeen(): Promise<void> {
  await call.shows('station', ({ text }) => text.includes(RESTARTED));
  await clickIn(bandeau, 'station', 'Masquer ce message');
  await call.shows('station', ({ text }) => !text.includes(RESTARTED));
}

/** The timer of the call moves on the display itself, not only in the page. */
async function barIsDrawn(): Promise<void> {
  const file = join(bandeau.home, 'display.png');
  const look = async () => {
    await display.picture(file);
    return display.run('convert', file, '-crop', '1600x60+0+0', '+repage', '-format', '%#', 'info:');
  };
  const before = await look();
  await waitFor(async () => (await look()) !== before, { timeoutMs: 3_000, what: 'the timer to move' });
}

/** A second call rings, and is sent away from the bar: what comes in is seen, and what is asked is done. */
async function anotherCallCanBeTaken(): Promise<void> {
  const isCalled = async () => {
    if (await clickIn(bandeau, 'station', FIREFIGHTERS)) return true;
    await clickIn(bandeau, 'station', 'Formation');
    return false;
  };
  await waitFor(isCalled, { timeoutMs: RECOVERY_MS, what: 'the training panel' });
  const ringing = await call.shows('bar', ({ calls }) => calls.some(({ state }) => state === 'ringing'));
  const next = ringing.calls.find(({ state }) => state === 'ringing');
  expect(next?.text).toContain('CODIS');
  const isSentAway = async () => {
    await clickIn(bandeau, 'bar', 'Refuser : 18');
    const shown = await shownIn(bandeau, 'bar');
    return shown?.calls.some(({ id, state }) => id === next?.id && state === 'ringing') === false;
  };
  await waitFor(isSentAway, { timeoutMs: RECOVERY_MS, what: 'the second call to be gone' });
}

describe('during a call', () => {
  it('the card process dies: nobody is locked out, and the reader is watched again', async () => {
    const pid = await processOf('Utility', 'card');
    await kill('card process', pid, () => isReplaced(pid, 'Utility', 'card'));
    await call.nothingIsLost(shift);
    await anotherCallCanBeTaken();

    await operator.removeTrainingCard();
    await call.shows('bar', ({ locked }) => locked);
    await operator.insertTrainingCard(CARD);
    await operator.typePin(PIN);
    await call.nothingIsLost(shift);
  });

  it('the telephony process dies: the bar says that it may be wrong, then is right again', async () => {
    await kill('telephony process', await processOf('Utility', 'telephony'), async () => {
      const stale = await call.shows('bar', ({ link }) => link === 'stale');
      expect(stale.text).toMatch(/Liaison perdue depuis/);
      expect(stale.text).toMatch(/Affichage peut-être faux – reconnexion en cours/);
      expect(stale.calls).toContainEqual(expect.objectContaining({ id: call.id, state: 'connected' }));
      expect(Object.values(stale.commands)).not.toContain(true);
    });
    await call.nothingIsLost(shift);
    await anotherCallCanBeTaken();
  });

  it('the page of the bar dies: it is shown again, and the station says so', async () => {
    const pid = await rendererOf(bandeau, 'bar');
    await kill('page of the bar', pid, () => call.shows('station', ({ text }) => text.includes(RESTARTED)));
    expect(await rendererOf(bandeau, 'bar')).not.toBe(pid);
    await barIsDrawn();
    await call.nothingIsLost(shift);
    await anotherCallCanBeTaken();
    await noticeIsSeen();
  });

  it('the process that draws dies: the bar is drawn again', async () => {
    const pid = await processOf('GPU');
    await kill('graphics process', pid, () => isReplaced(pid, 'GPU'));
    await barIsDrawn();
    await call.nothingIsLost(shift);
    await anotherCallCanBeTaken();
  });

  it('the page of the station dies: it is shown again and says so, the bar stays as it is', async () => {
    const pid = await rendererOf(bandeau, 'station');
    const barPid = await rendererOf(bandeau, 'bar');
    expect(pid).not.toBe(barPid);
    await kill('page of the station', pid, () =>
      call.shows('station', ({ text }) => text.includes(RESTARTED)),
    );
    expect(await rendererOf(bandeau, 'bar')).toBe(barPid);
    await call.nothingIsLost(shift);
    await anotherCallCanBeTaken();
    await noticeIsSeen();
  });
});
