import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMainSchema, toProcessSchema } from '../../../electron/telephony/line/protocol.ts';
import { pauseAfter } from '../../../electron/telephony/sip/supervised-link.ts';
import { capabilitiesIn } from '../../../electron/telephony/verbs.ts';

describe('what can be asked of a phone', () => {
  const all = { allow: ['refer', 'invite'], allowEvents: ['talk', 'hold'], supported: ['tdialog'] };
  const now = {
    bound: true,
    linkUp: true,
    registered: true,
    features: all,
    services: null,
    pickUpCode: null,
  };

  test('is what it says it can', () => {
    const { dial, answer, hangUp, hold, retrieve } = capabilitiesIn(now);
    for (const offered of [dial, answer, hangUp, hold, retrieve]) expect(offered.available).toBe(true);
    const plain = capabilitiesIn({ ...now, features: { allow: null, allowEvents: ['talk'], supported: [] } });
    expect(plain.dial.available).toBe(true);
    expect(plain.answer).toEqual({ available: false, reason: 'phone-cannot' });
    const noRefer = capabilitiesIn({ ...now, features: { ...all, allow: ['invite'] } });
    expect([noRefer.dial.available, noRefer.hangUp.available, noRefer.hold.available]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('gives the first reason why not', () => {
    const reason = (given: Partial<typeof now>) => {
      const { dial } = capabilitiesIn({ ...now, ...given });
      return dial.available ? null : dial.reason;
    };
    expect(reason({ bound: false, linkUp: false })).toBe('not-bound');
    expect(reason({ linkUp: false, registered: false })).toBe('link-down');
    expect(reason({ registered: false })).toBe('phone-unregistered');
  });

  test('is not known yet, dialling excepted, while the phone has not told', () => {
    const { dial, answer, hold } = capabilitiesIn({ ...now, features: null });
    expect(dial.available).toBe(true);
    expect([answer, hold]).toEqual(Array(2).fill({ available: false, reason: 'asking' }));
  });
});

test('pauses between connections grow, differ by chance, and stay under three seconds', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (round, chance) => {
      const pause = pauseAfter(round, () => chance);
      expect(pause).toBeGreaterThanOrEqual(100);
      expect(pause).toBeLessThanOrEqual(3_000);
    }),
  );
});

test('neither side of the channel takes what is not of the protocol', () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(toMainSchema.safeParse(message).success).toBe(false);
      expect(toProcessSchema.safeParse(message).success).toBe(false);
    }),
  );
  const answer = { type: 'answer', id: 1, result: { ok: false, failure: { code: 'toString' } } };
  expect(toMainSchema.safeParse(answer).success).toBe(false);
});
