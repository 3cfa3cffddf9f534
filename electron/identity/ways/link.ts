import { type Failure, fail, ok, type Result } from '../../failures/index.ts';
import { pause } from '../../shared/waiting.ts';
import { emailAddress } from '../email-address.ts';
import { GrantKeeper } from '../grant-keeper.ts';
import type { Grant, IdentityProvider, LinkRequest, Tokens } from '../ports.ts';
import { mayPass } from '../provider-failures.ts';
import type { SessionKeeper, Ticket } from '../session-keeper.ts';
import type { SignInProgress } from '../session-state.ts';
import type { Admission } from './admission.ts';

export interface LinkWayOptions {
  readonly provider: IdentityProvider;
  readonly keeper: SessionKeeper;
  readonly admission: Admission;
  /** Milliseconds between two looks at whether the link was followed. */
  readonly pace: number;
}

interface Linking {
  readonly ticket: Ticket;
  /** PSC's tokens, kept fresh while the person looks for the mail. */
  readonly tokens: GrantKeeper;
  readonly person: Tokens['person'];
  /** The last mail sent. */
  request: LinkRequest | null;
  busy: boolean;
}

/** Ties an identity that PSC vouches for to an account of the portal, by a link in a mail (seed 004). */
export class LinkWay {
  readonly #options: LinkWayOptions;
  #linking: Linking | null = null;

  constructor(options: LinkWayOptions) {
    this.#options = options;
  }

  /** Asks which account is the person's. An attempt that ends otherwise gives the tokens back. */
  open(ticket: Ticket, tokens: Tokens): void {
    const { provider, keeper } = this.#options;
    if (ticket.signal.aborted) {
      void provider.signOut(tokens);
      return;
    }
    const kept = new GrantKeeper(provider, (failure) => keeper.refuse(ticket, { ok: false, failure }));
    kept.hold({ ...tokens, method: 'psc', profiles: [] });
    const linking = { ticket, tokens: kept, person: tokens.person, request: null, busy: false };
    this.#linking = linking;
    ticket.signal.addEventListener('abort', () => {
      if (this.#linking === linking) this.#linking = null;
      const held = kept.drop();
      if (held) void provider.signOut(held);
    });
    this.#show(linking, null);
  }

  /** Has a mail sent, and waits for its link to be followed; asked again, it is another mail. `Link_…` */
  async request(typed: string): Promise<Result<undefined>> {
    const { provider, keeper } = this.#options;
    const linking = this.#linking;
    if (!linking || linking.ticket.signal.aborted) return fail('Identity_NotNow');
    if (linking.busy) return fail('Identity_OperationRunning');
    const { ticket, tokens } = linking;
    const email = emailAddress(typed);
    if (email === null) return this.#refuse(linking, { code: 'Link_EmailMalformed' });
    linking.busy = true;
    this.#show(linking, null);
    return keeper.guard(ticket, async () => {
      const asked = await tokens.use((grant) => provider.requestLink(grant, email));
      linking.busy = false;
      if (ticket.signal.aborted) return fail('Identity_NotNow');
      if (!asked.ok) return this.#refuse(linking, asked.failure);
      linking.request = asked.value;
      this.#show(linking, null);
      void keeper.guard(ticket, () => this.#watch(linking, asked.value));
      return ok();
    });
  }

  /** Until the link was followed or has expired, or another mail is sent. */
  async #watch(linking: Linking, request: LinkRequest): Promise<void> {
    const { provider, keeper, pace } = this.#options;
    const { ticket, tokens } = linking;
    const isOver = () => ticket.signal.aborted || linking.request !== request;
    while (!isOver()) {
      await pause(pace, ticket.signal);
      if (isOver()) return;
      const followed = await tokens.use((grant) => provider.completeLink(grant, request));
      if (followed.ok && followed.value) return this.#admit(linking, followed.value);
      if (isOver()) return;
      if (followed.ok || mayPass(followed.failure)) continue;
      if (followed.failure.code === 'Link_Expired') this.#refuse(linking, followed.failure);
      else keeper.refuse(ticket, followed);
      return;
    }
  }

  /** The tokens may have been renewed while the portal answered: those that it answered to are used up then. */
  async #admit({ ticket, tokens }: Linking, { person, profiles }: Grant): Promise<void> {
    await tokens.settled();
    const current = tokens.drop();
    if (current) await this.#options.admission.admit(ticket, { ...current, person, profiles }, null);
  }

  #refuse(linking: Linking, failure: Failure): Result<undefined> {
    this.#show(linking, failure);
    return { ok: false, failure };
  }

  #show({ ticket, person, request, busy }: Linking, refused: Failure | null): void {
    const sent = request && {
      email: request.email,
      expiresAt: request.expiresAt,
      resendAt: request.resendAt,
    };
    const progress: SignInProgress = { way: 'psc', step: 'link', person, refused, busy, sent };
    this.#options.keeper.show(ticket, progress);
  }
}
