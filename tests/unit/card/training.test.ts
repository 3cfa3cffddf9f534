import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CardReply, CardRequest, SignOutcome, TrainingCard } from '../../../native/card/protocol.ts';
import { createCardService } from '../../../native/card/service.ts';
import { makeTestAuthority } from '../../stand/card/authority.ts';
import { waitFor } from '../../stand/process.ts';

const data = Buffer.from('an assertion');
let cards: readonly TrainingCard[];

beforeAll(async () => {
  const { certificate, issuer, privateKey, pin } = await (await makeTestAuthority()).issueCpe();
  const pkcs8 = Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }));
  cards = [{ id: 'arm', chain: [certificate, issuer], privateKey: pkcs8, pin }];
});

/** The service in this process: what it would be told and what it tells. */
function openService() {
  const replies: CardReply[] = [];
  let request: (message: CardRequest) => void = () => {};
  createCardService({
    post: (reply) => void replies.push(reply),
    onRequest: (listener) => {
      request = listener;
    },
  });
  request({ type: 'start', backend: { kind: 'training', cards } });

  const state = () => replies.filter((reply) => reply.type === 'state').at(-1)?.state;
  const reaches = async (kind: string) => {
    await waitFor(() => state()?.kind === kind, { timeoutMs: 2_000, what: kind });
    return state();
  };
  let id = 0;
  const sign = async (pin: Uint8Array): Promise<SignOutcome> => {
    id += 1;
    const mine = id;
    const shown = state();
    const cardId = shown?.kind === 'card-present' ? shown.holder.cardId : '';
    request({ type: 'sign', id: mine, cardId, pin, data });
    return waitFor(
      () => {
        const reply = replies.find((candidate) => candidate.type === 'signed' && candidate.id === mine);
        return reply?.type === 'signed' && reply.outcome;
      },
      { timeoutMs: 2_000, what: 'the signature' },
    );
  };
  return { request: (message: CardRequest) => request(message), state, reaches, sign };
}

async function withCard() {
  const service = openService();
  await service.reaches('reader-empty');
  service.request({ type: 'training-insert', cardId: 'arm' });
  await service.reaches('card-present');
  return service;
}

describe('the training card', () => {
  it('is read when inserted, and gone when removed', async () => {
    const service = await withCard();
    service.request({ type: 'training-remove' });

    expect(await service.reaches('reader-empty')).toMatchObject({ kind: 'reader-empty' });
  });

  it('signs with the right PIN, which is overwritten', async () => {
    const service = await withCard();
    const pin = Buffer.from('1234');
    const outcome = await service.sign(pin);

    const leaf = new X509Certificate(cards[0]?.chain[0] ?? '');
    expect(outcome.ok && verify('sha256', data, leaf.publicKey, outcome.signature)).toBe(true);
    expect([...pin]).toEqual([0, 0, 0, 0]);
  });

  it('counts wrong PINs down to blocked, and not those of a wrong length', async () => {
    const service = await withCard();
    const failures = [];
    for (const pin of ['0000', '12345', '0000', '0000', '1234']) {
      const outcome = await service.sign(Buffer.from(pin));
      failures.push(outcome.ok ? null : outcome.failure);
    }

    expect(failures).toEqual([
      { code: 'Card_PinWrong', triesLeft: 2 },
      { code: 'Card_PinFormat' },
      { code: 'Card_PinLastTry' },
      { code: 'Card_PinBlocked' },
      { code: 'Card_PinBlocked' },
    ]);
  });

  it('gets its tries back with the right PIN', async () => {
    const service = await withCard();
    await service.sign(Buffer.from('0000'));
    await service.sign(Buffer.from('1234'));

    expect(await service.reaches('card-present')).toMatchObject({ pinTriesLeft: 3 });
  });

  it('that leaves during a signature fails it as removed', async () => {
    const service = await withCard();
    const signing = service.sign(Buffer.from('1234'));
    service.request({ type: 'training-remove' });

    expect(await signing).toEqual({ ok: false, failure: { code: 'Card_Removed' } });
  });

  it.each([
    ['unknown-card', { kind: 'card-unknown' }],
    ['expired', { kind: 'card-present', validity: 'expired' }],
    ['not-yet-valid', { kind: 'card-present', validity: 'not-yet-valid' }],
    ['pin-blocked', { kind: 'card-present', pinTriesLeft: 0 }],
    ['no-reader', { kind: 'no-reader' }],
    ['service-stopped', { kind: 'service-stopped' }],
    ['middleware-missing', { kind: 'middleware-missing' }],
  ] as const)('damaged as %s shows so, and is well again after', async (damage, expected) => {
    const service = await withCard();
    service.request({ type: 'training-damage', damage });

    await expect.poll(service.state).toMatchObject(expected);
    service.request({ type: 'training-damage', damage: 'none' });
    await expect.poll(service.state).toMatchObject({ validity: 'valid', pinTriesLeft: 3 });
  });
});
