import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Bridge } from '../../electron/ipc/door.ts';
import { startDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Site, startSite } from '../stand/site.ts';
import type { Inspector } from './devtools.ts';
import { inPage } from './in-page.ts';
import { openPixels, type Pixels, type Point } from './pixels.ts';
import { prepareProgram, type RunningProgram } from './program.ts';
import type { Findings } from './report.ts';
import { median } from './statistics.ts';

const ROUNDS = 12;
const WARM_UPS = 1;
/** Between two keys of the PIN: nobody types faster. */
const KEY_MS = 300;
const STEPS_MS = 10_000;
const BAR = 'app://bandeau/bar/';
const STATION = 'app://bandeau/station/';
const limits = { exchangeRatio: 1.5 };

const stepsSchema = z.object({ enteredAt: z.number(), profileAt: z.number(), phoneAt: z.number() });
const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number() });
const aloneSchema = z.object({ signingAt: z.number(), endedAt: z.number() });

interface SignIn {
  readonly profileMs: number;
  readonly phoneMs: number;
  readonly readyMs: number;
}

interface Alone {
  readonly totalMs: number;
  readonly exchangeMs: number;
}

/** A line through what the bar says when no call is under way: it has these colours then, and not before. */
interface Mark {
  readonly line: Point;
  readonly colours: string;
}

/**
 * From Enter in the PIN field until the display shows the bar that says « no call », the profile and the number of
 * the phone being confirmed as soon as they are asked for; over a plain script that signs in with the same card at
 * the same provider, in the same run. The application starts anew each time, as at the beginning of a shift, and the
 * PIN is typed key by key. Two readings: over the script's nonce, signature and token alone, once it has read the
 * card, which the application does before the PIN too; and over the whole script, from nothing.
 */
export async function measureSignIn(): Promise<Findings> {
  const site = await startSite({ telephony: 'simulated', cards: 'readers' });
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const pixels = await openPixels(display.name);
  const start = prepareProgram({ display: display.name, configuration: site.configuration });
  const signIns: SignIn[] = [];
  const alones: Alone[] = [];
  try {
    await site.people[0].card?.insert();
    const mark = await learnMark(await start(), site, pixels);
    const measures = [
      async () => signIns.push(await signInOnce(await start(), site, pixels, mark)),
      async () => alones.push(await signInAlone(site)),
    ];
    for (let round = 0; round < WARM_UPS + ROUNDS; round += 1) {
      for (const measure of round % 2 === 0 ? measures : measures.toReversed()) await measure();
    }
  } finally {
    pixels.close();
    await display.stop();
    await site.stop();
  }
  const kept = signIns.slice(WARM_UPS);
  const keptAlone = alones.slice(WARM_UPS);
  const readyMs = median(kept.map((each) => each.readyMs));
  const aloneMs = median(keptAlone.map((each) => each.totalMs));
  const exchangeMs = median(keptAlone.map((each) => each.exchangeMs));
  const figures = {
    exchangeRatio: readyMs / exchangeMs,
    wholeScriptRatio: readyMs / aloneMs,
    readyMs,
    profileMs: median(kept.map((each) => each.profileMs)),
    phoneMs: median(kept.map((each) => each.phoneMs)),
    exchangeMs,
    wholeScriptMs: aloneMs,
  };
  const meanings = {
    exchangeRatio: 'readyMs over exchangeMs',
    wholeScriptRatio: 'readyMs over wholeScriptMs',
    readyMs: 'from Enter in the PIN field until the display shows the bar, ready',
    profileMs: 'from Enter until the profile is asked for',
    phoneMs: 'from Enter until the number of the phone is asked for',
    exchangeMs: 'a plain script that has read the card: nonce, signature, token',
    wholeScriptMs: 'the same script from nothing: runtime, middleware, card, nonce, signature, token',
  };
  return { name: 'signin', figures, limits, meanings };
}

async function signInOnce(
  { inspector, stop }: RunningProgram,
  site: Site,
  pixels: Pixels,
  { line, colours }: Mark,
): Promise<SignIn> {
  try {
    await typePin(inspector, site);
    if ((await pixels.colour(line)) === colours) throw new Error('the bar is there before its time');
    const steps = await confirm(inspector, site);
    const readyAt = await pixels.until(line, (seen) => seen === colours, STEPS_MS);
    await inspector.evaluate(STATION, inPage(signOut, undefined));
    return {
      profileMs: steps.profileAt - steps.enteredAt,
      phoneMs: steps.phoneAt - steps.enteredAt,
      readyMs: performance.timeOrigin + readyAt - steps.enteredAt,
    };
  } finally {
    inspector.close();
    await stop();
  }
}

