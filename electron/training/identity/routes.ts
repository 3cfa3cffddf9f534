import type { IncomingMessage } from 'node:http';
import type { Provider } from 'oidc-provider/lib/provider.js';
import type { SignInMethod } from '../../identity/ports.ts';
import type { Accounts } from './account/accounts.ts';
import type { Grants } from './grants.ts';
import { type Answer, problem } from './http.ts';
import type { Directory, DirectoryPerson } from './people.ts';

/** One call of the portal; `parameters` are the groups of `path`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/portal`. */
  readonly path: RegExp;
  readonly answer: (request: IncomingMessage, parameters: readonly string[]) => Promise<Answer>;
}

/** Who presents a token that is still good. */
export interface Bearer {
  readonly person: DirectoryPerson;
  readonly grantId: string;
  readonly method: SignInMethod;
}

export interface BearerOptions {
  readonly provider: Provider;
  readonly directory: Directory;
  readonly grants: Grants;
  readonly accounts: Accounts;
}

type BearerAnswer = (
  bearer: Bearer,
  request: IncomingMessage,
  parameters: readonly string[],
) => Promise<Answer> | Answer;

/** Makes answers for those who present a good token (RFC 6750 §2.1), and refuses all others. */
export class BearerGate {
  readonly #options: BearerOptions;

  constructor(options: BearerOptions) {
    this.#options = options;
  }

  /** Whoever signed in. */
  forAnyone(answer: BearerAnswer): Route['answer'] {
    return async (request, parameters) => {
      const bearer = await this.#bearerOf(request);
      return bearer ? answer(bearer, request, parameters) : unauthorised;
    };
  }

  /** Who signed in and has an account that this identity opens. */
  forAccount(answer: BearerAnswer): Route['answer'] {
    return this.forAnyone((bearer, request, parameters) =>
      this.isLinked(bearer) ? answer(bearer, request, parameters) : unauthorised,
    );
  }

  isLinked({ method, person }: Bearer): boolean {
    return method !== 'psc' || this.#options.accounts.isLinked(person.id);
  }

  async #bearerOf(request: IncomingMessage): Promise<Bearer | null> {
    const { provider, directory, grants } = this.#options;
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    const found = token === undefined ? undefined : await provider.AccessToken.find(token);
    const person = directory.people.find(({ id }) => id === found?.accountId);
    const method = found && grants.methodOf(found.grantId);
    return found && person && method ? { person, grantId: found.grantId, method } : null;
  }
}

const unauthorised = problem(401, 'token-refused');
