import { fail, ok, type Result } from '../../failures/index.ts';
import { presentCard } from '../card-presence.ts';
import type { DegradedAccess } from '../degraded/ports.ts';
import type { CardReader, IdentityProvider } from '../ports.ts';
import { isAway, isRefusal } from '../provider-failures.ts';
import { isWorking, type Session } from '../session.ts';
import type { SessionKeeper } from '../session-keeper.ts';
import { proveCard } from '../unlock-proof.ts';
import type { Admission } from './admission.ts';
import type { CardWay } from './card.ts';
import type { DegradedRecords } from './degraded-records.ts';

export interface DegradedWayOptions {
  readonly card: CardReader;
  readonly provider: IdentityProvider;
  readonly keeper: SessionKeeper;
  readonly admission: Admission;
  readonly cards: CardWay;
  readonly degraded: DegradedAccess;
  readonly records: DegradedRecords;
  /** Milliseconds between two looks at whether the provider is back. */
  readonly pace: number;
}

/** Opens or unlocks the station with a card while the provider is away, and makes that session whole once it is back. */
export class DegradedWay {
  readonly #options: DegradedWayOptions;
  #timer: NodeJS.Timeout | undefined;
  #watching = false;

  constructor(options: DegradedWayOptions) {
    this.#options = options;
    options.keeper.subscribe((session) => this.#follow(session));
  }

  /**
   * Opens the station, or unlocks a session of the same person that was opened without a card.
   * `pin` is overwritten by the caller. Fails with `Degraded_…`, `Card_…`, `Identity_OtherPerson`.
   */
  async open(pin: Uint8Array): Promise<Result<undefined>> {
    const { card, provider, keeper, cards, degraded, records } = this.#options;
    const { session } = keeper;
    // A card that opened the session unlocks it without the provider anyway.
    if (session.kind === 'locked' && session.cardId !== null) return fail('Identity_NotNow');
    const started = cards.start();
    if (!started.ok) return started;
    const { present, ticket } = started.value;
    return keeper.guard(ticket, async () => {
      if (!degraded.offered) return keeper.refuse(ticket, fail('Degraded_NotOffered'));
      if (!cards.wasAway(present) && (await provider.isReachable())) {
        keeper.providerAway.set(false);
        return keeper.refuse(ticket, fail('Degraded_NotNeeded'));
      }
      const judged = await degraded.judge(present);
      if (!judged.ok) return keeper.refuse(ticket, judged);
      const { person, profile, profiles, revocation } = judged.value;
      if (session.kind === 'locked' && session.person.subject !== person.subject) {
        return keeper.refuse(ticket, fail('Identity_OtherPerson'));
      }
      if (ticket.signal.aborted) return fail('Identity_NotNow');
      const proved = await proveCard(card, present, pin);
      if (!proved.ok) return keeper.refuse(ticket, proved);
      if (ticket.signal.aborted) return fail('Identity_NotNow');
      const at = Date.now();
      keeper.admitDegraded(
        { type: 'opened-degraded', attempt: ticket.number, at, person, profile, profiles },
        present,
      );
      records.open({ subject: person.subject, openedAt: at, revocation });
      return ok();
    });
  }

  /** Signs in after all, with the card that opened the session. A provider that decides against it ends the session. */
  async complete(pin: Uint8Array): Promise<Result<undefined>> {
    const { card, keeper, admission, cards } = this.#options;
    const present = presentCard(card.state.get());
    if (!present.ok) return present;
    if (present.value.holder.cardId !== keeper.card?.holder.cardId) return fail('Identity_OtherCard');
    const started = keeper.startCompletion();
    if (!started.ok) return started;
    const ticket = started.value;
    return keeper.guard(ticket, async () => {
      const granted = await cards.grantFor(ticket, present.value, pin);
      if (granted.ok) return admission.admit(ticket, granted.value, present.value);
      const { failure } = granted;
      if (ticket.signal.aborted || !isRefusal(failure)) {
        if (isAway(failure)) keeper.dispatch({ type: 'portal-seen', back: false });
        return keeper.refuse(ticket, granted);
      }
      keeper.dispatch({ type: 'ended', failure });
      return granted;
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watching = false;
  }

  #follow(session: Session): void {
    const isDegraded = isWorking(session) && session.degraded !== null;
    if (isDegraded === this.#watching) return;
    this.close();
    this.#watching = isDegraded;
    if (isDegraded) this.#plan();
  }

  #plan(): void {
    this.#timer = setTimeout(() => void this.#look(), this.#options.pace);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { provider, keeper } = this.#options;
    const planned = this.#timer;
    try {
      const back = await provider.isReachable();
      if (this.#timer === planned) keeper.dispatch({ type: 'portal-seen', back });
    } finally {
      if (this.#watching && this.#timer === planned) this.#plan();
    }
  }
}
