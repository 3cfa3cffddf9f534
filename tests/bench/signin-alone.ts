import { randomUUID, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import pkcs11js from 'pkcs11js';
import { z } from 'zod';

/**
 * The least that signs in with a card: one process, from nothing to a token, without a page, a check of what comes
 * back, or any care for the PIN. Told by its parent what with; tells it when the signature began and when all was
 * done, in ms since the epoch.
 */
const orderSchema = z.object({
  module: z.string(),
  issuer: z.string(),
  portal: z.string(),
  clientId: z.string(),
  pin: z.string(),
});

const now = (): number => performance.timeOrigin + performance.now();
const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const [message] = await once(process, 'message');
const { module, issuer, portal, clientId, pin } = orderSchema.parse(message);

const library = new pkcs11js.PKCS11();
library.load(module);
library.C_Initialize();
const [slot] = library.C_GetSlotList(true);
if (!slot) throw new Error('there is no card');
const session = library.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
const find = (objectClass: number): Buffer => {
  library.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: objectClass }]);
  const [object] = library.C_FindObjects(session, 1);
  library.C_FindObjectsFinal(session);
  if (!object) throw new Error('the card lacks an object');
  return object;
};
const [attribute] = library.C_GetAttributeValue(session, find(pkcs11js.CKO_CERTIFICATE), [
  { type: pkcs11js.CKA_VALUE },
]);
if (!Buffer.isBuffer(attribute?.value)) throw new Error('the certificate cannot be read');
const holder: unknown = new X509Certificate(attribute.value).toLegacyObject().subject?.CN;

const signingAt = now();
const answer = await fetch(`${portal}/assertion-nonces`, { method: 'POST' });
const { nonce } = z.object({ nonce: z.string() }).parse(await answer.json());
const issuedAt = Math.floor(Date.now() / 1_000);
const header = { alg: 'RS256', typ: 'JWT', x5c: [attribute.value.toString('base64')] };
const claims = {
  iss: holder,
  sub: holder,
  aud: issuer,
  iat: issuedAt,
  exp: issuedAt + 60,
  jti: randomUUID(),
  nonce,
};
const input = `${segment(header)}.${segment(claims)}`;
library.C_Login(session, pkcs11js.CKU_USER, pin);
library.C_SignInit(session, { mechanism: pkcs11js.CKM_SHA256_RSA_PKCS }, find(pkcs11js.CKO_PRIVATE_KEY));
const signature = library.C_Sign(session, Buffer.from(input), Buffer.alloc(512));

const response = await fetch(`${issuer}/token`, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: clientId,
    assertion: `${input}.${signature.toString('base64url')}`,
    scope: 'openid profile',
  }),
});
z.object({ access_token: z.string() }).parse(await response.json());
process.send?.({ signingAt, endedAt: now() });
library.C_Finalize();
library.close();
process.disconnect();
