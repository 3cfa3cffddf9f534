import 'reflect-metadata';
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import {
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type AssertionClaims,
  assertionInput,
  certificateSubject,
  compactAssertion,
} from '../../../electron/identity/oidc/assertion.ts';
import type { TrainingCard } from '../../../native/card/protocol.ts';
import { type IdentityWorld, identityWorld } from '../../stand/identity/world.ts';

let world: IdentityWorld;
let card: TrainingCard;

beforeAll(async () => {
  world = await identityWorld();
  card = await world.card('arm-1');
});
afterAll(() => world.stand.stop());

const answerSchema = z.object({
  error: z.string().optional(),
  reason: z.string().optional(),
  id_token: z.string().optional(),
});

async function nonce(): Promise<string> {
  const response = await fetch(`${world.stand.portal}/assertion-nonces`, { method: 'POST' });
  return z.object({ nonce: z.string() }).parse(await response.json()).nonce;
}

async function assertion(claims: Partial<AssertionClaims> = {}, by: TrainingCard = card): Promise<string> {
  const key = createPrivateKey({ key: Buffer.from(by.privateKey), format: 'der', type: 'pkcs8' });
  const input = assertionInput(by.chain, {
    subject: certificateSubject(by.chain[0] ?? new Uint8Array()) ?? '',
    audience: world.stand.issuer,
    nonce: await nonce(),
    id: randomUUID(),
    now: Date.now(),
    ...claims,
  });
  return compactAssertion(input, sign('sha256', Buffer.from(input), key));
}

async function present(jwt: string): Promise<z.infer<typeof answerSchema>> {
  const response = await fetch(`${world.stand.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: world.stand.clientId,
      assertion: jwt,
      scope: 'openid profile',
    }),
  });
  return answerSchema.parse(await response.json());
}

const refused = (reason: string) => ({ error: 'invalid_grant', reason });

describe('the provider judges an assertion (RFC 7523 §3)', () => {
  it('takes a good one', async () => {
    expect((await present(await assertion())).id_token).toEqual(expect.any(String));
  });

  it('also when it is addressed to the token endpoint', async () => {
    const jwt = await assertion({ audience: `${world.stand.issuer}/token` });
    expect((await present(jwt)).id_token).toEqual(expect.any(String));
  });

  it('once only', async () => {
    const jwt = await assertion();
    await present(jwt);
    expect(await present(jwt)).toMatchObject(refused('assertion-replayed'));
  });

  it('with a nonce that serves once only', async () => {
    const value = await nonce();
    await present(await assertion({ nonce: value }));
    expect(await present(await assertion({ nonce: value }))).toMatchObject(refused('nonce-refused'));
  });

  it('refuses one that has expired, or comes from the future: the station’s clock is wrong', async () => {
    const hour = 3_600_000;
    const late = await assertion({ now: Date.now() - hour });
    const early = await assertion({ now: Date.now() + hour });
    expect(await present(late)).toMatchObject(refused('assertion-expired'));
    expect(await present(early)).toMatchObject(refused('assertion-not-yet-valid'));
  });

  it('refuses one for another audience', async () => {
    const jwt = await assertion({ audience: 'https://another-provider.example' });
    expect(await present(jwt)).toMatchObject(refused('audience-refused'));
  });

  it('refuses one in the name of somebody else', async () => {
    const jwt = await assertion({ subject: world.person('doctor').card.nationalId });
    expect(await present(jwt)).toMatchObject(refused('assertion-malformed'));
  });

  it('refuses an expired certificate, and one that is not valid yet', async () => {
    const person = world.person('arm-1');
    const expired = await world.authority.issue(person, {
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2023-01-01'),
    });
    const future = await world.authority.issue(person, { notBefore: new Date(Date.now() + 86_400_000) });
    for (const other of [expired, future]) {
      expect(await present(await assertion({}, other))).toMatchObject(refused('certificate-not-accepted'));
    }
  });

  it('refuses a chain with a link missing', async () => {
    const alone = { ...card, chain: card.chain.slice(0, 1) };
    expect(await present(await assertion({}, alone))).toMatchObject(refused('certificate-not-accepted'));
  });

  it('refuses a certificate that a card’s own key has issued', async () => {
    const forged = await issuedByCard(card);
    expect(await present(await assertion({}, forged))).toMatchObject(refused('certificate-not-accepted'));
  });

  it('refuses what is no assertion at all', async () => {
    for (const garbage of ['x', 'a.b.c', `${'e30'}.${'e30'}.`, await changed()]) {
      expect(await present(garbage)).toMatchObject({ error: 'invalid_grant' });
    }
  });
});

async function changed(): Promise<string> {
  const [header, , signature] = (await assertion()).split('.');
  return `${header}.${Buffer.from('{"sub":"x"}').toString('base64url')}.${signature}`;
}

/** A leaf that plays the authority: the classic way round a chain check. */
async function issuedByCard(issuer: TrainingCard): Promise<TrainingCard> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const issuerKey = await crypto.subtle.importKey(
    'pkcs8',
    Uint8Array.from(issuer.privateKey),
    algorithm,
    false,
    ['sign'],
  );
  const keys = await crypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ['sign', 'verify'],
  );
  const { X509Certificate } = await import('@peculiar/x509');
  const issuing = new X509Certificate(Uint8Array.from(issuer.chain[0] ?? []));
  const leaf = await X509CertificateGenerator.create({
    serialNumber: '01',
    subject: [{ CN: [world.person('doctor').card.nationalId] }],
    issuer: issuing.subjectName,
    publicKey: keys.publicKey,
    signingKey: issuerKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 1_000),
    notAfter: new Date(Date.now() + 3_600_000),
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.2']),
    ],
  });
  return {
    ...issuer,
    chain: [new Uint8Array(leaf.rawData), ...issuer.chain],
    privateKey: new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  };
}
