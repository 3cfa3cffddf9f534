import { randomBytes, randomUUID } from 'node:crypto';
import texts from '../../../../resources/fr/training.json' with { type: 'json' };
import type { Accounts } from './accounts.ts';
import type { Deliver } from './delivery.ts';
import type { Timing } from './timing.ts';

interface AccountLink {
  readonly id: string;
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly resendAt: number;
  readonly followed: boolean;
}

export type LinkOutcome =
  | { readonly kind: 'sent'; readonly id: string; readonly expiresIn: number; readonly resendIn: number }
  | { readonly kind: 'too-early'; readonly retryAfter: number }
  | { readonly kind: 'no-authorisation' | 'send-failed' };

export type LinkState = 'pending' | 'linked' | 'expired';

/** Ties PSC identities to accounts by a mail with a link (seed 004); a later mail replaces the person's earlier one. */
export class AccountLinks {
  readonly #accounts: Accounts;
  readonly #deliver: Deliver;
  readonly #timing: Timing;
  readonly #addressOf: (token: string) => string;
  readonly #links = new Map<string, AccountLink>();
  readonly #replaced = new Map<string, string>();

  /** `addressOf` gives the address that a mail carries for a token. */
  constructor(
    accounts: Accounts,
    options: {
      readonly deliver: Deliver;
      readonly timing: Timing;
      readonly addressOf: (token: string) => string;
    },
  ) {
    this.#accounts = accounts;
    this.#deliver = options.deliver;
    this.#timing = options.timing;
    this.#addressOf = options.addressOf;
  }

  /** An identity is tied to its own person's account only. */
  async request(personId: string, email: string): Promise<LinkOutcome> {
    const now = Date.now();
    const previous = this.#links.get(personId);
    const wait = (previous?.resendAt ?? 0) - now;
    if (wait > 0) return { kind: 'too-early', retryAfter: Math.ceil(wait / 1_000) };
    const { value } = this.#accounts.channel(personId, 'email');
    if (value === null || value.toLowerCase() !== email.toLowerCase()) return { kind: 'no-authorisation' };
    const link: AccountLink = {
      id: randomUUID(),
      token: randomBytes(32).toString('base64url'),
      expiresAt: now + this.#timing.link * 1_000,
      resendAt: now + this.#timing.resend * 1_000,
      followed: false,
    };
    const address = this.#addressOf(link.token);
    const mail = {
      kind: 'email',
      to: value,
      personId,
      subject: texts.messages.linkSubject,
      text: texts.messages.link
        .replace('{link}', address)
        .replace('{minutes}', String(Math.ceil(this.#timing.link / 60))),
      link: address,
    } as const;
    const sent = await this.#deliver(mail).then(
      () => true,
      () => false,
    );
    if (!sent) return { kind: 'send-failed' };
    this.#links.set(personId, link);
    if (previous) this.#replaced.set(previous.id, personId);
    return { kind: 'sent', id: link.id, expiresIn: this.#timing.link, resendIn: this.#timing.resend };
  }

  /** Null where the person asked for no such link. */
  state(personId: string, id: string): LinkState | null {
    if (this.#replaced.get(id) === personId) return this.#accounts.isLinked(personId) ? 'linked' : 'expired';
    const link = this.#links.get(personId);
    if (link?.id !== id) return null;
    if (link.followed) return 'linked';
    return link.expiresAt > Date.now() ? 'pending' : 'expired';
  }

  /** Whether the link still served. */
  follow(token: string): boolean {
    for (const [personId, link] of this.#links) {
      if (link.token !== token) continue;
      if (link.followed) return true;
      if (link.expiresAt <= Date.now()) return false;
      this.#links.set(personId, { ...link, followed: true });
      this.#accounts.link(personId);
      return true;
    }
    return false;
  }
}
