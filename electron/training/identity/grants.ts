import type { Provider } from 'oidc-provider/lib/provider.js';
import type { SignInMethod } from '../../identity/ports.ts';

/** What a station may ask for; `scope_all` is Pro Santé Connect's. */
export const scopes = ['openid', 'profile', 'offline_access', 'scope_all'];

/** The scopes of `asked` that are given. */
export function givenScope(asked: string): string {
  const wanted = asked.split(' ');
  return scopes.filter((name) => wanted.includes(name)).join(' ');
}

/** Opens grants and remembers how each person proved who they are. */
export class Grants {
  readonly #provider: Provider;
  readonly #methods = new Map<string, SignInMethod>();

  constructor(provider: Provider) {
    this.#provider = provider;
    provider.on('grant.revoked', (_ctx, grantId) => this.#methods.delete(grantId));
  }

  /** Opens one for a client and gives its id. */
  async open(request: {
    readonly accountId: string;
    readonly clientId: string;
    readonly scope: string;
    readonly method: SignInMethod;
  }): Promise<string> {
    const { accountId, clientId, scope, method } = request;
    const grant = new this.#provider.Grant({ accountId, clientId });
    grant.addOIDCScope(scope);
    const grantId = await grant.save();
    this.#methods.set(grantId, method);
    return grantId;
  }

  methodOf(grantId: string): SignInMethod | null {
    return this.#methods.get(grantId) ?? null;
  }
}
