import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { freePort } from '../ports.ts';
import { startProcess } from '../process.ts';
import { callIdIn, connectLinphone, type LinphoneControl } from './linphone-control.ts';
import { LiveCalls } from './live-calls.ts';
import { type Phone, type PhoneOptions, type PhoneState, untilState } from './phone.ts';

const START_MS = 10_000;

const STATES: Readonly<Record<string, PhoneState>> = {
  LinphoneCallIncomingReceived: 'ringing',
  LinphoneCallOutgoingInit: 'calling',
  LinphoneCallStreamsRunning: 'talking',
  LinphoneCallPaused: 'held',
  LinphoneCallEnd: 'idle',
  LinphoneCallError: 'idle',
};

/**
 * Starts linphone on loopback and registers it under the number. It is the same phone as `linphonec`, in the
 * variant of its package that is made to be driven by a program; that one has no name of its own.
 */
export async function startLinphone(options: PhoneOptions): Promise<Phone> {
  const { folder, number, domain } = options;
  // Without the folder for its database it starts, but complains at every call.
  mkdirSync(join(folder, '.local/share/linphone'), { recursive: true });
  const file = join(folder, 'linphonerc');
  writeFileSync(file, configuration(options, await freePort()));

  const calls = new LiveCalls();
  let autoAnswer = false;
  let control: LinphoneControl | undefined;
  const command = (text: string): Promise<string> => {
    if (control === undefined) throw new Error('linphone is not connected');
    return control.command(text);
  };
  const order = async (text: string): Promise<void> => {
    await command(text);
  };
  const pipe = join(folder, 'control');
  const running = await startProcess({
    name: 'linphone-daemon',
    command: 'linphone-daemon',
    // It puts its socket below /tmp and wants the name from there.
    args: [
      '--pipe',
      relative('/tmp', pipe),
      '--disable-stats-events',
      '--config',
      file,
      '--log',
      join(folder, 'sip.log'),
    ],
    env: { ...process.env, HOME: folder },
    logFile: join(folder, 'linphone.log'),
    ready: async () => {
      control = await connectLinphone(pipe, (event, id) => {
        const state = STATES[event];
        if (state === undefined) return;
        calls.set(id, state);
        // The caller may have given up meanwhile.
        if (state === 'ringing' && autoAnswer) command('answer').catch(() => undefined);
      });
      return true;
    },
    timeoutMs: START_MS,
  });
  const phone: Phone = {
    number,
    userAgent: /Linphone/,
    dial: async (to) => {
      const reply = await command(`call sip:${to}@${domain}`);
      calls.set(callIdIn(reply), 'calling');
    },
    answer: () => order('answer'),
    // A held call is no "current call" to it: it has to be named.
    hangup: async () => {
      await control?.catchUp();
      await order(`terminate ${calls.current()}`);
    },
    hold: () => order(`call-pause ${calls.current()}`),
    resume: () => order(`call-resume ${calls.current()}`),
    transfer: (to) => order(`call-transfer ${calls.current()} sip:${to}@${domain}`),
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

function configuration(options: PhoneOptions, sipPort: number): string {
  const { number, password, domain, sipPort: exchange, registrationSeconds } = options;
  return `[sip]
sip_port=${sipPort}
sip_tcp_port=${sipPort}
use_ipv6=0
user_agent=Linphone/5.1
bind_address=127.0.0.1
[rtp]
bind_address=127.0.0.1
audio_rtp_port=-1
[proxy_0]
reg_proxy=<sip:127.0.0.1:${exchange};transport=udp>
reg_route=<sip:127.0.0.1:${exchange};transport=udp;lr>
reg_identity=sip:${number}@${domain}
reg_expires=${registrationSeconds}
reg_sendregister=1
[auth_info_0]
username=${number}
passwd=${password}
realm=${domain}
domain=${domain}
`;
}
