import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, fail } from '../../../electron/failures/index.ts';
import { OidcIdentityProvider } from '../../../electron/identity/index.ts';
import { openLoopback } from '../../../electron/identity/oidc/loopback.ts';
import { checkRedirect } from '../../../electron/identity/oidc/redirect.ts';
import {
  type Answer,
  answering,
  configuration,
  issuer,
  lastForm,
  tokenAnswer,
} from './oidc-provider-double.ts';

const expected = { state: 'state-of-this-test', issuer, namesItself: true };
const good = `code=c1&state=${expected.state}&iss=${encodeURIComponent(issuer)}`;
const check = (query: string, namesItself = true) =>
  checkRedirect(new URLSearchParams(query), { ...expected, namesItself });

describe('what comes back from the browser', () => {
  it('is taken when state and issuer are those asked for', () => {
    expect(check(good)).toMatchObject({ ok: true });
    expect(check(`code=c1&state=${expected.state}`, false)).toMatchObject({ ok: true });
  });

  it.each([
    ['a foreign state', good.replace(expected.state, 'another'), 'Browser_StateRefused'],
    ['no state', 'code=c1', 'Browser_StateRefused'],
    ['another issuer', good.replace('idp.example', 'evil.example'), 'Browser_IssuerRefused'],
    ['no issuer, where it is announced', `code=c1&state=${expected.state}`, 'Browser_IssuerRefused'],
    ['a parameter twice', `${good}&code=c2`, 'Browser_RedirectRefused'],
    ['the state twice', `${good}&state=${expected.state}`, 'Browser_RedirectRefused'],
    ['a token that nobody asked for', `${good}&access_token=t`, 'Browser_RedirectRefused'],
    ['no code', good.replace('code=c1&', ''), 'Browser_RedirectRefused'],
    ['an empty code', good.replace('c1', ''), 'Browser_RedirectRefused'],
    ['an endless code', good.replace('c1', 'c'.repeat(10_000)), 'Browser_RedirectRefused'],
    ['a refusal', good.replace('code=c1', 'error=access_denied'), 'Browser_Refused'],
    ['a refusal with another state', 'error=access_denied&state=x', 'Browser_StateRefused'],
    ['a fault of the request', good.replace('code=c1', 'error=invalid_scope'), 'Psc_RequestRefused'],
    ['a word of the language', good.replace('code=c1', 'error=constructor'), 'Psc_RequestRefused'],
    ['a provider in pieces', good.replace('code=c1', 'error=server_error'), 'Identity_ProviderFailing'],
  ] as const)('with %s is refused', (_what, query, code) => {
    expect(check(query)).toEqual(fail(code));
  });

  it('is otherwise a failure with a name', () => {
    const name = fc.constantFrom('code', 'state', 'iss', 'error', 'response', 'x');
    const value = fc.oneof(fc.string(), fc.constantFrom(expected.state, issuer, 'access_denied'));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
        const outcome = checkRedirect(new URLSearchParams(pairs), expected);
        if (!outcome.ok) expect(catalogue[outcome.failure.code]).toBeDefined();
      }),
    );
  });
});

/** Status of a request as another program of this machine may make it. */
function knock(
  url: string,
  options: { method?: string; host?: string; path?: string } = {},
): Promise<number> {
  const { port, pathname, search, host } = new URL(url);
  return new Promise((resolve, reject) => {
    httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: options.path ?? `${pathname}${search}`,
        method: options.method ?? 'GET',
        headers: { host: options.host ?? host },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    )
      .once('error', reject)
      .end();
  });
}

