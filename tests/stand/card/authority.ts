import 'reflect-metadata';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: Uint8Array.of(1, 0, 1),
  modulusLength: 2048,
} as const;
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const SMARTCARD_LOGON = '1.3.6.1.4.1.311.20.2.2';
const DAY_MS = 86_400_000;
const OID = { title: '2.5.4.12', givenName: '2.5.4.42', surname: '2.5.4.4' } as const;

/** What a test puts on a card. */
export interface TestCard {
  /** DER. */
  readonly certificate: Uint8Array;
  /** DER of the issuing authority. */
  readonly issuer: Uint8Array;
  readonly privateKey: KeyObject;
  readonly pin: string;
}

export interface CardRequest {
  readonly familyName?: string;
  readonly givenName?: string;
  readonly pin?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** OIDs; client authentication and smart card logon unless told. */
  readonly extendedKeyUsage?: readonly string[];
  readonly keyUsage?: KeyUsageFlags;
}

export interface TestAuthority {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Staff of an establishment: `CN=<FINESS>/<internal number>`, GN, CN and SN in one multi-valued RDN. */
  issueCpe(request?: CardRequest): Promise<TestCard>;
  /** Regulated professional: `CN=8` followed by eleven digits (RPPS). */
  issueCps(request?: CardRequest): Promise<TestCard>;
  /** Puts a card on the list of those revoked. */
  revoke(card: TestCard): void;
  /** The list as of now, DER; good for a day. */
  revocationList(): Promise<Uint8Array>;
}

/** An issuing authority shaped like IGC-Santé's test chain; its keys live as long as the test. */
export async function makeTestAuthority(): Promise<TestAuthority> {
  const keys = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const name: JsonName = [
    { C: ['FR'] },
    { O: ['ASIP-SANTE'] },
    { CN: ['TEST AC IGC-SANTE ELEMENTAIRE PERSONNES'] },
  ];
  const authority = await X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    signingAlgorithm: RSA,
    notBefore: new Date(Date.now() - 365 * DAY_MS),
    notAfter: new Date(Date.now() + 3_650 * DAY_MS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });

  const issue = async (subject: JsonName, request: CardRequest): Promise<TestCard> => {
    const pair = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.create({
      subject,
      issuer: name,
      publicKey: pair.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: RSA,
      notBefore: request.notBefore ?? new Date(Date.now() - DAY_MS),
      notAfter: request.notAfter ?? new Date(Date.now() + 365 * DAY_MS),
      extensions: [
        new KeyUsagesExtension(request.keyUsage ?? KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([...(request.extendedKeyUsage ?? [CLIENT_AUTH, SMARTCARD_LOGON])]),
      ],
    });
    return {
      certificate: new Uint8Array(certificate.rawData),
      issuer: new Uint8Array(authority.rawData),
      privateKey: await toKeyObject(pair.privateKey),
      pin: request.pin ?? '1234',
    };
  };

  const revoked: { readonly serialNumber: string; readonly revocationDate: Date }[] = [];

  return {
    certificate: new Uint8Array(authority.rawData),
    revoke: ({ certificate }) => {
      const { serialNumber } = new X509Certificate(Uint8Array.from(certificate));
      revoked.push({ serialNumber, revocationDate: new Date() });
    },
    revocationList: async () => {
      const list = await X509CrlGenerator.create({
        issuer: authority.subject,
        thisUpdate: new Date(),
        nextUpdate: new Date(Date.now() + DAY_MS),
        entries: revoked,
        signingKey: keys.privateKey,
        signingAlgorithm: RSA,
      });
      return new Uint8Array(list.rawData);
    },
    issueCpe: (request = {}) => issue(cpeSubject(request), request),
    issueCps: (request = {}) => issue(cpsSubject(request), request),
  };
}

async function toKeyObject(key: CryptoKey): Promise<KeyObject> {
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

function cpeSubject(request: CardRequest): JsonName {
  return [
    { C: ['FR'] },
    { ST: ['Paris (75)'] },
    { O: ['HOPITAL DES 3 DAMES'] },
    { OU: ['10B0057881'] },
    { [OID.title]: ['Personnel santé ou social'] },
    person(request, '30B0057881/CPET0002'),
  ];
}

function cpsSubject(request: CardRequest): JsonName {
  return [{ C: ['FR'] }, { [OID.title]: ['Sage-Femme'] }, person(request, '899700075064')];
}

function person(
  { familyName = 'ESSAI', givenName = 'Zoé' }: CardRequest,
  id: string,
): Record<string, string[]> {
  return { [OID.givenName]: [givenName], CN: [id], [OID.surname]: [familyName] };
}
