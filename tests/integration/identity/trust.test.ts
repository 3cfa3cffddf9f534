import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fail } from '../../../electron/failures/index.ts';
import { authorityFetch, OidcIdentityProvider } from '../../../electron/identity/index.ts';
import type { Fetch } from '../../../electron/identity/oidc/exchange.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { trainingDirectory } from '../../../electron/training/identity/index.ts';
import { freePort } from '../../stand/ports.ts';
import { makePrivateAuthority } from '../../stand/private-authority.ts';

let server: Server;
let port: number;
let authorityPem: string;
let chain: readonly Uint8Array[];

/** A server whose certificate, for `localhost`, is by an authority that no system knows. */
beforeAll(async () => {
  const { cert, key } = await makePrivateAuthority();
  authorityPem = cert;
  server = createServer({ cert, key }, (_request, response) => response.writeHead(503).end());
  port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const [person] = trainingDirectory.people;
  if (!person) throw new Error('nobody trains');
  chain = (await (await createTrainingAuthority()).issue(person)).chain;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function signIn(host: string, fetch: Fetch) {
  const issuer = `https://${host}:${port}`;
  const configuration = {
    issuer,
    portal: `${issuer}/portal`,
    clientId: 'bandeau',
    timeout: 2_000,
    otp: true,
  };
  return new OidcIdentityProvider(configuration, fetch).signInWithCard({
    chain,
    sign: async () => fail('Card_NotAnswering'),
  });
}

it('a server of an authority that the station does not know is not spoken to', async () => {
  expect(await signIn('localhost', fetch)).toEqual(fail('Identity_ProviderUntrusted'));
});

it('the authority of the configuration is trusted', async () => {
  expect(await signIn('localhost', authorityFetch(authorityPem))).toEqual(fail('Identity_ProviderFailing'));
});

it('but not for another name', async () => {
  expect(await signIn('127.0.0.1', authorityFetch(authorityPem))).toEqual(fail('Identity_ProviderUntrusted'));
});
