import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail, type Result } from '../../../electron/failures/index.ts';
import type { OidcIdentityProvider, PscOutcome } from '../../../electron/identity/index.ts';
import type { Fetch } from '../../../electron/identity/oidc/exchange.ts';
import { startWays, type Ways } from './ways.ts';

let ways: Ways;
let client: OidcIdentityProvider;

beforeAll(async () => {
  ways = await startWays();
  client = ways.client();
});
afterAll(() => ways.server.stop());

/**
 * A browser without a window: follows redirects with its cookies, and answers the provider's page as a person would.
 * Gives the address of the station's that it is sent back to, not yet visited.
 */
async function browse(start: string, person: string, decision: 'accept' | 'refuse'): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 12; step += 1) {
    if (url.pathname === '/callback') return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next === null && response.status !== 200) throw new Error(`${response.status} at ${url.pathname}`);
    form = next === null ? new URLSearchParams({ person, decision }) : null;
    url = next === null ? url : new URL(next, url);
  }
  throw new Error('the provider sends its browsers in circles');
}

interface Visit {
  readonly person?: string;
  readonly decision?: 'accept' | 'refuse';
  /** What somebody makes of the address on its way back. */
  readonly tamper?: (address: URL) => void;
  /** What somebody else makes of it, and comes with first. */
  readonly before?: (address: URL) => void;
  readonly by?: OidcIdentityProvider;
}

async function signIn({
  person = 'both',
  decision = 'accept',
  tamper,
  before,
  by = client,
}: Visit = {}): Promise<Result<PscOutcome>> {
  return by.signInWithBrowser({
    signal: new AbortController().signal,
    open: async (url) => {
      const address = await browse(url, person, decision);
      if (before) {
        const forged = new URL(address);
        before(forged);
        await fetch(forged);
      }
      tamper?.(address);
      void fetch(address).catch(() => {});
    },
  });
}

describe('signing in in the system browser', () => {
  it('ends with a grant that can be renewed', async () => {
    const outcome = await signIn();
    expect(outcome).toMatchObject({
      ok: true,
      value: { kind: 'granted', grant: { method: 'psc', person: { familyName: 'both' } } },
    });
    if (!outcome.ok || outcome.value.kind !== 'granted') throw new Error('not granted');
    expect(await client.refresh(outcome.value.grant)).toMatchObject({ ok: true });
  });

  it('tells a refusal, a first time without card, an identity without account', async () => {
    expect(await signIn({ decision: 'refuse' })).toEqual(fail('Browser_Refused'));
    expect(await signIn({ person: 'firstTime' })).toEqual(fail('Identity_CardRequiredFirst'));
    expect(await signIn({ person: 'unlinked' })).toMatchObject({ value: { kind: 'unlinked' } });
  });

  it.each([
    [
      'another issuer',
      (url: URL) => url.searchParams.set('iss', 'https://evil.example'),
      'Browser_IssuerRefused',
    ],
    ['no issuer', (url: URL) => url.searchParams.delete('iss'), 'Browser_IssuerRefused'],
    ['a second code', (url: URL) => url.searchParams.append('code', 'x'), 'Browser_RedirectRefused'],
    ['no code', (url: URL) => url.searchParams.delete('code'), 'Browser_RedirectRefused'],
    [
      'a code that was guessed',
      (url: URL) => url.searchParams.set('code', 'x'.repeat(43)),
      'Browser_CodeRefused',
    ],
  ] as const)('refuses a way back with %s', async (_what, tamper, code) => {
    expect(await signIn({ tamper })).toEqual(fail(code));
  });

  it('does not take a way back with another state, and waits for the right one', async () => {
    const tamper = (url: URL) => url.searchParams.set('state', 'x');
    expect(await signIn({ tamper, by: ways.client({ patience: 1_000 }) })).toEqual(
      fail('Browser_StateRefused'),
    );
    const outcome = await signIn({ before: tamper });
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'granted' } });
  });

  it('refuses the code of another sign-in: its proof key is elsewhere', async () => {
    let stolen = '';
    const leaked = signIn({
      tamper: (url) => {
        stolen = url.searchParams.get('code') ?? '';
        url.searchParams.set('code', 'never-given');
      },
    });
    expect(await leaked).toEqual(fail('Browser_CodeRefused'));
    const outcome = await signIn({ tamper: (url) => url.searchParams.set('code', stolen) });
    expect(outcome).toEqual(fail('Browser_CodeRefused'));
  });

  it('refuses a code that has served, and what it gave is worth nothing any more', async () => {
    let first: unknown = null;
    const twice: Fetch = async (url, init) => {
      if (url.endsWith('/token')) first = await (await fetch(url, { ...init })).json();
      return fetch(url, init);
    };
    expect(await signIn({ by: ways.client({ fetch: twice }) })).toEqual(fail('Browser_CodeRefused'));
    const { access_token: token } = Object(first);
    const answer = await fetch(`${ways.server.portal}/profiles`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
  });

  it('is not waited for longer than the person has', async () => {
    const outcome = await ways.client({ patience: 100 }).signInWithBrowser({
      signal: new AbortController().signal,
      open: async () => {},
    });
    expect(outcome).toEqual(fail('Browser_Expired'));
  });
});
