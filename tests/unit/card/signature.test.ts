import { constants, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestInfo, isSignedBy } from '../../../native/card/signature.ts';
import { makeTestAuthority } from '../../stand/card/authority.ts';

const data = Buffer.from('an assertion');

describe('a signature', () => {
  it('over the DigestInfo is RSASSA-PKCS1-v1_5 with SHA-256', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const byCard = privateEncrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
      digestInfo(data),
    );

    expect(byCard).toEqual(sign('sha256', data, privateKey));
  });

  it('is taken only when it is of the key of the certificate', async () => {
    const authority = await makeTestAuthority();
    const [card, other] = [await authority.issueCpe(), await authority.issueCpe()];

    expect(isSignedBy(card.certificate, data, sign('sha256', data, card.privateKey))).toBe(true);
    expect(isSignedBy(card.certificate, data, sign('sha256', data, other.privateKey))).toBe(false);
    expect(isSignedBy(card.certificate, data, new Uint8Array())).toBe(false);
    expect(isSignedBy(new Uint8Array(3), data, new Uint8Array(256))).toBe(false);
  });
});
