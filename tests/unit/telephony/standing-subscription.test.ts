import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Subject } from '../../../electron/shared/listeners.ts';
import { BackOff } from '../../../electron/telephony/sip/back-off.ts';
import type {
  SipLink,
  SipLinkState,
  SipSubscribeRequest,
  SipSubscriptionEnd,
} from '../../../electron/telephony/sip/sip-link.ts';
import { keepSubscribed } from '../../../electron/telephony/sip/standing-subscription.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How many SUBSCRIBE leave within `seconds` when `answer` follows each at once. */
function subscribesWithin(seconds: number, answer: (request: SipSubscribeRequest) => void): number {
  let count = 0;
  const link: SipLink = {
    state: new Subject<SipLinkState>({ kind: 'up', server: 'wss://sip.example' }),
    dropped: new Subject(0),
    strays: new Subject(0),
    request: async () => ({ code: 200, headers: () => [], body: '' }),
    openInfoDialog: async () => ({ ok: false, code: 503 }),
    invite: async () => ({ ok: false, code: 488 }),
    subscribe: (request) => {
      count += 1;
      setTimeout(() => answer(request), 1);
      return { unsubscribe: () => undefined };
    },
    stop: async () => undefined,
  };
  const standing = keepSubscribed(link, {
    uri: 'sip:1501@samu.test',
    event: 'dialog',
    accept: 'application/dialog-info+xml',
    onNotify: () => false,
    onRefused: () => undefined,
    onLive: () => undefined,
  });
  vi.advanceTimersByTime(seconds * 1_000);
  standing.stop();
  return count;
}

test.for<Partial<SipSubscriptionEnd>>([
  { reason: 'timeout' },
  { reason: 'deactivated' },
  { reason: 'probation', retryAfter: 0 },
  { code: 503, retryAfter: 0 },
])('an end that asks to come back at once is obeyed once, then with a growing pause: %o', (end) => {
  const count = subscribesWithin(10, (request) =>
    request.onEnd({ code: null, reason: null, retryAfter: null, ...end }),
  );
  expect(count).toBeGreaterThan(2);
  expect(count).toBeLessThanOrEqual(6);
});

test('documents that are never understood are asked for again less and less often', () => {
  const notification = { subscription: 's', body: '<broken', receivedAt: 0 };
  const count = subscribesWithin(60, (request) => request.onNotify(notification));
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThanOrEqual(10);
});

test('pauses: none, the first, twice that, never more than the longest; after a quiet time none again', () => {
  const backOff = new BackOff(500, 4_000);
  expect([0, 1, 502, 1_503, 3_504, 7_505].map((now) => backOff.pause(now))).toEqual([
    0, 500, 1_000, 2_000, 4_000, 4_000,
  ]);
  expect(backOff.pause(15_506)).toBe(0);
});
