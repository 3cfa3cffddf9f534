import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { LineEvent } from '../../../electron/telephony/line/line.ts';
import { type PhoneChannel, PhoneProcess } from '../../../electron/telephony/line/phone-process.ts';
import type { ToProcess } from '../../../electron/telephony/line/protocol.ts';
import { SipLine } from '../../../electron/telephony/line/sip-line.ts';
import type { PhoneTarget } from '../../../electron/telephony/ports.ts';
import type { SipLink, SipLinkState } from '../../../electron/telephony/sip/sip-link.ts';

const target: PhoneTarget = {
  number: '1501',
  addressOfRecord: 'sip:1501@samu.test',
  credential: null,
  deviceId: null,
};
const device = { id: '<urn:uuid:1>', userAgent: 'Desk 1', contact: 'sip:1501@192.0.2.1' };

/** A link that never comes up and takes a moment to stop. */
function idleLink(): SipLink {
  return {
    state: new Subject<SipLinkState>({ kind: 'connecting', attempt: 0 }),
    dropped: new Subject(0),
    strays: new Subject(0),
    request: async () => ({ code: 503, headers: () => [], body: '' }),
    openInfoDialog: async () => ({ ok: false, code: 503 }),
    invite: async () => ({ ok: false, code: 503 }),
    subscribe: () => ({ unsubscribe: () => undefined }),
    stop: () => new Promise((resolve) => setTimeout(resolve, 100)),
  };
}

const interrupted = { ok: false, failure: { code: 'Phone_BindingInterrupted' } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a phone let go while the line still leaves the one before is not watched', async () => {
  let links = 0;
  const line = new SipLine({
    openLink: () => {
      links += 1;
      return idleLink();
    },
    actionTimeout: 1_000,
  });
  const first = line.watch(target, 1);
  await vi.advanceTimersByTimeAsync(10);
  const second = line.watch(target, 2);
  await vi.advanceTimersByTimeAsync(10);
  const left = line.unwatch();
  await vi.advanceTimersByTimeAsync(500);
  await left;
  expect(await first).toMatchObject(interrupted);
  expect(await second).toMatchObject(interrupted);
  expect(links).toBe(1);
});

test('a process that dies after the phone was let go watches nothing when it is back', async () => {
  const posted: ToProcess[] = [];
  let hear: (message: unknown) => void = () => undefined;
  let exit = (): void => undefined;
  const channel: PhoneChannel = {
    post: (message) => void posted.push(message),
    onMessage: (listener) => {
      hear = listener;
    },
    onExit: (listener) => {
      exit = listener;
    },
    kill: () => undefined,
  };
  const line = new PhoneProcess({
    servers: ['wss://sip.example'],
    heartbeat: 5,
    actionTimeout: 1_000,
    spawn: () => channel,
  });
  const commands = () =>
    posted.flatMap((each) => (each.type === 'command' ? [{ id: each.id, verb: each.command.verb }] : []));

  const watching = line.watch(target, 1);
  const leaving = line.unwatch();
  const [watch, unwatch] = commands();
  hear({ type: 'answer', id: watch?.id, result: { ok: true, value: { kind: 'bound', device } } });
  hear({ type: 'answer', id: unwatch?.id, result: { ok: true, value: null } });
  await leaving;
  expect(await watching).toMatchObject(interrupted);

  exit();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(commands().map(({ verb }) => verb)).toEqual(['watch', 'unwatch']);
  await Promise.all([line.close(), vi.advanceTimersByTimeAsync(30_000)]);
});

test('a process that dies tells that what it knew over uaCSTA died with it', async () => {
  let hear: (message: unknown) => void = () => undefined;
  let exit = (): void => undefined;
  const posted: ToProcess[] = [];
  const line = new PhoneProcess({
    servers: ['wss://sip.example'],
    heartbeat: 5,
    actionTimeout: 1_000,
    spawn: () => ({
      post: (message) => void posted.push(message),
      onMessage: (listener) => {
        hear = listener;
      },
      onExit: (listener) => {
        exit = listener;
      },
      kill: () => undefined,
    }),
  });
  const told: LineEvent[] = [];
  line.onEvent((event) => void told.push(event));
  const watching = line.watch(target, 1);
  const command = posted.find((each) => each.type === 'command');
  hear({ type: 'answer', id: command?.id, result: { ok: true, value: { kind: 'bound', device } } });
  await watching;
  hear({ type: 'event', watch: 1, event: { type: 'csta', services: ['MakeCall'] } });
  exit();
  expect(told).toMatchObject([
    { type: 'csta', services: ['MakeCall'] },
    { type: 'link', link: { kind: 'stale' } },
    { type: 'csta', services: null },
  ]);
  await Promise.all([line.close(), vi.advanceTimersByTimeAsync(30_000)]);
});
