import type { PhoneClaim } from '../../identity/ports.ts';
import type { DirectoryPerson, DirectoryPhone } from './people.ts';

export type ClaimOutcome =
  | { readonly ok: true; readonly claim: PhoneClaim }
  | {
      readonly ok: false;
      readonly status: 403 | 404 | 409;
      readonly reason: 'profile-refused' | 'number-unknown' | 'already-bound';
    };

interface Claimant {
  readonly person: DirectoryPerson;
  readonly grantId: string;
  readonly profileId: string;
}

/** Which person holds which desk phone: one phone has one person, and lasts as long as that person's grant. */
export class PhoneClaims {
  readonly #phones: readonly DirectoryPhone[];
  readonly #isAlive: (grantId: string) => Promise<boolean>;
  readonly #holders = new Map<string, { personId: string; grantId: string }>();

  constructor(phones: readonly DirectoryPhone[], isAlive: (grantId: string) => Promise<boolean>) {
    this.#phones = phones;
    this.#isAlive = isAlive;
  }

  /** The same person may claim again, from another station after a breakdown for example. */
  async claim(number: string, { person, grantId, profileId }: Claimant): Promise<ClaimOutcome> {
    const phone = this.#phones.find((candidate) => candidate.number === number);
    if (!phone) return { ok: false, status: 404, reason: 'number-unknown' };
    const profile = person.profiles.find(({ id }) => id === profileId);
    if (profile?.entity.id !== phone.entity) return { ok: false, status: 403, reason: 'profile-refused' };
    const holder = this.#holders.get(number);
    if (holder && holder.personId !== person.id && (await this.#isAlive(holder.grantId))) {
      return { ok: false, status: 409, reason: 'already-bound' };
    }
    this.#holders.set(number, { personId: person.id, grantId });
    const { addressOfRecord, credential } = phone;
    return { ok: true, claim: { number, addressOfRecord, credential } };
  }

  /** Nothing happens when the phone is someone else's. */
  release(number: string, person: DirectoryPerson): void {
    if (this.#holders.get(number)?.personId === person.id) this.#holders.delete(number);
  }

  releaseAll(grantId: string): void {
    for (const [number, holder] of this.#holders) {
      if (holder.grantId === grantId) this.#holders.delete(number);
    }
  }
}
