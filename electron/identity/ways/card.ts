import { fail, ok, type Result } from '../../failures/index.ts';
import { type PresentCard, presentCard } from '../card-presence.ts';
import type { DegradedAccess } from '../degraded/ports.ts';
import { fullName } from '../full-name.ts';
import type { CardReader, Grant, IdentityProvider } from '../ports.ts';
import { isAway, isRefusal } from '../provider-failures.ts';
import type { SessionKeeper, Ticket } from '../session-keeper.ts';
import type { SignInProgress } from '../session-state.ts';
import { proveCard } from '../unlock-proof.ts';
import type { Admission } from './admission.ts';

export interface CardWayOptions {
  readonly card: CardReader;
  readonly provider: IdentityProvider;
  readonly keeper: SessionKeeper;
  readonly admission: Admission;
  readonly degraded: Pick<DegradedAccess, 'forget'>;
}

/** Milliseconds in which somebody reads why a sign-in failed, and types the PIN again. */
const MOMENT = 120_000;

/** Signs in with the card in the reader, and unlocks the session that it opened. */
export class CardWay {
  readonly #options: CardWayOptions;
  #away: { readonly cardId: string; readonly at: number } | null = null;

  constructor(options: CardWayOptions) {
    this.#options = options;
  }

  /** `pin` is overwritten by the caller. */
  async submitPin(pin: Uint8Array): Promise<Result<undefined>> {
    const { card, keeper } = this.#options;
    const before = keeper.session;
    const started = this.start();
    if (!started.ok) return started;
    const { present, ticket } = started.value;
    return keeper.guard(ticket, async () => {
      const isOwn = before.kind === 'locked' && before.cardId === present.holder.cardId;
      if (!isOwn) return this.#signIn(ticket, present, pin);
      const proved = await proveCard(card, present, pin);
      if (!proved.ok) return keeper.refuse(ticket, proved);
      return this.#unlock(ticket);
    });
  }

  /** Starts an attempt with the card in the reader. */
  start(): Result<{ readonly present: PresentCard; readonly ticket: Ticket }> {
    const { card, keeper } = this.#options;
    const asked = keeper.mayStart();
    if (!asked.ok) return asked;
    const present = presentCard(card.state.get());
    if (!present.ok) return present;
    const { cardId } = present.value.holder;
    const ticket = keeper.start(progressOf(present.value), cardId);
    return ticket.ok ? ok({ present: present.value, ticket: ticket.value }) : ticket;
  }

  /** The grant for a card, as long as the attempt lasts. */
  async grantFor(ticket: Ticket, { holder, chain }: PresentCard, pin: Uint8Array): Promise<Result<Grant>> {
    const { card, provider, degraded } = this.#options;
    const { cardId } = holder;
    const granted = await provider.signInWithCard({
      chain,
      sign: async (data) => (ticket.signal.aborted ? fail('Card_Removed') : card.sign({ cardId, pin, data })),
    });
    if (isTurnedDown(granted)) void degraded.forget(cardId);
    this.#away = !granted.ok && isAway(granted.failure) ? { cardId, at: performance.now() } : null;
    return granted;
  }

  /** Whether the provider, whatever it answers now, let that card down a moment ago. */
  wasAway({ holder }: PresentCard): boolean {
    return this.#away?.cardId === holder.cardId && performance.now() - this.#away.at < MOMENT;
  }

  async #signIn(ticket: Ticket, present: PresentCard, pin: Uint8Array): Promise<Result<undefined>> {
    const { keeper, admission } = this.#options;
    const granted = await this.grantFor(ticket, present, pin);
    return granted.ok ? admission.admit(ticket, granted.value, present) : keeper.refuse(ticket, granted);
  }

  #unlock(ticket: Ticket): Result<undefined> {
    const { keeper } = this.#options;
    if (ticket.signal.aborted) return fail('Identity_NotNow');
    keeper.dispatch({ type: 'unlocked', attempt: ticket.number });
    return ok();
  }
}

/** The provider decided against this card or this person, or has no work for them. */
function isTurnedDown(granted: Result<Grant>): boolean {
  return granted.ok ? granted.value.profiles.length === 0 : isRefusal(granted.failure);
}

function progressOf({ holder }: PresentCard): SignInProgress {
  return { way: 'card', holderName: fullName(holder) };
}
