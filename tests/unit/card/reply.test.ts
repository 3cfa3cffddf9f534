import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCardReply } from '../../../electron/identity/card/reply.ts';
import type { CardReply } from '../../../native/card/protocol.ts';

const present: CardReply = {
  type: 'state',
  state: {
    kind: 'card-present',
    reader: 'Reader 00 00',
    holder: {
      cardId: 'ab'.repeat(32),
      nationalId: '899700000001',
      familyName: 'EXEMPLE',
      givenName: 'Camille',
      kind: 'CPS',
      title: null,
      organisation: 'SAMU 00',
      issuer: 'AC FORMATION',
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2029-01-01T00:00:00Z',
    },
    validity: 'valid',
    pinTriesLeft: 3,
    chain: [Uint8Array.of(48, 3, 2, 1, 5)],
  },
};

const replies: readonly CardReply[] = [
  present,
  { type: 'state', state: { kind: 'not-answering' } },
  { type: 'state', state: { kind: 'middleware-missing', searched: ['/usr/lib/x.so'] } },
  { type: 'state', state: { kind: 'reading', reader: 'Reader 00 00' } },
  { type: 'state', state: { kind: 'card-unknown', reader: 'Reader 00 00', atr: '' } },
  { type: 'signed', id: 1, outcome: { ok: true, signature: new Uint8Array(256) } },
  { type: 'signed', id: 1, outcome: { ok: false, failure: { code: 'Card_PinWrong', triesLeft: 2 } } },
  { type: 'signed', id: 1, outcome: { ok: false, failure: { code: 'Card_Removed' } } },
  { type: 'pong', id: 7 },
];

describe('what the card process sends', () => {
  it.each(replies)('is read as it is when it is a reply: %o', (reply) => {
    expect(readCardReply(structuredClone(reply))).toEqual(reply);
  });

  it.each([
    { type: 'state' },
    { type: 'state', state: { kind: 'card-present', reader: 'Reader 00 00' } },
    { ...present, state: { ...present.state, pinTriesLeft: 12 } },
    { ...present, state: { ...present.state, chain: ['not bytes'] } },
    { type: 'signed', id: 1, outcome: { ok: true, signature: 'text' } },
    { type: 'signed', id: 1, outcome: { ok: false, failure: { code: 'Identity_NotNow' } } },
    { type: 'signed', id: 1, outcome: { ok: false, failure: { code: 'Card_PinWrong' } } },
    { type: 'signed', id: '1', outcome: { ok: false, failure: { code: 'Card_Removed' } } },
    { type: 'bye' },
    null,
  ])('is dropped when it is none: %o', (message) => {
    expect(readCardReply(message)).toBeNull();
  });

  it('is never trusted, whatever it is', () => {
    const type = fc.constantFrom('state', 'signed', 'pong');
    const message = fc.oneof(
      fc.anything(),
      fc.record({ type, state: fc.anything(), outcome: fc.anything() }),
    );
    fc.assert(fc.property(message, (sent) => readCardReply(sent) === null));
  });
});
