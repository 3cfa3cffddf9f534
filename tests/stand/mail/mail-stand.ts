import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { ordinaryUser } from '../../e2e/support/ordinary-user.ts';
import { freePort } from '../ports.ts';
import { makePrivateAuthority } from '../private-authority.ts';
import { startProcess, waitFor } from '../process.ts';
import { eximConfiguration } from './exim.ts';

const HOST = '127.0.0.1';
const START_MS = 10_000;
const GREETING_MS = 1_000;

/** A mail as it lies in the mailbox. */
export interface Mail {
  /** Addresses of the `To` field. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface MailStand {
  readonly host: string;
  readonly port: number;
  /** What to trust for STARTTLS: the server's own certificate, for `localhost`. */
  readonly certificatePem: string;
  /** All that arrived, for whomever, in order of arrival. */
  messages(): Promise<readonly Mail[]>;
  /** The same with all that is in them. */
  whole(): Promise<readonly Email[]>;
  /** The first mail that `predicate` takes, already there or still to come; rejects after `timeoutMs`. */
  waitFor(predicate: (mail: Mail) => boolean, timeoutMs: number): Promise<Mail>;
  stop(): Promise<void>;
}

export interface MailStandOptions {
  /** Who may send; everybody where it is left out. */
  readonly account?: { readonly user: string; readonly password: string };
}

/** A mail server (exim4) on a free port of loopback that keeps every mail in one mailbox, run as an ordinary user. */
export async function startMailStand({ account }: MailStandOptions = {}): Promise<MailStand> {
  const user = ordinaryUser();
  const folder = user.home;
  const { uid, gid } = statSync(folder);
  const mailbox = join(folder, 'mailbox');
  const arrivals = join(mailbox, 'new');
  const files = {
    configuration: join(folder, 'exim.conf'),
    certificate: join(folder, 'certificate.pem'),
    key: join(folder, 'key.pem'),
  };
  const port = await freePort();
  const { cert, key } = await makePrivateAuthority();
  const owned = (file: string): void => chownSync(file, uid, gid);
  for (const part of [mailbox, ...['new', 'cur', 'tmp'].map((name) => join(mailbox, name))]) {
    mkdirSync(part);
    owned(part);
  }
  writeFileSync(files.certificate, cert);
  writeFileSync(files.key, key, { mode: 0o600 });
  owned(files.key);
  writeFileSync(
    files.configuration,
    eximConfiguration({ ...files, folder, mailbox, port, uid, gid, account: account ?? null }),
  );

  const exim = await startProcess({
    name: 'exim4',
    // It is a set-user-id program: without new privileges it stays whose it is, and dies when we do.
    command: user.wrap('/usr/bin/setpriv'),
    args: ['--no-new-privs', '/usr/sbin/exim4', '-C', files.configuration, '-bdf'],
    logFile: join(folder, 'exim.log'),
    ready: () => greets(port),
    timeoutMs: START_MS,
  });

  const whole = async (): Promise<readonly Email[]> => {
    // Maildir names begin with the time of arrival.
    const names = (await readdir(arrivals)).sort(inOrderOfArrival);
    return Promise.all(names.map(async (name) => PostalMime.parse(await readFile(join(arrivals, name)))));
  };
  const messages = async (): Promise<readonly Mail[]> => (await whole()).map(mailOf);
  return {
    host: HOST,
    port,
    certificatePem: cert,
    messages,
    whole,
    waitFor: (predicate, timeoutMs) =>
      waitFor(async () => (await messages()).find(predicate), { timeoutMs, what: 'the mail' }),
    stop: () => exim.stop(),
  };
}

function mailOf({ to = [], subject = '', text = '' }: Email): Mail {
  return { to: to.flatMap(({ address }) => address ?? []), subject, text: text.trimEnd() };
}

/** Whether an SMTP server says its name there (RFC 5321, section 4.3.1). */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: HOST, port, timeout: GREETING_MS });
    const settle = (greeted: boolean): void => {
      socket.end('QUIT\r\n', () => socket.destroy());
      resolve(greeted);
    };
    socket.once('data', (said) => settle(String(said).startsWith('220 ')));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}

/** A Maildir name starts with seconds and microseconds, which are not padded. */
function inOrderOfArrival(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
