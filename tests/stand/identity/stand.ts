import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { decodeJwt, importJWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { Deliver } from '../../../electron/training/identity/account/delivery.ts';
import { Inbox, type ReceivedMessage } from '../../../electron/training/identity/account/inbox.ts';
import type { Timing } from '../../../electron/training/identity/account/timing.ts';
import type { Directory } from '../../../electron/training/identity/index.ts';
import {
  createSigningKey,
  type IdentityServer,
  type Middleware,
  type SigningKey,
  startIdentityServer,
} from '../../../electron/training/identity/provider.ts';

const tokensSchema = z.object({ access_token: z.string(), refresh_token: z.string().exactOptional() });

/** What goes wrong from the next request on. */
export type IdentityFault =
  | 'silent'
  | 'failing'
  | 'overloaded'
  | 'token-expired'
  | 'token-other-audience'
  | 'token-other-issuer'
  | 'token-other-key'
  | 'token-missing'
  | 'nonce-stale'
  | 'profiles-garbage';

export interface IdentityStandOptions {
  readonly directory: Directory;
  /** PEM of the authorities whose cards are accepted. */
  readonly authorityPem: string;
  readonly port?: number;
  /** Seconds. */
  readonly accessTokenLifetime?: number;
  /** What lasts another time than usual, in seconds: a test does not wait. */
  readonly timing?: Partial<Timing>;
  /** Carries messages besides the inbox; a message that it rejects reaches nobody. */
  readonly deliver?: Deliver;
  /** Makes the list of revoked cards, DER. */
  readonly revocationList?: () => Promise<Uint8Array>;
}

export interface IdentityStand extends IdentityServer {
  /** Of what is asked at an address that ends in `path`; of everything where none is given. */
  breakWith(fault: IdentityFault | null, path?: string): void;
  /** How many times each path was asked for. */
  readonly requests: ReadonlyMap<string, number>;
  /** What arrived on everybody's telephone and mailbox, the newest first. */
  readonly inbox: { readonly messages: readonly ReceivedMessage[]; follow(messageId: string): Promise<void> };
  /** Every access and refresh token that was given out, the oldest first. */
  readonly givenTokens: readonly string[];
  /** The code of the newest message that this person got on that channel. */
  codeSentTo(personId: string, kind?: ReceivedMessage['kind']): string;
}

/** The certified provider and portal of training, with other people and another authority, and breakable. */
export async function startIdentityStand(options: IdentityStandOptions): Promise<IdentityStand> {
  const signingKey = createSigningKey();
  const requests = new Map<string, number>();
  const givenTokens: string[] = [];
  let fault: IdentityFault | null = null;
  let faultyPath = '';

  const count: Middleware = async (ctx, next) => {
    requests.set(ctx.path, (requests.get(ctx.path) ?? 0) + 1);
    await next();
  };
  const injectFault: Middleware = async (ctx, next) => {
    const injected = ctx.path.endsWith(faultyPath) ? fault : null;
    if (injected === 'silent') {
      await new Promise((resolve) => ctx.req.once('close', resolve));
      return;
    }
    if (injected === 'failing' || injected === 'overloaded') {
      ctx.status = injected === 'failing' ? 500 : 429;
      return;
    }
    await next();
    keepTokens(ctx.body);
    if (injected === 'nonce-stale' && ctx.path.endsWith('/assertion-nonces')) {
      ctx.body = { nonce: 'a-nonce-that-this-portal-never-gave', expiresIn: 60 };
    }
    if (injected === 'profiles-garbage' && ctx.path.endsWith('/profiles')) {
      ctx.body = { profiles: [{ id: 7 }] };
    }
    if (injected?.startsWith('token-') && isTokenAnswer(ctx.body)) {
      const { id_token, ...rest } = ctx.body;
      const replaced = await damageToken(id_token, injected, signingKey);
      ctx.body = replaced === null ? rest : { ...rest, id_token: replaced };
    }
  };

  const keepTokens = (answer: unknown): void => {
    const given = tokensSchema.safeParse(answer);
    if (given.success) givenTokens.push(...Object.values(given.data));
  };

  const { authorityPem, deliver, ...others } = options;
  const inbox = new Inbox();
  const server = await startIdentityServer({
    ...others,
    anchors: certificatesOf(authorityPem),
    signingKey,
    middleware: [count, injectFault],
    deliver: async (message) => {
      await deliver?.(message);
      inbox.receive(message);
    },
  });
  return {
    ...server,
    requests,
    inbox,
    givenTokens,
    codeSentTo: (personId, kind) => {
      const message = inbox.messages.find(
        (candidate) => candidate.personId === personId && (kind === undefined || candidate.kind === kind),
      );
      const code = /\b\d{6}\b/.exec(message?.text ?? '')?.[0];
      if (code === undefined) throw new Error(`no code was sent to ${personId}`);
      return code;
    },
    breakWith: (next, path = '') => {
      fault = next;
      faultyPath = path;
    },
  };
}

async function damageToken(token: string, fault: IdentityFault, key: SigningKey): Promise<string | null> {
  const { header, claims } = { header: { alg: 'ES256' }, claims: decodeJwt(token) };
  const now = Math.floor(Date.now() / 1_000);
  switch (fault) {
    case 'token-expired':
      return sign({ ...claims, iat: now - 7_200, exp: now - 3_600 }, header, key);
    case 'token-other-audience':
      return sign({ ...claims, aud: 'another-application' }, header, key);
    case 'token-other-issuer':
      return sign({ ...claims, iss: 'https://another-issuer.example' }, header, key);
    case 'token-other-key':
      return sign(claims, header, createSigningKey());
    default:
      return null;
  }
}

async function sign(
  claims: ReturnType<typeof decodeJwt>,
  header: { alg: string },
  key: SigningKey,
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK({ ...key }, 'ES256'));
}

function isTokenAnswer(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string';
}

function certificatesOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}