/** Signs in once to see what the display shows when the bar is ready. */
async function learnMark({ inspector, stop }: RunningProgram, site: Site, pixels: Pixels): Promise<Mark> {
  try {
    await typePin(inspector, site);
    await confirm(inspector, site);
    const { x, y, width } = boxSchema.parse(await inspector.evaluate(BAR, inPage(idleText, undefined)));
    const line = { x, y, width: Math.floor(width) };
    const colours = await pixels.colour(line);
    await inspector.evaluate(STATION, inPage(signOut, undefined));
    return { line, colours };
  } finally {
    inspector.close();
    await stop();
  }
}

async function typePin(inspector: Inspector, { people: [{ pin }] }: Site): Promise<void> {
  const asksForPin = `document.querySelector('.pin__field') !== null`;
  await waitFor(async () => (await inspector.evaluate(STATION, asksForPin)) === true, {
    timeoutMs: 15_000,
    what: 'the screen to ask for the PIN',
  });
  for (const digit of pin) {
    await inspector.evaluate(STATION, inPage(pressKey, digit));
    await delay(KEY_MS);
  }
}

async function confirm(inspector: Inspector, { numbers: [number = ''] }: Site) {
  return stepsSchema.parse(await inspector.evaluate(STATION, inPage(confirmAll, number)));
}

/** In the station's page. */
function pressKey(digit: string): void {
  const input = document.querySelector<HTMLInputElement>('.pin__field');
  if (!input) throw new Error('the PIN is not asked for');
  input.value += digit;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** In the station's page: Enter in the PIN field, then each confirmation in the very task that can take it. */
function confirmAll(number: string): Promise<unknown> {
  const now = () => performance.timeOrigin + performance.now();
  const field = (selector: string) => document.querySelector<HTMLInputElement>(selector);
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`stays at: ${document.body.innerText.slice(0, 400)}`)), 10_000);
    let profileAt = 0;
    const observer = new MutationObserver(() => {
      const profile = document.querySelector<HTMLButtonElement>('form.profiles button[type=submit]');
      if (profile && !profileAt) {
        profileAt = now();
        profile.click();
      }
      const phone = field('.phone__field');
      if (!phone) return;
      observer.disconnect();
      phone.value = number;
      phone.form?.requestSubmit();
      resolve({ enteredAt, profileAt, phoneAt: now() });
    });
    observer.observe(document, { subtree: true, childList: true });
    const enteredAt = now();
    field('.pin__field')?.form?.requestSubmit();
  });
}

/** In the bar's page: where on the display it says that there is no call, once it has been there for a while. */
function idleText(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const said = () => document.querySelector('.idle');
    setTimeout(() => reject(new Error(`the bar says: ${said()?.textContent}`)), 10_000);
    const look = () => {
      const idle = said();
      if (idle?.textContent !== 'PAS D’APPEL EN COURS') return;
      observer.disconnect();
      setTimeout(() => {
        const text = document.createRange();
        text.selectNodeContents(idle);
        const { left, top, width, height } = text.getBoundingClientRect();
        resolve({ x: window.screenX + left, y: window.screenY + top + height / 2, width });
      }, 500);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** In the station's page: gives the phone back, for the next round. */
async function signOut(): Promise<void> {
  const bridge: Bridge<'station'> = window.bandeau;
  await bridge.ask('identity.signOut', undefined);
}

async function signInAlone({ configuration, identity, people }: Site): Promise<Alone> {
  const [module] = configuration.environment === 'production' ? (configuration.card?.modules ?? []) : [];
  if (!identity || !module) throw new Error('the site has no provider or no reader');
  const { issuer, portal, clientId } = identity;
  const startedAt = performance.timeOrigin + performance.now();
  const script = fork(join(import.meta.dirname, 'signin-alone.ts'), { execArgv: [] });
  try {
    script.send({ module, issuer, portal, clientId, pin: people[0].pin });
    const [message] = await once(script, 'message', { signal: AbortSignal.timeout(10_000) });
    const { signingAt, endedAt } = aloneSchema.parse(message);
    if (script.exitCode === null) await once(script, 'exit', { signal: AbortSignal.timeout(10_000) });
    return { totalMs: endedAt - startedAt, exchangeMs: endedAt - signingAt };
  } finally {
    script.kill();
  }
}
