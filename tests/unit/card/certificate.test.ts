import 'reflect-metadata';
import { KeyUsageFlags } from '@peculiar/x509';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseCertificate, kindOfNationalId, validityAt } from '../../../native/card/certificate.ts';
import { makeTestAuthority, type TestAuthority, type TestCard } from '../../stand/card/authority.ts';

const DAY_MS = 86_400_000;
const now = new Date();

let authority: TestAuthority;
let cpe: TestCard;

beforeAll(async () => {
  authority = await makeTestAuthority();
  cpe = await authority.issueCpe();
});

function objects(...cards: readonly TestCard[]) {
  return cards.map(({ certificate }, index) => ({ id: Uint8Array.of(index + 1), value: certificate }));
}

describe('the certificate of a card', () => {
  it('names the person of a CPE, written in one multi-valued RDN', () => {
    const chosen = chooseCertificate(objects(cpe), now);

    expect(chosen?.holder).toMatchObject({
      nationalId: '30B0057881/CPET0002',
      familyName: 'ESSAI',
      givenName: 'Zoé',
      kind: 'CPE',
      title: 'Personnel santé ou social',
      organisation: 'HOPITAL DES 3 DAMES',
      issuer: 'TEST AC IGC-SANTE ELEMENTAIRE PERSONNES',
    });
    expect(chosen?.holder.cardId).toMatch(/^[0-9a-f]{64}$/);
    expect(chosen?.keyId).toEqual(Uint8Array.of(1));
  });

  it('names the person of a CPS by the RPPS number', async () => {
    const chosen = chooseCertificate(objects(await authority.issueCps({ familyName: 'MARTIN' })), now);

    expect(chosen?.holder).toMatchObject({
      nationalId: '899700075064',
      familyName: 'MARTIN',
      kind: 'CPS',
      title: 'Sage-Femme',
      organisation: null,
    });
  });

  it('comes with the authorities found on the card, leaf first', () => {
    const all = [{ id: Uint8Array.of(9), value: authority.certificate }, ...objects(cpe)];

    expect(chooseCertificate(all, now)?.chain).toEqual([cpe.certificate, authority.certificate]);
  });

  it('is chosen by its usages, not by its place', async () => {
    const forMail = await authority.issueCpe({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'] });
    const forSignature = await authority.issueCpe({ keyUsage: KeyUsageFlags.nonRepudiation });

    expect(chooseCertificate(objects(forMail, forSignature, cpe), now)?.keyId).toEqual(Uint8Array.of(3));
    expect(chooseCertificate(objects(forMail, forSignature), now)).toBeNull();
  });

  it('is rather the valid one, while an expired one alone is still shown', async () => {
    const expired = await authority.issueCpe({
      notBefore: new Date(now.getTime() - 20 * DAY_MS),
      notAfter: new Date(now.getTime() - 10 * DAY_MS),
    });

    expect(chooseCertificate(objects(expired, cpe), now)?.keyId).toEqual(Uint8Array.of(2));
    const alone = chooseCertificate(objects(expired), now);
    expect(alone && validityAt(alone.holder, now)).toBe('expired');
  });

  it('is expired or not yet valid by the clock of the station', () => {
    const dates = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2026-12-31T00:00:00.000Z' };

    expect(validityAt(dates, new Date('2025-12-31'))).toBe('not-yet-valid');
    expect(validityAt(dates, new Date('2026-06-01'))).toBe('valid');
    expect(validityAt(dates, new Date('2027-01-01'))).toBe('expired');
  });

  it.each([
    ['899700075064', 'CPS'],
    ['0441234567', 'CPS'],
    ['30B0057881/CPET0002', 'CPE'],
    ['4123456789/12', 'CPE'],
    ['6100000000/1', 'CPE'],
    ['', 'other'],
    ['7', 'other'],
  ])('of %s is a %s', (id, kind) => {
    expect(kindOfNationalId(id)).toBe(kind);
  });

  it('is passed over when it is not a certificate', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (value) => {
        expect(chooseCertificate([{ id: Uint8Array.of(7), value }, ...objects(cpe)], now)?.keyId).toEqual(
          Uint8Array.of(1),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('never throws when damaged or cut short', () => {
    const position = fc.nat(cpe.certificate.length - 1);
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
        const value = Uint8Array.from(cpe.certificate);
        value[at] = (value[at] ?? 0) ^ flip;
        const hostile = cut ? value.subarray(0, at) : value;
        expect(() => chooseCertificate([{ id: Uint8Array.of(1), value: hostile }], now)).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });

  it('is not read when it is larger than any certificate', () => {
    expect(chooseCertificate([{ id: Uint8Array.of(1), value: new Uint8Array(1_000_000) }], now)).toBeNull();
  });
});
