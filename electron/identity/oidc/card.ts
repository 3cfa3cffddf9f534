import { randomUUID } from 'node:crypto';
import { genericGrantRequest } from 'openid-client';
import { fail, type Result } from '../../failures/index.ts';
import type { Grant, IdentityProvider } from '../ports.ts';
import { assertionInput, certificateSubject, compactAssertion } from './assertion.ts';
import type { Authority } from './authority.ts';
import type { GrantReader } from './grant-reader.ts';
import type { WorkPortal } from './work-portal.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const refusals = { grant: 'Identity_AssertionRefused', request: 'Identity_RequestRefused' } as const;

/** Scopes asked for at the portal's provider. */
export const SCOPE = 'openid profile offline_access';

type CardRequest = Parameters<IdentityProvider['signInWithCard']>[0];

/** Signing in by an assertion that the card signs (RFC 7523 §2.1). */
export class CardSignIn {
  readonly #authority: Authority;
  readonly #portal: WorkPortal;
  readonly #grants: GrantReader;

  constructor(authority: Authority, portal: WorkPortal, grants: GrantReader) {
    this.#authority = authority;
    this.#portal = portal;
    this.#grants = grants;
  }

  /** As `IdentityProvider.prepare`. */
  prepare(): void {
    this.#authority.prepare();
    this.#portal.prepare();
  }

  /** As `IdentityProvider.signInWithCard`. */
  signIn({ chain, sign }: CardRequest): Promise<Result<Grant>> {
    return this.#authority.named(async () => {
      const subject = chain[0] ? certificateSubject(chain[0]) : null;
      if (subject === null) return fail('Card_NoCertificate');
      const server = await this.#authority.discoverOnce();
      const nonce = await this.#portal.nonce();
      if (!nonce.ok) return nonce;
      const audience = server.serverMetadata().issuer;
      const claims = { subject, audience, nonce: nonce.value, id: randomUUID(), now: Date.now() };
      const input = assertionInput(chain, claims);
      const signature = await sign(Buffer.from(input, 'ascii'));
      if (!signature.ok) return signature;
      const assertion = compactAssertion(input, signature.value);
      const answer = await genericGrantRequest(server, JWT_BEARER, { assertion, scope: SCOPE });
      return this.#grants.read(this.#authority, answer, 'card');
    }, refusals);
  }
}
