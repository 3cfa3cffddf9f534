import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Coalescer } from '../../../../electron/shared/coalescer.ts';
import { Subject } from '../../../../electron/shared/listeners.ts';
import { pacedSubscribing } from '../../../../electron/telephony/board/paced-subscribing.ts';
import type {
  SipLink,
  SipLinkState,
  SipSubscribeRequest,
} from '../../../../electron/telephony/sip/sip-link.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const up: SipLinkState = { kind: 'up', server: 'wss://sip.example' };
const notification = { subscription: 's', body: '', receivedAt: 0 };

function exchange() {
  const state = new Subject<SipLinkState>(up);
  const asked: SipSubscribeRequest[] = [];
  const withdrawn: string[] = [];
  const link: SipLink = {
    state,
    dropped: new Subject(0),
    strays: new Subject(0),
    openInfoDialog: async () => ({ ok: false, code: 503 }),
    request: async () => ({ code: 200, headers: () => [], body: '' }),
    invite: async () => ({ ok: false, code: 488 }),
    subscribe: (request: SipSubscribeRequest) => {
      asked.push(request);
      return { unsubscribe: () => void withdrawn.push(request.uri) };
    },
    stop: async () => undefined,
  };
  const paced = pacedSubscribing(link, { atOnce: 3, interval: 10 });
  const subscribe = (uri: string) =>
    paced.subscribe({
      uri,
      event: 'dialog',
      accept: '',
      expires: 60,
      onNotify: () => undefined,
      onEnd: () => undefined,
    });
  return { state, asked, withdrawn, subscribe };
}

test('no more than so many wait for an answer, and one follows another at an interval', () => {
  const { asked, subscribe } = exchange();
  for (let index = 0; index < 10; index += 1) subscribe(`sip:${index}@x`);
  vi.advanceTimersByTime(0);
  expect(asked).toHaveLength(1);
  vi.advanceTimersByTime(15);
  expect(asked).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(asked.map(({ uri }) => uri)).toEqual(['sip:0@x', 'sip:1@x', 'sip:2@x']);
  asked[0]?.onNotify(notification);
  asked[1]?.onEnd({ code: 404, reason: null, retryAfter: null });
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveLength(5);
  asked[0]?.onNotify(notification);
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveLength(5);
});

test('what is given up while it waits is never asked; what was asked is withdrawn and makes room', () => {
  const { asked, withdrawn, subscribe } = exchange();
  const all = Array.from({ length: 5 }, (_, index) => subscribe(`sip:${index}@x`));
  vi.advanceTimersByTime(1_000);
  all[3]?.unsubscribe();
  all[0]?.unsubscribe();
  vi.advanceTimersByTime(1_000);
  expect(asked.map(({ uri }) => uri)).toEqual(['sip:0@x', 'sip:1@x', 'sip:2@x', 'sip:4@x']);
  expect(withdrawn).toEqual(['sip:0@x']);
});

test('a link that is lost forgets what waited, and starts afresh', () => {
  const { state, asked, subscribe } = exchange();
  for (let index = 0; index < 5; index += 1) subscribe(`sip:${index}@x`);
  vi.advanceTimersByTime(1_000);
  state.set({ kind: 'connecting', attempt: 1 });
  state.set(up);
  subscribe('sip:anew@x');
  vi.advanceTimersByTime(1_000);
  expect(asked.map(({ uri }) => uri)).toEqual(['sip:0@x', 'sip:1@x', 'sip:2@x', 'sip:anew@x']);
});

test('a storm of changes is told at once, then five times a second, the last one always', () => {
  const told: number[] = [];
  const coalescer = new Coalescer(200, () => told.push(changes));
  let changes = 0;
  for (; changes < 1_000; changes += 1) {
    coalescer.mark();
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveLength(6);
  expect(told[0]).toBeLessThanOrEqual(1);
  expect(told.at(-1)).toBeGreaterThanOrEqual(999);
});
