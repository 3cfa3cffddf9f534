import type { X509Certificate } from '@peculiar/x509';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { DegradedSession } from '../../identity/ports.ts';
import { AccountLinks } from './account/account-links.ts';
import { Accounts } from './account/accounts.ts';
import { ChannelTests } from './account/channel-tests.ts';
import { codeSender } from './account/code-sender.ts';
import type { Deliver } from './account/delivery.ts';
import { PasswordSignIn } from './account/password-sign-in.ts';
import { type Timing, usualTiming } from './account/timing.ts';
import { accountRoutes } from './account-routes.ts';
import { checkAssertion } from './assertion-check.ts';
import { serveChallenges } from './challenge-endpoint.ts';
import { CLIENT_ID, providerConfiguration, REDIRECT_URI, type SigningKey } from './configuration.ts';
import { EcpsInbox, type EcpsRequest } from './ecps.ts';
import { Grants } from './grants.ts';
import { serveInteractions } from './interactions.ts';
import { registerJwtBearerGrant } from './jwt-bearer-grant.ts';
import { linkRoutes } from './link-routes.ts';
import { startListener } from './listener.ts';
import { OneTimeValues } from './one-time-values.ts';
import type { Directory } from './people.ts';
import { PhoneClaims } from './phone-claims.ts';
import { keepPollPace } from './poll-pace.ts';
import { servePortal } from './portal.ts';
import { LINK_PATH, REVOCATION_LIST_PATH, servePublicFiles } from './public-files.ts';
import { RefusalReasons } from './refusal-reasons.ts';
import { BearerGate, type Route } from './routes.ts';
import { workRoutes } from './work-routes.ts';

export { createSigningKey, type SigningKey } from './configuration.ts';

const NONCE_LIFETIME = 120;

/** A step around every request, in the manner of Koa: what the stand breaks, it breaks here. */
export type Middleware = Parameters<Provider['use']>[0];

export interface IdentityServerOptions {
  readonly directory: Directory;
  /** Authorities whose cards are accepted. */
  readonly anchors: readonly X509Certificate[];
  /** Loopback port; any free one by default. */
  readonly port?: number;
  /** Seconds that an access token lives; 300 by default. */
  readonly accessTokenLifetime?: number;
  /** What lasts another time than usual. */
  readonly timing?: Partial<Timing>;
  /** Carries codes and links to people; by default nothing can be sent. */
  readonly deliver?: Deliver;
  /** Makes the list of revoked cards, DER; by default none is published. */
  readonly revocationList?: () => Promise<Uint8Array>;
  /** Told when `ecps.requests` is another list. */
  readonly onEcpsChange?: () => void;
  /** Private JWK (EC P-256) that signs ID tokens; made at start by default. */
  readonly signingKey?: SigningKey;
  readonly middleware?: readonly Middleware[];
}

export interface IdentityServer {
  readonly issuer: string;
  readonly portal: string;
  readonly clientId: string;
  /** Address of the list of revoked cards. */
  readonly revocationList: string;
  /** What waits on people's simulated e-CPS application, and their answers. */
  readonly ecps: {
    readonly requests: readonly EcpsRequest[];
    answer(requestId: string, accept: boolean): Promise<void>;
  };
  /** What stations have told of their work without the portal. */
  degradedSessions(): readonly DegradedSession[];
  /** Cut off: every connection is dropped at once, those that are open too. */
  cutOff(broken: boolean): void;
  stop(): Promise<void>;
}

/** Starts a certified OpenID provider and the portal beside it, on the loopback address only. */
export async function startIdentityServer(options: IdentityServerOptions): Promise<IdentityServer> {
  const { directory, anchors, deliver = undeliverable } = options;
  const { people } = directory;
  const timing = { ...usualTiming, ...options.timing };
  const listener = await startListener(options.port ?? 0);
  const { issuer } = listener;
  const accounts = new Accounts(people);

  const provider: Provider = new Provider(
    issuer,
    providerConfiguration({
      issuer,
      directory,
      timing,
      accessTokenLifetime: options.accessTokenLifetime ?? 300,
      ...(options.signingKey ? { signingKey: options.signingKey } : {}),
      ecps: () => ecps,
      note: (request, error, reason) => reasons.note(request, error, reason),
    }),
  );
  for (const middleware of options.middleware ?? []) provider.use(middleware);
  const grants = new Grants(provider);
  const reasons = new RefusalReasons(provider);
  const ecps: EcpsInbox = new EcpsInbox(
    provider,
    (request) => grants.open({ ...request, method: 'psc' }),
    options.onEcpsChange ?? (() => undefined),
  );
  keepPollPace(provider, timing.poll);

  const nonces = new OneTimeValues(NONCE_LIFETIME * 1_000);
  const usedAssertions = new OneTimeValues(2 * NONCE_LIFETIME * 1_000);
  const rules = { audiences: [issuer, `${issuer}/token`], anchors, people, nonces, usedAssertions };
  registerJwtBearerGrant(provider, {
    check: (assertion) => checkAssertion(assertion, rules),
    grants,
    reasons,
    onCard: (personId) => accounts.noteCard(personId),
  });

  const send = codeSender(deliver);
  const signIn = new PasswordSignIn({ accounts, send, timing });
  serveChallenges(provider, { signIn, grants, redirectUri: REDIRECT_URI });
  serveInteractions(provider, { people, grants });

  const claims = new PhoneClaims(directory.phones, async (grantId) => {
    return (await provider.Grant.find(grantId)) !== undefined;
  });
  provider.on('grant.revoked', (_ctx, grantId) => claims.releaseAll(grantId));
  const links = new AccountLinks(accounts, {
    deliver,
    timing,
    addressOf: (token) => `${issuer}${LINK_PATH}${token}`,
  });
  const degradedSessions = new Map<string, DegradedSession>();
  const gate = new BearerGate({ provider, directory, grants, accounts });
  servePortal(provider, [
    nonceRoute(nonces),
    ...workRoutes(gate, { accounts, claims, degradedSessions }),
    ...accountRoutes(gate, accounts, new ChannelTests(accounts, send, timing)),
    ...linkRoutes(gate, links),
  ]);
  servePublicFiles(provider, { links, revocationList: options.revocationList ?? null });
  listener.serve(provider.callback());

  return {
    issuer,
    portal: `${issuer}/portal`,
    clientId: CLIENT_ID,
    revocationList: `${issuer}${REVOCATION_LIST_PATH}`,
    ecps,
    degradedSessions: () => [...degradedSessions.values()],
    cutOff: (broken) => listener.cutOff(broken),
    stop: () => listener.stop(),
  };
}

function nonceRoute(nonces: OneTimeValues): Route {
  return {
    method: 'POST',
    path: /^\/assertion-nonces$/,
    answer: async () => ({ status: 201, body: { nonce: nonces.issue(), expiresIn: NONCE_LIFETIME } }),
  };
}

async function undeliverable(): Promise<void> {
  throw new Error('this server sends nothing');
}
