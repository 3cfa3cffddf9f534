import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../stand/ports.ts';
import { waitFor } from '../../stand/process.ts';
import { type Kamailio, startKamailio } from '../../stand/telephony/kamailio.ts';
import { type SippPhone, startSippPhone } from '../../stand/telephony/sipp.ts';
import { CstaLine } from './csta-line.ts';

const domain = 'samu.test';
const number = '1600';

let folder: string;
let kamailio: Kamailio;
let sipPort: number;
let line: CstaLine;
let phone: SippPhone | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bandeau-sipp-'));
  sipPort = await freePort();
  const wsPort = await freePort();
  kamailio = await startKamailio({
    folder: join(folder, 'kamailio'),
    sipPort,
    wsPort,
    domain,
    users: new Map([[number, 'secret']]),
    authentication: false,
  });
  line = new CstaLine([`ws://127.0.0.1:${wsPort}`]);
});
afterEach(async () => {
  await line.close();
  await phone?.stop();
  phone = null;
  await kamailio.stop();
  await rm(folder, { recursive: true, force: true });
});

/** It takes part in the dialog of OPTIONS, and in that of uaCSTA. */
async function plays(scenario: 'csta-phone' | 'csta-ringing'): Promise<SippPhone> {
  phone = await startSippPhone({ scenario, number, domain, sipPort, folder, dialogs: 2 });
  await line.watch(number, domain);
  return phone;
}

test('each message of a uaCSTA session, through an exchange, is what another SIP stack expects', async () => {
  const { verdict } = await plays('csta-phone');
  expect((await line.session(true)).services).toEqual([
    'MakeCall',
    'AnswerCall',
    'ClearConnection',
    'HoldCall',
    'GetDoNotDisturb',
    'SnapshotDevice',
  ]);
  const [ringing] = await line.until('ringing');
  expect(ringing).toMatchObject({ key: 'sipp-1', party: { number: '0240083333', displayName: 'CODIS' } });
  expect(line.last('do-not-disturb')).toMatchObject({ on: true });
  expect(await line.ask({ service: 'AnswerCall', key: 'sipp-1' })).toMatchObject({ ok: true });
  await line.until('connected');
  expect(await line.ask({ service: 'HoldCall', key: 'sipp-1' })).toMatchObject({
    failure: { code: 'Phone_CallGone' },
  });
  expect(await line.ask({ service: 'ClearConnection', key: 'sipp-1' })).toMatchObject({ ok: true });
  await line.until();
  await line.line.unwatch();
  expect(await verdict).toBeNull();
});

test('a phone that takes it for a call is told at once to stop ringing, and is watched by its dialogs', async () => {
  const { verdict } = await plays('csta-ringing');
  await waitFor(() => line.last('csta')?.services === null, { timeoutMs: 5_000, what: 'the refusal' });
  expect(await verdict).toBeNull();
  expect(line.last('link')).toMatchObject({ link: { kind: 'up' } });
});
