import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailStand, smtpDelivery, startMailStand } from '../../stand/mail/index.ts';
import { makePrivateAuthority } from '../../stand/private-authority.ts';

const ARRIVAL_MS = 5_000;

let mail: MailStand;

beforeAll(async () => {
  mail = await startMailStand();
});
afterAll(() => mail?.stop());

const message = {
  kind: 'email',
  to: 'zoe.essai@chu.example',
  personId: 'staff',
  subject: 'Votre code d’accès à usage unique',
  text: 'Bonjour Zoé,\n\nVotre code : 402 817 – valable 5 minutes.',
} as const;

describe('the mail server', () => {
  test('keeps a mail as it was written, accents and line ends included', async () => {
    await smtpDelivery(mail)(message);
    const arrived = await mail.waitFor(({ to }) => to.includes(message.to), ARRIVAL_MS);
    expect(arrived).toEqual({ to: [message.to], subject: message.subject, text: message.text });
  });

  test('carries the link of a message that has one', async () => {
    const link =
      'https://portail.example/lien?jeton=un-jeton-qui-est-plus-long-que-la-largeur-d-une-ligne-de-mail';
    await smtpDelivery(mail)({ ...message, subject: 'Lien', link });
    const arrived = await mail.waitFor(({ subject }) => subject === 'Lien', ARRIVAL_MS);
    expect(arrived.text).toContain(link);
  });

  test('takes what a gateway would send to a telephone', async () => {
    await smtpDelivery(mail)({ ...message, kind: 'sms', to: '+33612345678' });
    const arrived = await mail.waitFor(({ to }) => to[0]?.startsWith('+33612345678@') ?? false, ARRIVAL_MS);
    expect(arrived.text).toBe(message.text);
  });

  test('gives the mails in the order in which they arrived', async () => {
    const deliver = smtpDelivery(mail);
    for (const subject of ['premier', 'deuxième', 'troisième']) {
      await deliver({ ...message, subject });
      await mail.waitFor((arrived) => arrived.subject === subject, ARRIVAL_MS);
    }
    const subjects = (await mail.messages()).map(({ subject }) => subject);
    expect(subjects.slice(-3)).toEqual(['premier', 'deuxième', 'troisième']);
  });

  test('proves with its certificate who it is', async () => {
    const { cert } = await makePrivateAuthority();
    const before = (await mail.messages()).length;
    await expect(smtpDelivery({ ...mail, certificatePem: cert })(message)).rejects.toThrow(/certificate/);
    expect(await mail.messages()).toHaveLength(before);
  });

  test('gives up a mail that nobody waits for in the time allowed', async () => {
    await expect(mail.waitFor(() => false, 50)).rejects.toThrow('gave up waiting for the mail');
  });

  test('answers no more once it is stopped', async () => {
    const brief = await startMailStand();
    await brief.stop();
    const transport = createTransport({ host: brief.host, port: brief.port });
    // Reset rather than refused where another server of the tests was given the port meanwhile.
    await expect(transport.verify()).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  });
});
