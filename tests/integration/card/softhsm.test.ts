import { verify, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CardProcess, startCardProcess } from '../../../electron/identity/card/card-process.ts';
import {
  makeTestAuthority,
  type SoftHsm,
  spawnCardChild,
  startSoftHsm,
  type TestCard,
} from '../../stand/card/index.ts';
import { cardPresent, reaches } from './states.ts';

const data = Buffer.from('an assertion');
let cpe: TestCard;
let hsm: SoftHsm;
let reader: CardProcess;

beforeAll(async () => {
  const authority = await makeTestAuthority();
  cpe = await authority.issueCpe();
  hsm = startSoftHsm({ cards: [cpe] });
});
afterAll(() => hsm.stop());
afterEach(() => reader.stop());

function open(): Promise<void> {
  reader = startCardProcess({
    spawn: () => spawnCardChild(hsm.env),
    backend: { kind: 'pkcs11', modules: [hsm.module] },
  });
  return reaches(reader, 'card-present');
}

describe('a token of a library without PC/SC reader', () => {
  it('shows its holder, with the authority that is beside it', async () => {
    await open();

    expect(cardPresent(reader)).toMatchObject({
      holder: { familyName: 'ESSAI', nationalId: '30B0057881/CPET0002', kind: 'CPE' },
      validity: 'valid',
      pinTriesLeft: 3,
      chain: [cpe.certificate, cpe.issuer],
    });
  });

  it('signs with the right PIN, again and again', async () => {
    await open();
    for (const _ of [1, 2]) {
      const pin = Buffer.from(cpe.pin);
      const result = await reader.sign({ cardId: cardPresent(reader).holder.cardId, pin, data });

      const { publicKey } = new X509Certificate(cpe.certificate);
      expect(result.ok && verify('sha256', data, publicKey, result.value)).toBe(true);
      expect([...pin]).toEqual([0, 0, 0, 0]);
    }
  });

  it('refuses a wrong PIN, also right after a good one', async () => {
    await open();
    const { cardId } = cardPresent(reader).holder;
    await reader.sign({ cardId, pin: Buffer.from(cpe.pin), data });

    const result = await reader.sign({ cardId, pin: Buffer.from('0000'), data });
    expect(result).toEqual({ ok: false, failure: { code: 'Card_PinWrong', parameters: { triesLeft: 2 } } });
  });

  it('is not asked to sign for another card', async () => {
    await open();
    const result = await reader.sign({ cardId: 'f'.repeat(64), pin: Buffer.from(cpe.pin), data });

    expect(result).toEqual({ ok: false, failure: { code: 'Card_Removed' } });
  });
});
