import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import type { TrainingCard } from '../../../native/card/protocol.ts';
import type { DirectoryPerson } from './people.ts';

const DAY = 24 * 3_600_000;
const SMARTCARD_LOGON = '1.3.6.1.4.1.311.20.2.2';
const CA_KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const CARD_KEY = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
} as const;

export interface CardOptions {
  /** Default: from yesterday, for three years. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** An authority shaped like IGC-Santé (root, issuing, leaf) that lives as long as this process. */
export interface TrainingAuthority {
  /** The trust anchor. */
  readonly root: X509Certificate;
  /** Makes a card: a fresh RSA 2048 key (100-300 ms) and its certificate chain. */
  issue(person: DirectoryPerson, options?: CardOptions): Promise<TrainingCard>;
  /** The authorities of the cards, PEM. */
  readonly certificates: string;
  /** The list of revoked cards as of now (RFC 5280 §5), DER, signed by the issuing authority; good for a day. */
  revocationList(): Promise<Uint8Array>;
}

/** Makes the authority. Its own keys are elliptic: nobody waits for them at start. */
export async function createTrainingAuthority(): Promise<TrainingAuthority> {
  const validity = {
    notBefore: new Date(Date.now() - 2 * DAY),
    notAfter: new Date(Date.now() + 3_650 * DAY),
  };
  const rootKeys = await crypto.subtle.generateKey(CA_KEY, false, ['sign', 'verify']);
  const issuingKeys = await crypto.subtle.generateKey(CA_KEY, false, ['sign', 'verify']);
  const root = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: authorityName('AC RACINE FORMATION BANDEAU'),
    keys: rootKeys,
    signingAlgorithm: CA_KEY,
    extensions: authorityExtensions(1),
  });
  const issuing = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: authorityName('AC FORMATION BANDEAU PERSONNES'),
    issuer: root.subjectName,
    publicKey: issuingKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: CA_KEY,
    extensions: authorityExtensions(0),
  });

  const revoked: { readonly serialNumber: string; readonly revocationDate: Date }[] = [];

  return {
    root,
    certificates: `${root.toString('pem')}\n${issuing.toString('pem')}\n`,
    revocationList: async () => {
      const list = await X509CrlGenerator.create({
        issuer: issuing.subjectName,
        thisUpdate: new Date(),
        nextUpdate: new Date(Date.now() + DAY),
        entries: revoked,
        signingKey: issuingKeys.privateKey,
        signingAlgorithm: CA_KEY,
      });
      return new Uint8Array(list.rawData);
    },
    issue: async (person, options = {}) => {
      const keys = await crypto.subtle.generateKey(CARD_KEY, true, ['sign', 'verify']);
      const leaf = await X509CertificateGenerator.create({
        serialNumber: serialNumber(),
        notBefore: options.notBefore ?? new Date(Date.now() - DAY),
        notAfter: options.notAfter ?? new Date(Date.now() + 3 * 365 * DAY),
        subject: cardSubject(person),
        issuer: issuing.subjectName,
        publicKey: keys.publicKey,
        signingKey: issuingKeys.privateKey,
        signingAlgorithm: CA_KEY,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth, SMARTCARD_LOGON]),
        ],
      });
      if (person.standing === 'revoked') {
        revoked.push({ serialNumber: leaf.serialNumber, revocationDate: new Date() });
      }
      return {
        id: person.id,
        pin: person.card.pin,
        chain: [new Uint8Array(leaf.rawData), new Uint8Array(issuing.rawData)],
        privateKey: new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
      };
    },
  };
}

/** As the test chain of IGC-Santé words it: CN inside one RDN with given name and surname. */
function cardSubject({ card, familyName, givenName, organisation }: DirectoryPerson): JsonName {
  const holder = { G: [givenName], CN: [card.nationalId], SN: [familyName] };
  if (card.kind !== 'CPE') return [{ C: ['FR'] }, { T: [card.title] }, holder];
  return [
    { C: ['FR'] },
    { ST: ['Paris (75)'] },
    { O: [organisation] },
    { OU: [card.nationalId.slice(1).split('/')[0] ?? ''] },
    { T: [card.title] },
    holder,
  ];
}

function authorityName(commonName: string): JsonName {
  return [{ C: ['FR'] }, { O: ['BANDEAU FORMATION'] }, { CN: [commonName] }];
}

function authorityExtensions(pathLength: number): (BasicConstraintsExtension | KeyUsagesExtension)[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

/** Positive and never zero (RFC 5280 §4.1.2.2). */
function serialNumber(): string {
  return `40${randomBytes(15).toString('hex')}`;
}
