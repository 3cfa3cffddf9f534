import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import { formatSip, token, via } from './sip-message.ts';

export interface SippPhoneOptions {
  /** A scenario of this folder, without its ending. */
  readonly scenario: 'csta-phone' | 'csta-ringing';
  readonly number: string;
  readonly domain: string;
  /** Where the exchange listens, on loopback. */
  readonly sipPort: number;
  readonly folder: string;
  /** How many dialogs it takes part in before it ends by itself. */
  readonly dialogs: number;
}

export interface SippPhone {
  /** Null once all went as the scenario has it, else what SIPp says went wrong. */
  readonly verdict: Promise<string | null>;
  stop(): Promise<void>;
}

/** Lets SIPp play a phone behind the exchange: an independent SIP stack that checks each message of its scenario. */
export async function startSippPhone(options: SippPhoneOptions): Promise<SippPhone> {
  const { scenario, number, domain, sipPort, folder, dialogs } = options;
  const port = await freePort();
  const errors = join(folder, `${scenario}.errors`);
  const sipp: RunningProcess = await startProcess({
    name: 'sipp',
    command: 'sipp',
    args: [
      ...['-sf', join(import.meta.dirname, `${scenario}.xml`), '-m', String(dialogs)],
      ...['-i', '127.0.0.1', '-p', String(port), '-t', 'u1', '-nostdin'],
      ...['-trace_err', '-error_file', errors, `127.0.0.1:${sipPort}`],
    ],
    cwd: folder,
    logFile: join(folder, `${scenario}.log`),
    ready: async () => true,
    timeoutMs: 5_000,
  });
  await register(number, domain, sipPort, port);
  return {
    verdict: sipp.exited.then((code) => (code === 0 ? null : `ended with ${code}: ${textOf(errors)}`)),
    stop: () => sipp.stop(),
  };
}

/** The exchange finds the phone at its port; the answer is waited for. */
async function register(number: string, domain: string, sipPort: number, port: number): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const answered = new Promise<string>((resolve) =>
    socket.once('message', (bytes) => resolve(String(bytes))),
  );
  const aor = `<sip:${number}@${domain}>`;
  const request = formatSip({
    start: `REGISTER sip:${domain} SIP/2.0`,
    headers: [
      via(`127.0.0.1:${socket.address().port}`),
      ['Max-Forwards', '70'],
      ['From', `${aor};tag=${token()}`],
      ['To', aor],
      ['Call-ID', token()],
      ['CSeq', '1 REGISTER'],
      ['Contact', `<sip:${number}@127.0.0.1:${port}>;expires=600`],
      ['User-Agent', 'SIPp'],
    ],
    body: '',
  });
  socket.send(request, sipPort, '127.0.0.1');
  const answer = await answered;
  socket.close();
  if (!answer.startsWith('SIP/2.0 200')) throw new Error(`${number} cannot be registered`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-3_000);
  } catch {
    return 'no reason given';
  }
}
