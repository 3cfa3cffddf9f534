import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OtpStep } from '../../../electron/identity/index.ts';
import { type MailStand, smtpDelivery, startMailStand } from '../../stand/mail/index.ts';
import { bytes, identifierOf, PASSWORD, startWays, type Ways } from './ways.ts';

/** Codes as a real mail server (exim4) delivers them, over STARTTLS. */

/** « en quelques secondes » (seed 002). */
const SECONDS = 5_000;
const ADDRESS = 'prenom.nom@hopital.example';

let mail: MailStand;
let ways: Ways;

beforeAll(async () => {
  mail = await startMailStand();
  ways = await startWays({}, smtpDelivery(mail));
});
afterAll(async () => {
  await ways?.server.stop();
  await mail?.stop();
});

/** The code of the mail that comes to this address after `before` others, within seconds. */
async function mailedCode(address: string, before: number): Promise<string> {
  const mails = async () => (await mail.messages()).filter(({ to }) => to.includes(address));
  await expect.poll(async () => (await mails()).length, { timeout: SECONDS }).toBeGreaterThan(before);
  return /\b\d{6}\b/.exec((await mails()).at(-1)?.text ?? '')?.[0] ?? '';
}
const mailsTo = async (address: string) =>
  (await mail.messages()).filter(({ to }) => to.includes(address)).length;

describe('a code by mail', () => {
  it('signs in the person to whom it was mailed', async () => {
    const client = ways.client();
    const goOn = async (
      step: Awaited<ReturnType<typeof client.startOtp>>,
      answer: Parameters<typeof client.continueOtp>[1],
    ) => {
      if (!step.ok || step.value.kind !== 'challenge') throw new Error('no question');
      return client.continueOtp(step.value.conversation, answer);
    };
    const before = await mailsTo(ADDRESS);
    const choice = await client.startOtp(identifierOf('both'), bytes(PASSWORD));
    const asked = await goOn(choice, { type: 'channel', channel: 'email' });
    const code = await mailedCode(ADDRESS, before);
    const done = await goOn(asked, { type: 'code', code: bytes(code) });
    expect(done).toMatchObject({ ok: true, value: { kind: 'granted' } satisfies Partial<OtpStep> });
  });

  it('proves a channel that is being configured', async () => {
    const grant = await ways.byCard('noChannel');
    const address = 'nouvelle.adresse@hopital.example';
    const test = await ways.account.testChannel(grant, 'email', address);
    if (!test.ok) throw new Error(test.failure.code);
    const code = await mailedCode(address, 0);
    expect(await ways.account.validateChannel(grant, test.value, bytes(code))).toMatchObject({
      ok: true,
      value: { channels: { email: { value: address, state: 'usable' } } },
    });
  });

  it('that the mail server refuses is said, and is no code', async () => {
    await mail.stop();
    const grant = await ways.byCard('phoneOnly');
    const refused = await ways.account.testChannel(grant, 'email', 'autre@hopital.example');
    expect(refused).toMatchObject({ ok: false, failure: { code: 'Channel_SendFailed' } });
  });
});
