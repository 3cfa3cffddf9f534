import { fail, ok, type Result } from '../../failures/index.ts';
import type { PresentCard } from '../card-presence.ts';
import type { DegradedAccess } from '../degraded/ports.ts';
import type { Grant } from '../ports.ts';
import { isWorking } from '../session.ts';
import type { SessionKeeper, Ticket } from '../session-keeper.ts';
import type { SessionPhone } from '../session-phone.ts';
import type { DegradedRecords } from './degraded-records.ts';

export interface AdmissionOptions {
  readonly keeper: SessionKeeper;
  readonly phone: SessionPhone;
  readonly degraded: DegradedAccess;
  readonly records: DegradedRecords;
}

/** What every way ends with once the provider vouches for the person. */
export class Admission {
  readonly #options: AdmissionOptions;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /**
   * Lets the person in. A session that goes on with other tokens keeps its phone: a refusal of it is the failure that
   * comes back.
   */
  async admit(ticket: Ticket, grant: Grant, card: PresentCard | null): Promise<Result<undefined>> {
    const { keeper, phone, records } = this.#options;
    const admitted = keeper.admit(ticket, grant, card);
    if (!admitted.ok) return admitted;
    this.remember();
    void records.report();
    return phone.handOver(admitted.value.replaced);
  }

  /** Has this station remember who took which profile with the card, for a day without the provider. */
  remember(): void {
    const { keeper, degraded } = this.#options;
    const { session, card } = keeper;
    if (!isWorking(session) || session.degraded || !card) return;
    void degraded.noteSignIn(card, session.person, session.profiles, session.profile);
  }

  /** Takes one of the profiles of the list instead of the present one; a phone that refuses it changes nothing. */
  async changeProfile(profileId: string): Promise<Result<undefined>> {
    const { keeper, phone } = this.#options;
    const { session } = keeper;
    if (session.kind !== 'signed-in') return fail('Identity_NotNow');
    if (session.degraded) return fail('Degraded_OnlyTelephony');
    if (!session.profiles.some(({ id }) => id === profileId)) return fail('Identity_ProfileUnknown');
    if (session.profile.id === profileId) return ok();
    const claimed = await phone.claimAgain(profileId);
    if (!claimed.ok) return claimed;
    const now = keeper.session;
    if (!isWorking(now) || now.person.subject !== session.person.subject) return fail('Identity_NotNow');
    keeper.dispatch({ type: 'profile-changed', profileId });
    this.remember();
    return ok();
  }
}
