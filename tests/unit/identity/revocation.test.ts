import 'reflect-metadata';
import { createSign } from 'node:crypto';
import { Extension, KeyUsageFlags, X509Certificate } from '@peculiar/x509';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sequenceOf } from '../../../electron/identity/degraded/der.ts';
import { readRevocationList } from '../../../electron/identity/degraded/revocation-list.ts';
import {
  authorityExtensions,
  issue,
  issuingName,
  listOf,
  makePki,
  newKey,
  type Pki,
  rootName,
} from './degraded/pki.ts';

let pki: Pki;
let list: Uint8Array;

beforeAll(async () => {
  pki = await makePki();
  list = await listOf({ signedBy: pki.issuingKey, revoked: ['0badc0de', pki.card.serialNumber, '7f'] });
});

const read = (bytes: Uint8Array) => readRevocationList(bytes, pki.issuing);

describe('a revocation list', () => {
  it('names the cards that are revoked, and no other', async () => {
    const kept = await read(list);
    const other = await pki.issueCard();

    expect(await kept?.has(pki.card)).toBe(true);
    expect(await kept?.has(other)).toBe(false);
  });

  it('may name nobody', async () => {
    const kept = await read(await listOf({ signedBy: pki.issuingKey }));

    expect(await kept?.has(pki.card)).toBe(false);
  });

  it('finds a serial number whatever its leading zeros', async () => {
    const card = await pki.issueCard({ serialNumber: 'ff00112233' });
    const kept = await read(await listOf({ signedBy: pki.issuingKey, revoked: ['00ff00112233'] }));

    expect(await kept?.has(card)).toBe(true);
  });

  it('may be written in PEM', async () => {
    const base64 = Buffer.from(list).toString('base64').replaceAll(/.{64}/g, '$&\n');
    const pem = Buffer.from(`-----BEGIN X509 CRL-----\n${base64}\n-----END X509 CRL-----\n`);

    expect(await (await read(pem))?.has(pki.card)).toBe(true);
  });

  it('says until when it is good', async () => {
    const to = Date.parse('2031-01-01T00:00:00Z');

    expect((await read(await listOf({ signedBy: pki.issuingKey, to })))?.nextUpdate).toBe(to);
  });

  it('is that of its issuer only', async () => {
    const ofRoot = await listOf({ issuer: rootName, signedBy: pki.rootKey });
    const forged = await listOf({ signedBy: await newKey() });
    const underAnotherName = await listOf({ issuer: rootName, signedBy: pki.issuingKey });

    expect([await read(ofRoot), await read(forged), await read(underAnotherName)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is not taken from an authority that may not sign lists', async () => {
    const issuing = await issue({
      subject: issuingName,
      issuer: rootName,
      key: pki.issuingKey,
      signedBy: pki.rootKey,
      extensions: authorityExtensions(0, KeyUsageFlags.keyCertSign),
    });

    expect(await readRevocationList(list, issuing)).toBeNull();
  });

  it.each([
    ['a delta (RFC 5280 §5.2.4)', '2.5.29.27', '020101'],
    ['a part (§5.2.5)', '2.5.29.28', '3000'],
    ['something unknown', '1.2.3.4.5', '0500'],
  ])('is not taken when it says critically that it is %s', async (_, oid, value) => {
    const extension = (critical: boolean) => new Extension(oid, critical, Buffer.from(value, 'hex'));
    const signedBy = pki.issuingKey;

    expect(await read(await listOf({ signedBy, extensions: [extension(true)] }))).toBeNull();
    expect(await read(await listOf({ signedBy, extensions: [extension(false)] }))).not.toBeNull();
  });

  it('is not taken when an entry belongs to another issuer (§5.3.3)', async () => {
    const extension = new Extension('2.5.29.29', true, Buffer.from('3000', 'hex'));
    const revoked = [{ serialNumber: '0102', extensions: [extension] }];

    expect(await read(await listOf({ signedBy: pki.issuingKey, revoked }))).toBeNull();
  });

  it('is not taken without a next update', async () => {
    expect(await read(await listOf({ signedBy: pki.issuingKey, to: null }))).toBeNull();
  });

  it('is not taken in its first version, in which entries are elsewhere', async () => {
    expect(await read(await longList([]))).not.toBeNull();
    expect(await read(await longList([], { version: false }))).toBeNull();
  });

  it('is refused when cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(list.length - 1), async (length) => {
        expect(await read(list.subarray(0, length))).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused when anything follows, or any bit has changed', async () => {
    expect(await read(Buffer.concat([list, Uint8Array.of(0)]))).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.nat(list.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Uint8Array.from(list);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(await read(changed)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('is never made of anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await read(bytes)).toBeNull();
        expect(await read(Uint8Array.of(0x30, ...bytes))).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('of half a million entries is read in the time that a person does not notice', async () => {
    const large = await longList(Array.from({ length: 500_000 }, (_, n) => n + 1));
    const card = await pki.issueCard({ serialNumber: '7a120' });
    let turns = 0;
    let beating: NodeJS.Immediate;
    const beat = () => {
      turns += 1;
      beating = setImmediate(beat);
    };
    beating = setImmediate(beat);
    const start = performance.now();
    const kept = await read(large);
    const found = await kept?.has(card);
    const elapsed = performance.now() - start;
    clearImmediate(beating);

    expect(large.length).toBeGreaterThan(10_000_000);
    expect(found).toBe(true);
    expect(elapsed).toBeLessThan(2_000);
    // The longest step is of some milliseconds, whatever the machine: a call that rings meanwhile is not kept waiting.
    expect(turns).toBeGreaterThan(20);
  }, 30_000);
});

/** A list by hand: what generators make is too slow for long ones, and always of version 2. */
async function longList(serials: readonly number[], { version = true } = {}): Promise<Uint8Array> {
  const element = (tag: number, content: Uint8Array) => {
    const sequence = sequenceOf([content]);
    return Buffer.concat([Uint8Array.of(tag), sequence.subarray(1)]);
  };
  const time = (text: string) => element(0x17, Buffer.from(text));
  const name = new Uint8Array(new X509Certificate(pki.issuing.rawData).subjectName.toArrayBuffer());
  const algorithm = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
  const revokedOn = time('240101000000Z');
  const serial = Buffer.alloc(5);
  const entries = serials.map((number) => {
    serial.writeUInt32BE(number, 1);
    return sequenceOf([element(0x02, serial), revokedOn]);
  });
  const signed = sequenceOf([
    ...(version ? [Buffer.from('020101', 'hex')] : []),
    algorithm,
    name,
    time('240101000000Z'),
    time('490101000000Z'),
    ...(entries.length > 0 ? [sequenceOf(entries)] : []),
  ]);
  const key = await crypto.subtle.exportKey('pkcs8', pki.issuingKey.privateKey);
  const pkcs8 = { key: Buffer.from(key), format: 'der', type: 'pkcs8' } as const;
  const signature = createSign('sha256').update(signed).sign(pkcs8);
  return sequenceOf([signed, algorithm, element(0x03, Buffer.concat([Uint8Array.of(0), signature]))]);
}
