import 'reflect-metadata';
import { createHash } from 'node:crypto';
import {
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import type { PresentCard } from '../../../../electron/identity/card-presence.ts';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: Uint8Array.of(1, 0, 1),
  modulusLength: 2048,
};
export const DAY_MS = 86_400_000;

export const rootName: JsonName = [{ C: ['FR'] }, { CN: ['TEST AC RACINE IGC-SANTE ELEMENTAIRE'] }];
export const issuingName: JsonName = [{ C: ['FR'] }, { CN: ['TEST AC IGC-SANTE ELEMENTAIRE PERSONNES'] }];
/** As a real CPE: a person in one multi-valued RDN. */
const cpeName: JsonName = [
  { C: ['FR'] },
  { O: ['HOPITAL DES 3 DAMES'] },
  { '2.5.4.42': ['Zoé'], CN: ['30B0057881/CPET0002'], '2.5.4.4': ['ESSAI'] },
];

export interface Key {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export function newKey(): Promise<Key> {
  return crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
}

export interface Issued {
  readonly subject: JsonName;
  readonly issuer: JsonName;
  readonly key: Key;
  readonly signedBy: Key;
  readonly from?: number;
  readonly to?: number;
  readonly hash?: string;
  readonly serialNumber?: string;
  readonly extensions: readonly Extension[];
}

/** A certificate; from a year ago, for two years, unless told. */
export async function issue({
  subject,
  issuer,
  key,
  signedBy,
  extensions,
  ...more
}: Issued): Promise<X509Certificate> {
  const hash = more.hash ?? RSA.hash;
  // A key of WebCrypto signs with one hash only.
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', signedBy.privateKey);
  const signingKey = await crypto.subtle.importKey('pkcs8', pkcs8, { ...RSA, hash }, false, ['sign']);
  return X509CertificateGenerator.create({
    subject,
    issuer,
    publicKey: key.publicKey,
    signingKey,
    signingAlgorithm: { ...RSA, hash },
    notBefore: new Date(more.from ?? Date.now() - 365 * DAY_MS),
    notAfter: new Date(more.to ?? Date.now() + 365 * DAY_MS),
    ...(more.serialNumber ? { serialNumber: more.serialNumber } : {}),
    extensions: [...extensions],
  });
}

export function authorityExtensions(pathLength = 1, use = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign) {
  return [new BasicConstraintsExtension(true, pathLength, true), new KeyUsagesExtension(use, true)];
}

export function cardExtensions(lists: string[] = []) {
  return [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.2']),
    ...(lists.length > 0 ? [new CRLDistributionPointsExtension(lists)] : []),
  ];
}

/** A root, an issuing authority below it, and cards, shaped as IGC-Santé's test chain. */
export interface Pki {
  readonly rootKey: Key;
  readonly issuingKey: Key;
  readonly cardKey: Key;
  readonly root: X509Certificate;
  readonly issuing: X509Certificate;
  readonly card: X509Certificate;
  issueCard(change?: Partial<Issued>): Promise<X509Certificate>;
}

export async function makePki(): Promise<Pki> {
  const [rootKey, issuingKey, cardKey] = await Promise.all([newKey(), newKey(), newKey()]);
  const issueCard = (change: Partial<Issued> = {}) =>
    issue({
      subject: cpeName,
      issuer: issuingName,
      key: cardKey,
      signedBy: issuingKey,
      extensions: cardExtensions(),
      ...change,
    });
  const root = await issue({
    subject: rootName,
    issuer: rootName,
    key: rootKey,
    signedBy: rootKey,
    extensions: authorityExtensions(),
  });
  const issuing = await issue({
    subject: issuingName,
    issuer: rootName,
    key: issuingKey,
    signedBy: rootKey,
    extensions: authorityExtensions(0),
  });
  return { rootKey, issuingKey, cardKey, root, issuing, card: await issueCard(), issueCard };
}

export interface ListRequest {
  readonly issuer?: JsonName;
  readonly signedBy: Key;
  readonly revoked?: readonly (string | { serialNumber: string; extensions: Extension[] })[];
  readonly from?: number;
  readonly to?: number | null;
  readonly extensions?: readonly Extension[];
}

/** A revocation list in DER; from an hour ago, for a day, unless told. */
export async function listOf({ issuer = issuingName, signedBy, revoked = [], ...more }: ListRequest) {
  const list = await X509CrlGenerator.create({
    issuer,
    signingKey: signedBy.privateKey,
    signingAlgorithm: RSA,
    thisUpdate: new Date(more.from ?? Date.now() - 3_600_000),
    ...(more.to === null ? {} : { nextUpdate: new Date(more.to ?? Date.now() + DAY_MS) }),
    entries: revoked.map((one) => (typeof one === 'string' ? { serialNumber: one } : one)),
    extensions: [...(more.extensions ?? [])],
  });
  return new Uint8Array(list.rawData);
}

export function derOf(certificate: X509Certificate): Uint8Array {
  return new Uint8Array(certificate.rawData);
}

export function readDer(der: Uint8Array): X509Certificate {
  return new X509Certificate(Uint8Array.from(der));
}

/** The card in the reader, with the authorities found on it. */
export function cardOf(...chain: readonly X509Certificate[]): PresentCard {
  const [leaf] = chain;
  return {
    holder: {
      cardId: createHash('sha256')
        .update(leaf ? derOf(leaf) : '')
        .digest('hex'),
      nationalId: '30B0057881/CPET0002',
      familyName: 'ESSAI',
      givenName: 'Zoé',
      kind: 'CPE',
      title: null,
      organisation: null,
      issuer: '',
      notBefore: leaf?.notBefore.toISOString() ?? '',
      notAfter: leaf?.notAfter.toISOString() ?? '',
    },
    chain: chain.map(derOf),
  };
}
