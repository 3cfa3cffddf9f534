import 'reflect-metadata';
import { verify } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { KeyUsageFlags, type X509Certificate, X509Crl } from '@peculiar/x509';
import { allows } from './chain.ts';
import { Cursor, type Element, elementAt, elementsIn, sequenceOf, tags } from './der.ts';

const PEM = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/;
/** Version, algorithm, issuer, this and next update, entries, extensions: their tags. */
const SHAPE = /^02 30 30 1[78] 1[78]( 30)?( a0)?$/;
const LARGEST_FRAME = 65_536;
/** Entries looked at in one go: some milliseconds. */
const AT_A_TIME = 20_000;
const notAList = new RangeError('not a list of revoked certificates');
/** Hashes by the name that X.509 libraries give them, by the one of Node. */
const hashes: Readonly<Record<string, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** A list of revoked certificates (RFC 5280 §5) that its issuer has signed. */
export interface RevocationList {
  /** DER. */
  readonly der: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  has(certificate: X509Certificate): Promise<boolean>;
}

/**
 * Reads a list (DER or PEM) that `issuer` signed; null for anything else: malformed, of another issuer, not signed,
 * without a next update, or one that says critically what is not understood here (delta, indirect and partitioned
 * lists). Libraries read each entry into objects: too slow, and they stop at some thousands, where real lists have
 * hundreds of thousands. Here only what is around the entries is read by a library.
 */
export async function readRevocationList(
  bytes: Uint8Array,
  issuer: X509Certificate,
): Promise<RevocationList | null> {
  try {
    const der = derOf(bytes);
    const { signed, entries, frame } = takeApart(der);
    const list = new X509Crl(Uint8Array.from(frame));
    const { issuer: name, thisUpdate, nextUpdate, extensions } = list;
    if (name !== issuer.subject || !nextUpdate || !allows(issuer, KeyUsageFlags.cRLSign)) return null;
    if (extensions.some(({ critical }) => critical) || (await hasCriticalEntry(der, entries))) return null;
    if (!(await isSignedBy(issuer, list, der.subarray(signed.start, signed.end)))) return null;
    return {
      der,
      thisUpdate: thisUpdate.getTime(),
      nextUpdate: nextUpdate.getTime(),
      has: ({ serialNumber }) => hasSerial(der, entries, Buffer.from(serialNumber, 'hex')),
    };
  } catch {
    return null;
  }
}

function derOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === tags.sequence) return bytes;
  const base64 = PEM.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? '';
  return Buffer.from(base64, 'base64');
}

interface Parts {
  /** What the signature is over. */
  readonly signed: Element;
  readonly entries: Element | null;
  /** The same list without its entries. */
  readonly frame: Uint8Array;
}

/**
 * CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue }; version 2 with a next update only,
 * as RFC 5280 §5.1.2 asks: then entries, where there are any, are the sixth field.
 */
function takeApart(der: Uint8Array): Parts {
  const whole = elementAt(der, 0, der.length);
  const [signed, algorithm, signature, ...others] = elementsIn(der, whole.content, whole.end);
  if (whole.end !== der.length || !signed || !algorithm || !signature || others.length > 0) throw notAList;
  // A whole number of bytes: what is not under the signature has one form only.
  if (signature.tag !== tags.bitString || der[signature.content] !== 0) throw notAList;
  const fields = [...elementsIn(der, signed.content, signed.end)];
  const shape = fields.map(({ tag }) => tag.toString(16).padStart(2, '0')).join(' ');
  if (!SHAPE.test(shape)) throw notAList;
  const entries = fields[5]?.tag === tags.sequence ? fields[5] : null;
  const bytesOf = ({ start, end }: Element) => der.subarray(start, end);
  if (!fields[1] || Buffer.compare(bytesOf(fields[1]), bytesOf(algorithm)) !== 0) throw notAList;
  const kept = sequenceOf(fields.filter((field) => field !== entries).map(bytesOf));
  const frame = sequenceOf([kept, bytesOf(algorithm), bytesOf(signature)]);
  if (frame.length > LARGEST_FRAME) throw notAList;
  return { signed, entries, frame };
}

/**
 * Whether `test` is true of one of the entries, given the cursor on it. In steps: a list may be long, and a call may
 * ring meanwhile.
 */
async function someEntry(
  der: Uint8Array,
  entries: Element | null,
  test: (entry: Cursor) => boolean,
): Promise<boolean> {
  if (!entries) return false;
  const entry = new Cursor(der);
  let count = 0;
  for (let at = entries.content; at < entries.end; at = entry.end) {
    entry.read(at, entries.end);
    if (test(entry)) return true;
    count += 1;
    if (count % AT_A_TIME === 0) await setImmediate();
  }
  return false;
}

/** TBSCertList.revokedCertificates ::= SEQUENCE OF SEQUENCE { userCertificate, revocationDate, crlEntryExtensions? } */
function hasCriticalEntry(der: Uint8Array, entries: Element | null): Promise<boolean> {
  const field = new Cursor(der);
  return someEntry(der, entries, ({ tag, content, end }) => {
    field.read(content, end);
    if (tag !== tags.sequence || field.tag !== tags.integer) throw notAList;
    field.read(field.end, end);
    return field.end < end && hasCritical(der, elementAt(der, field.end, end));
  });
}

/** Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue } */
function hasCritical(der: Uint8Array, extensions: Element): boolean {
  for (const extension of elementsIn(der, extensions.content, extensions.end)) {
    const id = elementAt(der, extension.content, extension.end);
    const critical = elementAt(der, id.end, extension.end);
    if (critical.tag === tags.boolean && der[critical.content] !== 0) return true;
  }
  return false;
}

function hasSerial(der: Uint8Array, entries: Element | null, serial: Uint8Array): Promise<boolean> {
  const wanted = Buffer.from(withoutLeadingZeros(serial));
  const field = new Cursor(der);
  return someEntry(der, entries, (entry) => {
    field.read(entry.content, entry.end);
    const { content, end } = field;
    // Most differ in their last byte.
    if (end - content < wanted.length || der[end - 1] !== wanted.at(-1)) return false;
    return wanted.equals(withoutLeadingZeros(der.subarray(content, end)));
  });
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(first < 0 ? bytes.length : first);
}

/** In the thread pool: a list may be large, and a call may ring meanwhile. */
function isSignedBy(issuer: X509Certificate, list: X509Crl, signed: Uint8Array): Promise<boolean> {
  const { name, hash } = list.signatureAlgorithm;
  const hashName = hashes[hash?.name ?? ''];
  if (!hashName || (name !== 'RSASSA-PKCS1-v1_5' && name !== 'ECDSA')) return Promise.resolve(false);
  const key = issuer.publicKey.toString('pem');
  return new Promise((resolve) => {
    verify(hashName, signed, key, Buffer.from(list.signature), (error, valid) => resolve(!error && valid));
  });
}
