import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** The bytes of a key as Standard Webhooks writes it, `whsec_` and base64; null where it is none, or shorter than 24 bytes. */
export function readSecret(text: string): Uint8Array<ArrayBuffer> | null {
  const written = text.trim();
  if (!written.startsWith(prefix)) return null;
  const base64 = written.slice(prefix.length);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const key = Uint8Array.from(Buffer.from(base64, 'base64'));
  return key.length >= 24 && key.length <= 64 ? key : null;
}

/**
 * Headers by which a receiver knows that an event is ours and of now (Standard Webhooks 1.0.0): HMAC-SHA-256 of id,
 * time and body. `at` in ms since the epoch.
 */
export function signedHeaders(
  key: Uint8Array,
  { id, body, at }: { readonly id: string; readonly body: string; readonly at: number },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
