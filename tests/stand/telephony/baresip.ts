import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, freePortPair } from '../ports.ts';
import { startProcess } from '../process.ts';
import { type BaresipControl, type BaresipEvent, connectBaresip } from './baresip-control.ts';
import { LiveCalls } from './live-calls.ts';
import { type Phone, type PhoneOptions, type PhoneState, untilState } from './phone.ts';

const MODULES = '/usr/lib/baresip/modules';
const START_MS = 10_000;
/** Stands for a call that was dialled until the phone tells its identifier. */
const DIALLED = 'dialled';

const STATES: Readonly<Record<string, PhoneState>> = {
  CALL_INCOMING: 'ringing',
  CALL_RINGING: 'calling',
  CALL_PROGRESS: 'calling',
  CALL_ESTABLISHED: 'talking',
  CALL_CLOSED: 'idle',
};

/** Starts baresip on loopback and registers it under the number. */
export async function startBaresip(options: PhoneOptions): Promise<Phone> {
  const { folder, number, domain } = options;
  const controlPort = await freePort();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config'), configuration(await freePortPair(), controlPort));
  writeFileSync(join(folder, 'accounts'), `${account(options)}\n`);

  const calls = new LiveCalls();
  let autoAnswer = false;
  let control: BaresipControl | undefined;
  const command = (name: string, params?: string): Promise<void> => {
    if (control === undefined) throw new Error('baresip is not connected');
    return control.command(name, params);
  };
  const onEvent = ({ type, id, outgoing }: BaresipEvent): void => {
    const state = STATES[type];
    if (state === undefined) return;
    if (outgoing) calls.set(DIALLED, 'idle');
    calls.set(id, state);
    // The caller may have given up meanwhile.
    if (state === 'ringing' && autoAnswer) command('accept').catch(() => undefined);
  };

  const running = await startProcess({
    name: 'baresip',
    command: 'baresip',
    args: ['-4', '-f', folder, '-s'],
    logFile: join(folder, 'baresip.log'),
    ready: async () => {
      control = await connectBaresip(controlPort, onEvent);
      return true;
    },
    timeoutMs: START_MS,
  });
  const phone: Phone = {
    number,
    userAgent: /baresip/i,
    dial: async (to) => {
      calls.set(DIALLED, 'calling');
      await command('dial', `sip:${to}@${domain}`);
    },
    answer: () => command('accept'),
    hangup: () => command('hangup'),
    hold: async () => {
      await command('hold');
      calls.set(calls.current(), 'held');
    },
    resume: async () => {
      await command('resume');
      calls.set(calls.current(), 'talking');
    },
    transfer: (to) => command('transfer', `sip:${to}@${domain}`),
    setAutoAnswer: (on) => {
      autoAnswer = on;
    },
    state: () => calls.state(),
    until: (wanted, timeoutMs) => untilState(phone, wanted, timeoutMs),
    stop: async () => {
      control?.close();
      await running.stop();
    },
  };
  return phone;
}

function account({ number, domain, password, sipPort, registrationSeconds }: PhoneOptions): string {
  return [
    `<sip:${number}@${domain}>`,
    `auth_pass=${password}`,
    `outbound="sip:127.0.0.1:${sipPort};transport=udp"`,
    `regint=${registrationSeconds}`,
    'answermode=manual',
  ].join(';');
}

// It listens for TLS on the port after `sip_listen` too.
// An address for `net_interface`: by the name `lo`, baresip 1.0 finds no address and does not start.
// `ausine` as a source breaks accept; `aubridge` needs no sound card and works.
function configuration(sipPort: number, controlPort: number): string {
  return `sip_listen 127.0.0.1:${sipPort}
net_interface 127.0.0.1
audio_player aubridge,nil
audio_source aubridge,nil
audio_alert aubridge,nil
module_path ${MODULES}
module uuid.so
module g711.so
module aubridge.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${controlPort}
`;
}
