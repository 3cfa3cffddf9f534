import 'reflect-metadata';
import { createHmac, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import {
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { fail, type Result } from '../../../electron/failures/index.ts';
import { type Grant, OidcIdentityProvider } from '../../../electron/identity/index.ts';
import {
  type AssertionClaims,
  assertionInput,
  certificateSubject,
  compactAssertion,
} from '../../../electron/identity/oidc/assertion.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import type { TrainingCard } from '../../../native/card/protocol.ts';
import { signWith } from '../../stand/identity/soft-card.ts';
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
    const future = await world.authority.issue(world.person('arm-1'), {
      notBefore: new Date(Date.now() + 86_400_000),
    });
    expect(await present(await assertion({}, await expiredCard()))).toMatchObject(
      refused('certificate-expired'),
    );
    expect(await present(await assertion({}, future))).toMatchObject(refused('certificate-not-accepted'));
  });

  it('refuses one without signature, or signed with what is public', async () => {
    expect(await present(unsigned(await assertion()))).toMatchObject(refused('algorithm-refused'));
    expect(await present(signedWithPublicKey(await assertion()))).toMatchObject(refused('algorithm-refused'));
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

describe('the station names what the provider refuses', () => {
  /** A sign-in whose assertion is another when it arrives. */
  async function signIn(forge: (jwt: string) => Promise<string> | string, by = card): Promise<Result<Grant>> {
    const { issuer, portal, clientId } = world.stand;
    const configuration = { issuer, portal, clientId, timeout: 3_000, otp: true };
    const client = new OidcIdentityProvider(configuration, async (url, init) => {
      const form = new URLSearchParams(url.endsWith('/token') ? await new Response(init.body).text() : '');
      const jwt = form.get('assertion');
      if (jwt === null) return fetch(url, init);
      form.set('assertion', await forge(jwt));
      return fetch(url, { ...init, body: form });
    });
    return client.signInWithCard({ chain: by.chain, sign: signWith(by) });
  }

  it.each([
    ['replayed', async () => used(await assertion()), 'Identity_AssertionReplayed'],
    ['for others', () => assertion({ audience: 'https://another.example' }), 'Identity_AssertionAudience'],
    ['unsigned', unsigned, 'Identity_AssertionAlgorithm'],
    ['signed with what is public', signedWithPublicKey, 'Identity_AssertionAlgorithm'],
    [
      'with a stale nonce',
      () => assertion({ nonce: 'never-given-by-this-portal' }),
      'Identity_AssertionNonce',
    ],
    ['changed on its way', changed, 'Identity_AssertionSignature'],
    ['of an hour ago', () => assertion({ now: Date.now() - 3_600_000 }), 'Identity_ClockDifference'],
    ['nothing of the kind', () => 'x', 'Identity_AssertionRefused'],
  ] as const)('an assertion that is %s', async (_what, forge, code) => {
    expect(await signIn(forge)).toEqual(fail(code));
  });

  it('a card that has expired, and one of another authority', async () => {
    expect(await signIn((jwt) => jwt, await expiredCard())).toEqual(fail('Identity_CertificateExpired'));
    const foreign = await (await createTrainingAuthority()).issue(world.person('arm-1'));
    expect(await signIn((jwt) => jwt, foreign)).toEqual(fail('Identity_CertificateNotAccepted'));
  });

  it.each([-600_000, 600_000])(
    'a station whose clock is %i ms off: the clock, not the card',
    async (skew) => {
      const real = Date.now.bind(Date);
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + skew);
      try {
        const { issuer, portal, clientId } = world.stand;
        const client = new OidcIdentityProvider(
          { issuer, portal, clientId, timeout: 3_000, otp: true },
          // The provider, in this process, has the right time.
          async (url, init) => {
            clock.mockImplementation(real);
            const response = await fetch(url, init);
            const body = await response.arrayBuffer();
            clock.mockImplementation(() => real() + skew);
            const { status, headers } = response;
            return new Response(body, { status, headers });
          },
        );
        const outcome = await client.signInWithCard({ chain: card.chain, sign: signWith(card) });
        expect(outcome).toEqual(fail('Identity_ClockDifference'));
      } finally {
        clock.mockRestore();
      }
    },
  );
});

/** As `jwt`, once it has served. */
async function used(jwt: string): Promise<string> {
  await present(jwt);
  return jwt;
}

function withAlgorithm(jwt: string, alg: string): string {
  const [header = '', payload = ''] = jwt.split('.');
  const fields: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  const changed = { ...z.record(z.string(), z.unknown()).parse(fields), alg };
  return `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${payload}`;
}

/** RFC 7518 §3.6. */
function unsigned(jwt: string): string {
  return `${withAlgorithm(jwt, 'none')}.`;
}

/** The key of the certificate taken for a shared secret. */
function signedWithPublicKey(jwt: string): string {
  const input = withAlgorithm(jwt, 'HS256');
  const { publicKey } = new X509Certificate(card.chain[0] ?? new Uint8Array());
  const key = publicKey.export({ type: 'spki', format: 'pem' });
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
}

function expiredCard(): Promise<TrainingCard> {
  const validity = { notBefore: new Date('2020-01-01'), notAfter: new Date('2023-01-01') };
  return world.authority.issue(world.person('arm-1'), validity);
}

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
  const { X509Certificate: Certificate } = await import('@peculiar/x509');
  const issuing = new Certificate(Uint8Array.from(issuer.chain[0] ?? []));
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