describe('the loopback address', () => {
  it('answers one callback with a page that keeps and runs nothing, and nothing else', async () => {
    const loopback = await openLoopback(({ searchParams }) =>
      searchParams.has('code') ? 'accepted' : 'knock',
    );
    expect(loopback.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const port = new URL(loopback.redirectUri).port;
    expect(await knock(`http://127.0.0.1:${port}/favicon.ico`)).toBe(404);
    expect(await knock(`http://127.0.0.1:${port}/callback/x?${good}`)).toBe(404);
    expect(await knock(`${loopback.redirectUri}?${good}`, { host: 'evil.example' })).toBe(404);
    expect(await knock(`${loopback.redirectUri}?${good}`, { host: `localhost:${port}` })).toBe(404);
    expect(await knock(`${loopback.redirectUri}?${good}`, { method: 'POST' })).toBe(404);
    expect(await knock(loopback.redirectUri, { path: '//evil.example/callback' })).toBe(404);
    expect(await knock(loopback.redirectUri, { path: 'http://evil.example/callback' })).toBe(404);

    const knocked = await fetch(`${loopback.redirectUri}?state=guessed`);
    expect(await knocked.text()).toContain('n’a pas abouti');
    expect(loopback.knocked).toBe(true);

    const page = await fetch(`${loopback.redirectUri}?${good}`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await page.text()).toContain('Revenez à Bandeau');
    expect((await loopback.returned).searchParams.get('code')).toBe('c1');
    expect(await knock(`${loopback.redirectUri}?${good}`)).toBe(404);
    loopback.close();
    await expect(knock(loopback.redirectUri)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a sign-in in the system browser', () => {
  interface Authorization {
    readonly parameters: URLSearchParams;
    readonly redirectUri: string;
    readonly answer: (query: Readonly<Record<string, string>>) => Promise<Response>;
  }

  /** The station, with a person in the browser who does `visit`. */
  async function signIn(
    visit: (authorization: Authorization) => unknown,
    token: () => Promise<Answer> = async () => new Response(null, { status: 404 }),
    options: { patience?: number; signal?: AbortSignal; answers?: Record<string, readonly Answer[]> } = {},
  ) {
    let seen: Authorization | null = null;
    let made: Answer = new Response(null, { status: 404 });
    const answer = async () => {
      if (made instanceof Response) return made.clone();
      throw made;
    };
    const double = answering({ '/token': [answer], ...options.answers });
    const patience = options.patience ? { browserPatience: options.patience } : {};
    const client = new OidcIdentityProvider(configuration, double.fetch, patience);
    const outcome = await client.signInWithBrowser({
      signal: options.signal ?? new AbortController().signal,
      open: async (address) => {
        const { searchParams: parameters } = new URL(address);
        const redirectUri = parameters.get('redirect_uri') ?? '';
        nonce = parameters.get('nonce') ?? '';
        made = await token();
        seen = {
          parameters,
          redirectUri,
          answer: (query) => {
            const usual = { code: 'c1', state: parameters.get('state') ?? '', iss: issuer };
            return fetch(`${redirectUri}?${new URLSearchParams({ ...usual, ...query })}`);
          },
        };
        await visit(seen);
      },
    });
    const { redirectUri } = seen ?? { redirectUri: '' };
    return { ...double, outcome, redirectUri };
  }
  let nonce = '';
  const tokens = async () => Response.json(await tokenAnswer({ nonce }));

  it('asks with a proof key, a nonce and a level of assurance, and ends with a grant', async () => {
    let asked = new URLSearchParams();
    const signedIn = await signIn(({ parameters, answer }) => {
      asked = parameters;
      void answer({});
    }, tokens);
    expect(signedIn.outcome).toMatchObject({
      ok: true,
      value: { kind: 'granted', grant: { method: 'psc' } },
    });
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'bandeau',
      acr_values: 'eidas1',
      code_challenge_method: 'S256',
      prompt: 'login consent',
    });
    const { redirectUri } = signedIn;
    expect(lastForm(signedIn.asked, '/token')).toMatchObject({ code: 'c1', redirect_uri: redirectUri });
    await expect(knock(signedIn.redirectUri)).rejects.toThrow('ECONNREFUSED');
  });

  it('goes on when another program knocks, whatever it answers for the browser', async () => {
    const knocked = await signIn(async ({ redirectUri, answer }) => {
      await knock(redirectUri.replace('/callback', '/'));
      await knock(`${redirectUri}?code=evil&state=x`, { host: 'evil.example' });
      const forged = await answer({ state: 'guessed', code: 'evil' });
      expect(await forged.text()).toContain('n’a pas abouti');
      await fetch(`${redirectUri}?code=1&code=2&token=x`);
      void answer({});
    }, tokens);
    expect(knocked.outcome).toMatchObject({ ok: true });
    expect(lastForm(knocked.asked, '/token')).toMatchObject({ code: 'c1' });
  });

  it('that only others have answered says so in the end', async () => {
    const visit = ({ answer }: Authorization) => void answer({ state: 'guessed', code: 'evil' });
    const forged = await signIn(visit, tokens, { patience: 200 });
    expect(forged.outcome).toEqual(fail('Browser_StateRefused'));
    expect(forged.asked.some(({ path }) => path === '/token')).toBe(false);
  });

  it('below the level of assurance that was asked for is refused', async () => {
    const visit = ({ answer }: Authorization) => void answer({});
    const low = await signIn(visit, async () => Response.json(await tokenAnswer({ nonce, acr: 'eidas0' })));
    expect(low.outcome).toEqual(fail('Psc_LevelRefused'));
  });

  it.each([
    [{ iss: 'https://evil.example' }, 'Browser_IssuerRefused'],
    [{ error: 'access_denied' }, 'Browser_Refused'],
    [{ id_token: 'x' }, 'Browser_RedirectRefused'],
  ] as const)('answered with %o, it takes nothing and says so in the browser too', async (query, code) => {
    const pages: Promise<Response>[] = [];
    const { outcome, asked } = await signIn(({ answer }) => {
      pages.push(answer(query));
    }, tokens);
    expect(outcome).toEqual(fail(code));
    expect(await (await pages[0])?.text()).toContain('n’a pas abouti');
    expect(asked.some(({ path }) => path === '/token')).toBe(false);
  });

  it('with a code that has served is refused, unless the clocks explain it', async () => {
    const used = (headers = {}) => Response.json({ error: 'invalid_grant' }, { status: 400, headers });
    const visit = ({ answer }: Authorization) => void answer({});
    expect((await signIn(visit, async () => used())).outcome).toEqual(fail('Browser_CodeRefused'));
    const date = new Date(Date.now() - 600_000).toUTCString();
    expect((await signIn(visit, async () => used({ date }))).outcome).toEqual(
      fail('Identity_ClockDifference'),
    );
  });

  it('with an ID token of another sign-in is refused', async () => {
    const { outcome } = await signIn(
      ({ answer }) => void answer({}),
      async () => Response.json(await tokenAnswer({ nonce: 'of-another-sign-in' })),
    );
    expect(outcome).toEqual(fail('Browser_StateRefused'));
  });

  it('expires, is abandoned, or never opens; nobody listens afterwards', async () => {
    const expired = await signIn(() => {}, tokens, { patience: 50 });
    expect(expired.outcome).toEqual(fail('Browser_Expired'));
    const abort = new AbortController();
    const abandoned = await signIn(() => abort.abort(), tokens, { signal: abort.signal });
    expect(abandoned.outcome).toEqual(fail('Identity_NotNow'));
    const closed = await signIn(() => Promise.reject(new Error('no browser')), tokens);
    expect(closed.outcome).toEqual(fail('Browser_NotOpened'));
    for (const { redirectUri } of [expired, abandoned, closed]) {
      await expect(knock(redirectUri)).rejects.toThrow('ECONNREFUSED');
    }
  });
});
