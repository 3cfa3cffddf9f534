import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { freePort, startProcess } from '../process.ts';
import { connectLinphone, type LinphoneControl } from './linphone-control.ts';
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

  let state: PhoneState = 'idle';
  let callId = '';
  let autoAnswer = false;
  let control: LinphoneControl | undefined;
  const command = async (text: string): Promise<void> => {
    if (control === undefined) throw new Error('linphone is not connected');
    await control.command(text);
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
        state = STATES[event] ?? state;
        callId = id;
        if (state === 'ringing' && autoAnswer) void command('answer');
      });
      return true;
    },
    timeoutMs: START_MS,
  });
  const phone: Phone = {
    number,
    userAgent: /Linphone/,
    dial: async (to) => {
      await command(`call sip:${to}@${domain}`);
      state = 'calling';
    },
    answer: () => command('answer'),
    hangup: () => command('terminate'),
    hold: () => command('call-pause'),
    // Paused, it is no "current call": it has to be named.
    resume: () => command(`call-resume ${callId}`),
    transfer: (to) => command(`call-transfer ${callId} sip:${to}@${domain}`),
    setAutoAnswer: (on) => {
      autoAnswer = on;
    },
    state: () => state,
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
