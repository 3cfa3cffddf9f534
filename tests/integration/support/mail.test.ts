import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileChannel } from '../../../electron/support/channels/file/channel.ts';
import { type MailSettings, mailChannel } from '../../../electron/support/channels/mail/channel.ts';
import type { Errand } from '../../../electron/support/ports.ts';
import type { Letter } from '../../../electron/support/rules/letter.ts';
import { type MailStand, startMailStand } from '../../stand/mail/index.ts';
import { freePort } from '../../stand/ports.ts';
import { makePrivateAuthority } from '../../stand/private-authority.ts';
import { fileOf, letterOf, replyTo } from '../../stand/support/letters.ts';

/** Reports by a real mail server, exim4 with its own certificate, that lets one account send. */

const account = { user: 'poste-07', password: 'mot-de-passe-du-poste' };
let mail: MailStand;
let settings: MailSettings;

beforeAll(async () => {
  mail = await startMailStand({ account });
  settings = {
    host: 'localhost',
    port: mail.port,
    implicitTls: false,
    from: 'poste-07@chu.example',
    to: 'monserviceclient@support.example',
    account,
    authority: mail.certificatePem,
    timeout: 4_000,
  };
});
afterAll(() => mail?.stop());

const errandOf = (letter: Letter): Errand => ({
  letter,
  step: { kind: letter.kind === 'reply' ? 'follow-up' : 'create' },
  ticket: null,
  inDoubt: false,
  isRetry: false,
});
const noBytes = () => null;
const send = (letter: Letter, more: Partial<MailSettings> = {}) =>
  mailChannel({ ...settings, ...more }).carry(errandOf(letter), noBytes);
const arrived = async (id: string) =>
  (await mail.whole()).filter(({ messageId }) => messageId === `<${id}@chu.example>`);

