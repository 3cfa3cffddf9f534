import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { waitFor } from '../process.ts';
import { startBaresip } from './baresip.ts';
import { type Kamailio, startKamailio } from './kamailio.ts';
import { startLinphone } from './linphone.ts';
import type { Phone, PhoneOptions } from './phone.ts';
import type { ScriptedParty } from './scripted.ts';
import { startScriptedParty } from './scripted-party.ts';

export type { Kamailio } from './kamailio.ts';
export type { Phone, PhoneState } from './phone.ts';
export type { ScriptedCall, ScriptedParty } from './scripted.ts';

const DOMAIN = 'samu.test';
const REGISTERED_MS = 10_000;
/** Phones renew before this many seconds, so that they find a restarted exchange by themselves. */
/** Long enough not to lapse on a busy machine; a test of restarts wants phones that come back by themselves. */
const REGISTRATION_SECONDS = 60;
/** For such a test. */
export const SHORT_REGISTRATION_SECONDS = 4;

export interface TelephonyStandOptions {
  /** Digest authentication of the exchange's own numbers; off by default. */
  authentication?: boolean;
  /** Numbers of the exchange without a real phone, for simulated ones. */
  moreNumbers?: readonly string[];
  /** How long the real phones register for; a watcher sees a `reg` event at each renewal. */
  registrationSeconds?: number;
}

export interface TelephonyStand {
  /** Where a watcher connects: SIP over WebSocket. */
  readonly wsUrl: string;
  readonly domain: string;
  /** SIP over UDP and TCP, on loopback. */
  readonly sipPort: number;
  /** The exchange's own numbers; any other answers 404. */
  readonly numbers: { readonly baresip: string; readonly linphone: string; readonly watcher: string };
  passwordOf(number: string): string;
  readonly phones: { readonly baresip: Phone; readonly linphone: Phone };
  readonly kamailio: Kamailio;
  /** Resolves once both phones are registered. */
  phonesRegistered(timeoutMs?: number): Promise<void>;
  /** A scripted party outside the exchange, stopped with the stand. */
  caller(number: string, displayName?: string): Promise<ScriptedParty>;
  stop(): Promise<void>;
}

/** Starts an exchange with two real phones, 1501 and 1502, and room for many callers. */
export async function startTelephonyStand(options: TelephonyStandOptions = {}): Promise<TelephonyStand> {
  const numbers = { baresip: '1501', linphone: '1502', watcher: '1900' };
  const folder = await mkdtemp(join(tmpdir(), 'bandeau-telephony-'));
  const [sipPort, wsPort] = [await freePort(), await freePort()];
  const registrationSeconds = options.registrationSeconds ?? REGISTRATION_SECONDS;
  const own = [...Object.values(numbers), ...(options.moreNumbers ?? [])];
  // In the order of starting; stopped the other way round.
  const started: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const end of started.splice(0).reverse()) await end().catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'the telephony stand did not stop cleanly');
  };
  try {
    const kamailio = await startKamailio({
      folder: join(folder, 'kamailio'),
      sipPort,
      wsPort,
      domain: DOMAIN,
      users: new Map(own.map((number) => [number, passwordOf(number)])),
      authentication: options.authentication ?? false,
    });
    started.push(() => kamailio.stop());

    const startPhone = async (
      start: (options: PhoneOptions) => Promise<Phone>,
      number: string,
    ): Promise<Phone> => {
      const phone = await start({
        folder: join(folder, number),
        number,
        password: passwordOf(number),
        domain: DOMAIN,
        sipPort,
        registrationSeconds,
      });
      started.push(() => phone.stop());
      return phone;
    };
    const baresip = await startPhone(startBaresip, numbers.baresip);
    const linphone = await startPhone(startLinphone, numbers.linphone);
    const phonesRegistered = async (timeoutMs = REGISTERED_MS): Promise<void> => {
      await Promise.all(
        [numbers.baresip, numbers.linphone].map((number) =>
          waitFor(() => kamailio.hasRegistration(number).catch(() => false), {
            timeoutMs,
            what: `phone ${number} to be registered`,
          }),
        ),
      );
    };
    await phonesRegistered();
    return {
      wsUrl: `ws://127.0.0.1:${wsPort}`,
      domain: DOMAIN,
      sipPort,
      numbers,
      passwordOf,
      phones: { baresip, linphone },
      kamailio,
      phonesRegistered,
      caller: async (number, displayName = '') => {
        const party = await startScriptedParty({ number, displayName, domain: DOMAIN, sipPort });
        started.push(() => party.close());
        return party;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function passwordOf(number: string): string {
  return `secret-${number}`;
}
