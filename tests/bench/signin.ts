import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Bridge } from '../../electron/ipc/door.ts';
import { startDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Site, startSite } from '../stand/site.ts';
import { inPage } from './in-page.ts';
import { prepareProgram, type RunningProgram } from './program.ts';
import type { Findings } from './report.ts';
import { median } from './statistics.ts';

const ROUNDS = 12;
const WARM_UPS = 2;
/** Nobody types a PIN faster. */
const TYPING_MS = 1_500;
const BAR = 'app://bandeau/bar/';
const STATION = 'app://bandeau/station/';
const limits = { signInRatio: 1.5 };

const stepsSchema = z.object({ enteredAt: z.number(), profileAt: z.number(), phoneAt: z.number() });
const barSchema = z.object({ openedAt: z.number(), readyAt: z.number() });
const aloneSchema = z.object({ signingAt: z.number(), endedAt: z.number() });

interface SignIn {
  readonly profileMs: number;
  readonly phoneMs: number;
  readonly barMs: number;
  readonly readyMs: number;
}

interface Alone {
  readonly totalMs: number;
  readonly exchangeMs: number;
}

/**
 * From Enter in the PIN field until the bar is painted and ready, the profile and the number of the phone being
 * confirmed as soon as they are asked for; over a plain script that signs in with the same card at the same provider,
 * in the same run. Both from nothing each time, as at the beginning of a shift: the application has read the card
 * and waits for the PIN, but has asked the provider nothing. Of the script, `exchangeMs` is the part after it has read
 * the card, which the application does before the PIN: nonce, signature, token.
 */
export async function measureSignIn(): Promise<Findings> {
  const site = await startSite({ telephony: 'simulated', cards: 'readers' });
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const start = prepareProgram({ display: display.name, configuration: site.configuration });
  const signIns: SignIn[] = [];
  const alones: Alone[] = [];
  try {
    await site.people[0].card?.insert();
    const measures = [
      async () => signIns.push(await signInOnce(await start(), site)),
      async () => alones.push(await signInAlone(site)),
    ];
    for (let round = 0; round < WARM_UPS + ROUNDS; round += 1) {
      for (const measure of round % 2 === 0 ? measures : measures.toReversed()) await measure();
    }
  } finally {
    await display.stop();
    await site.stop();
  }
  const kept = signIns.slice(WARM_UPS);
  const keptAlone = alones.slice(WARM_UPS);
  const readyMs = median(kept.map((each) => each.readyMs));
  const aloneMs = median(keptAlone.map((each) => each.totalMs));
  const exchangeMs = median(keptAlone.map((each) => each.exchangeMs));
  const figures = {
    signInRatio: readyMs / aloneMs,
    exchangeRatio: readyMs / exchangeMs,
    readyMs,
    profileMs: median(kept.map((each) => each.profileMs)),
    phoneMs: median(kept.map((each) => each.phoneMs)),
    barMs: median(kept.map((each) => each.barMs)),
    aloneMs,
    exchangeMs,
  };
  return { name: 'signin', figures, limits };
}

async function signInOnce({ inspector, stop }: RunningProgram, { people, numbers }: Site): Promise<SignIn> {
  const [{ pin }] = people;
  const [number = ''] = numbers;
  try {
    const asksForPin = `document.querySelector('.pin__field') !== null`;
    await waitFor(async () => (await inspector.evaluate(STATION, asksForPin)) === true, {
      timeoutMs: 15_000,
      what: 'the screen to ask for the PIN',
    });
    await delay(TYPING_MS);
    const shown = inspector.evaluate(BAR, inPage(barReady, undefined));
    const steps = stepsSchema.parse(await inspector.evaluate(STATION, inPage(confirmAll, { pin, number })));
    const { openedAt, readyAt } = barSchema.parse(await shown);
    await inspector.evaluate(STATION, inPage(signOut, undefined));
    return {
      profileMs: steps.profileAt - steps.enteredAt,
      phoneMs: steps.phoneAt - steps.enteredAt,
      barMs: openedAt - steps.enteredAt,
      readyMs: readyAt - steps.enteredAt,
    };
  } finally {
    inspector.close();
    await stop();
  }
}

/** In the station's page: Enter in the PIN field, then each confirmation in the very task that can take it. */
function confirmAll({ pin, number }: { pin: string; number: string }): Promise<unknown> {
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
    const input = field('.pin__field');
    if (input) input.value = pin;
    const enteredAt = now();
    input?.form?.requestSubmit();
  });
}

/** In the bar's page: when it was opened, and when the frame that says that there is no call has been painted. */
function barReady(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const said = () => document.querySelector('.idle')?.textContent;
    setTimeout(() => reject(new Error(`the bar says: ${said()}`)), 10_000);
    const look = () => {
      if (said() !== 'PAS D’APPEL EN COURS') return;
      observer.disconnect();
      const openedAt = performance.timeOrigin;
      requestAnimationFrame(() =>
        setTimeout(() => resolve({ openedAt, readyAt: openedAt + performance.now() })),
      );
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