describe('a report by mail', () => {
  it('arrives whole, from the station, to be answered to the person, under its own number', async () => {
    const files = [fileOf('écran.png', 40_000), fileOf('bilan.pdf', 90, 'pdf')];
    const letter = letterOf({ attachments: files.map(({ attachment }) => attachment) });
    const bytes = (id: string) => files.find(({ attachment }) => attachment.id === id)?.bytes ?? null;
    const outcome = await mailChannel(settings).carry(errandOf(letter), bytes);
    expect(outcome).toEqual({ kind: 'done', ticket: `<${letter.id}@chu.example>` });
    await expect.poll(async () => (await arrived(letter.id)).length).toBe(1);
    const [message] = await arrived(letter.id);
    expect(message).toMatchObject({
      from: { name: 'Camille EXEMPLE', address: 'poste-07@chu.example' },
      to: [{ address: 'monserviceclient@support.example' }],
      replyTo: [{ address: 'camille.exemple@chu.example' }],
      subject: '[Support] Écran figé',
    });
    expect(message?.headers).toContainEqual(
      expect.objectContaining({ key: 'x-incident-id', value: letter.id }),
    );
    expect(message?.text).toContain('<depuis> 7 h & demie.');
    expect(message?.attachments.map(({ filename }) => filename)).toEqual(['écran.png', 'bilan.pdf']);
    const content = message?.attachments[0]?.content;
    expect(content instanceof ArrayBuffer && new Uint8Array(content)).toEqual(files[0]?.bytes);
  });

  it('has its reply behind it in the same conversation', async () => {
    const letter = letterOf();
    const reply = replyTo(letter, 'Toujours en panne.');
    await send(reply);
    await expect.poll(async () => (await arrived(reply.id)).length).toBe(1);
    const [message] = await arrived(reply.id);
    expect(message).toMatchObject({
      subject: 'Re : [Support] Écran figé',
      inReplyTo: `<${letter.id}@chu.example>`,
      references: `<${letter.id}@chu.example>`,
    });
  });

  it('that is sent again has the same number, by which who gets it twice can tell', async () => {
    const letter = letterOf();
    await send(letter);
    await send(letter);
    await expect.poll(async () => (await arrived(letter.id)).length).toBe(2);
  });

  it.each<[string, Partial<MailSettings>, object]>([
    [
      'the account is refused',
      { account: { user: account.user, password: 'faux' } },
      { kind: 'closed', failure: { code: 'Support_MailSignInRefused' }, doubt: false },
    ],
    [
      'the desk’s address is refused',
      { to: 'support@refused.example' },
      {
        kind: 'refused',
        failure: { code: 'Support_MailRefused', parameters: { status: 550 } },
        doubt: false,
      },
    ],
    [
      'the server is busy',
      { to: 'support@busy.example' },
      { kind: 'failed', failure: { code: 'Support_MailBusy' }, doubt: false },
    ],
    [
      'the certificate is for another name',
      { host: '127.0.0.1' },
      { kind: 'closed', failure: { code: 'Support_MailUntrusted' }, doubt: false },
    ],
  ])('is not sent where %s, and says so', async (_what, more, outcome) => {
    const letter = letterOf();
    expect(await send(letter, more)).toMatchObject(outcome);
    expect(await arrived(letter.id)).toEqual([]);
  });

  it('is not sent where the certificate is another’s', async () => {
    const { cert } = await makePrivateAuthority();
    expect(await send(letterOf(), { authority: cert })).toMatchObject({
      kind: 'closed',
      failure: { code: 'Support_MailUntrusted' },
    });
  });

  it('is not sent where nobody listens, which is no doubt', async () => {
    expect(await send(letterOf(), { port: await freePort() })).toMatchObject({
      kind: 'failed',
      failure: { code: 'Support_MailUnreachable' },
      doubt: false,
    });
  });

  it('says nothing to a server that does not encrypt', async () => {
    const heard: string[] = [];
    const plain = await smtpThat(({ socket, line }) => {
      heard.push(line);
      socket.write(/^EHLO/.test(line) ? '250-plain\r\n250 AUTH PLAIN\r\n' : '502 no\r\n');
    });
    const outcome = await send(letterOf(), { port: plain.port, host: '127.0.0.1' });
    plain.server.close();
    expect(outcome).toMatchObject({ kind: 'closed', failure: { code: 'Support_MailNotEncrypted' } });
    expect(heard.join('\n')).not.toMatch(/AUTH|MAIL/);
  });
});

describe('a report as a file to hand over', () => {
  it('opens as a mail with its files, and is the same file at each attempt', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-hand-over-'));
    try {
      const file = fileOf('capture.png', 5_000);
      const letter = letterOf({ id: randomUUID(), attachments: [file.attachment] });
      const channel = fileChannel({ from: settings.from, to: settings.to, folder });
      for (let attempt = 0; attempt < 2; attempt += 1) {
        expect(await channel.carry(errandOf(letter), () => file.bytes)).toEqual({
          kind: 'done',
          ticket: `bandeau-${letter.id}.eml`,
        });
      }
      const message = await PostalMime.parse(readFileSync(join(folder, `bandeau-${letter.id}.eml`)));
      expect(message).toMatchObject({
        subject: '[Support] Écran figé',
        messageId: `<${letter.id}@chu.example>`,
      });
      expect(message.attachments).toMatchObject([{ filename: 'capture.png', mimeType: 'image/png' }]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('that cannot be written is the folder’s fault, not the report’s', async () => {
    const channel = fileChannel({ from: settings.from, to: settings.to, folder: '/nowhere/at/all' });
    expect(await channel.carry(errandOf(letterOf()), noBytes)).toMatchObject({
      kind: 'closed',
      failure: { code: 'Support_FileNotWritten' },
    });
  });
});

/** A server of SMTP that answers each line as it is told. */
async function smtpThat(
  answer: (heard: { readonly socket: Socket; readonly line: string }) => void,
): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 plain\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) answer({ socket, line });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port given');
  return { port: address.port, server };
}
