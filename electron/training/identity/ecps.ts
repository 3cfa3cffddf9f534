import { randomUUID } from 'node:crypto';
import { AccessDenied, InvalidBindingMessage, UnknownUserId } from 'oidc-provider/lib/helpers/errors.js';
import type { Provider } from 'oidc-provider/lib/provider.js';
import type { PscChannel } from '../../identity/ports.ts';
import type { Directory, DirectoryPerson } from './people.ts';

/** The level of assurance of Pro Santé Connect. */
export const ACR = 'eidas1';

/** A request that the person's simulated e-CPS application shows. */
export interface EcpsRequest {
  readonly id: string;
  readonly personId: string;
  /** The two digits that the station shows too. */
  readonly digits: string;
  readonly channel: PscChannel;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

interface Pending extends EcpsRequest {
  readonly backchannelId: string;
  readonly scope: string;
  readonly clientId: string;
}

/** The simulated e-CPS application on everybody's telephone: what waits there, and the person's answers. */
export class EcpsInbox {
  readonly #provider: Provider;
  readonly #open: (request: { accountId: string; clientId: string; scope: string }) => Promise<string>;
  readonly #onChange: () => void;
  readonly #pending = new Map<string, Pending>();

  /** `open` opens the grant of an accepted request; `onChange` is told when `requests` is another list. */
  constructor(
    provider: Provider,
    open: (request: { accountId: string; clientId: string; scope: string }) => Promise<string>,
    onChange: () => void,
  ) {
    this.#provider = provider;
    this.#open = open;
    this.#onChange = onChange;
  }

  get requests(): readonly EcpsRequest[] {
    return [...this.#pending.values()]
      .filter(({ expiresAt }) => expiresAt > Date.now())
      .map(({ id, personId, digits, channel, expiresAt }) => ({ id, personId, digits, channel, expiresAt }));
  }

  show(request: Omit<Pending, 'id'>): void {
    const id = randomUUID();
    this.#pending.set(id, { ...request, id });
    this.#onChange();
    setTimeout(() => this.#forget(id), request.expiresAt - Date.now()).unref();
  }

  /** Nothing happens when the request is gone, or was answered before. */
  async answer(id: string, accept: boolean): Promise<void> {
    const request = this.#pending.get(id);
    if (!request) return;
    this.#forget(id);
    const { backchannelId, personId: accountId, clientId, scope } = request;
    const result = accept
      ? await this.#open({ accountId, clientId, scope })
      : new AccessDenied('the person has refused');
    // Too late, the provider has forgotten it: nobody is waiting for the answer any more.
    await this.#provider.backchannelResult(backchannelId, result, { acr: ACR }).catch(() => undefined);
  }

  #forget(id: string): void {
    if (this.#pending.delete(id)) this.#onChange();
  }
}

/**
 * Who is meant by `login_hint`, 8 and the RPPS number; refused with the contract's `reason` where nobody is, or where
 * an e-CPS has to answer and there is none.
 */
export function personOfHint(
  { people }: Directory,
  hint: string | undefined,
  channel: PscChannel,
  refuse: (error: InstanceType<typeof UnknownUserId>, reason: 'person-unknown' | 'no-ecps') => Error,
): DirectoryPerson {
  const person = people.find(({ psc }) => psc !== null && hint === `8${psc.rpps}`);
  if (!person) throw refuse(new UnknownUserId('nobody has this identifier'), 'person-unknown');
  if (channel === 'MOBILE' && !person.psc?.ecps)
    throw refuse(new UnknownUserId('no active e-CPS'), 'no-ecps');
  return person;
}

/** The way to answer that the station asked for. */
export function channelOf(parameters: Readonly<Record<string, unknown>> | undefined): PscChannel {
  return parameters?.channel === 'CARD' ? 'CARD' : 'MOBILE';
}

/** The binding message is the two digits that are compared. */
export function checkDigits(message: string | undefined): void {
  if (!/^\d{2}$/.test(message ?? '')) throw new InvalidBindingMessage('two digits are expected');
}
