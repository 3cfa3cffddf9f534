import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { AllowListSource } from './rules/allow-list.ts';
import { formatNames } from './rules/formats.ts';

const contents = {
  /** Of this file's shape. */
  version: z.literal(1),
  labels: z.array(z.string().trim().min(1).max(300)).max(50_000),
  formats: z.array(z.enum(formatNames)).default([]),
};
const signatureSchema = z.strictObject({
  /** Who checked the labels. */
  by: z.string().min(1).max(120),
  at: z.iso.datetime(),
  /** Ed25519 (RFC 8032) over the list, `by` and `at`, in base64. */
  value: z.base64(),
});
const schema = z.strictObject({ ...contents, signature: signatureSchema.optional() });

export type AllowListFile = z.infer<typeof schema>;
export type ListRefusal = 'unreadable' | 'unsigned' | 'bad-signature';

/** An allow-list as a file holds it, signed or not; null where it is none. */
export function parseAllowList(text: string): AllowListFile | null {
  try {
    return schema.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return null;
  }
}

/** What a list allows, whoever wrote it: for trying one out. Null where the file is none. */
export function readAllowList(text: string): AllowListSource | null {
  const file = parseAllowList(text);
  return file && { labels: file.labels, formats: file.formats };
}

/** What a list allows that was signed with the key of `publicKey`, a PEM text; or why it is not taken. */
export function readSignedList(text: string, publicKey: string): AllowListSource | ListRefusal {
  const file = parseAllowList(text);
  if (!file) return 'unreadable';
  if (!file.signature) return 'unsigned';
  return isSignedBy(file, publicKey) ? { labels: file.labels, formats: file.formats } : 'bad-signature';
}

/** The list with a signature by `privateKey`, a PEM text; null where that is no Ed25519 key. */
export function signList(
  list: AllowListSource,
  privateKey: string,
  by: string,
  at: Date,
): AllowListFile | null {
  const key = keyOf(() => createPrivateKey(privateKey));
  if (!key) return null;
  const signed = { by, at: at.toISOString() };
  const { labels, formats } = list;
  const value = sign(null, messageOf(list, signed), key).toString('base64');
  return { version: 1, labels: [...labels], formats: [...formats], signature: { ...signed, value } };
}

function isSignedBy({ labels, formats, signature }: AllowListFile, publicKey: string): boolean {
  const key = keyOf(() => createPublicKey(publicKey));
  if (!key || !signature) return false;
  return verify(null, messageOf({ labels, formats }, signature), key, Buffer.from(signature.value, 'base64'));
}

/** What is signed: in one order, whatever the file's. */
function messageOf({ labels, formats }: AllowListSource, { by, at }: { by: string; at: string }): Buffer {
  return Buffer.from(JSON.stringify(['bandeau allow-list', 1, labels, formats, by, at]));
}

function keyOf(read: () => KeyObject): KeyObject | null {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
