import type { Account, ChannelState, OtpChannel, PasswordPolicy } from '../../../identity/account/account.ts';
import { otpChannels } from '../../../identity/account/account.ts';
import { type DirectoryPerson, identifierOf } from '../people.ts';
import { channelKey } from './channel-key.ts';
import { PasswordStore } from './password-store.ts';
import { AttemptCounter, frozenForGood, noAttempts } from './sign-in-freeze.ts';

const DAY = 24 * 3_600_000;

/** Seed 004: at least 12 characters, upper and lower case, a digit, one of these. */
export const passwordPolicy: PasswordPolicy = {
  minimumLength: 12,
  upperCase: true,
  lowerCase: true,
  digit: true,
  specialCharacters: '!@#$%^&*()+-=|~`"?\'><.,:;',
};

interface Channel {
  readonly value: string;
  readonly usable: boolean;
}

/** The accounts of the portal, as they change while it runs; they begin as the directory says. */
export class Accounts {
  readonly passwords = new PasswordStore();
  readonly attempts: AttemptCounter;
  readonly #people = new Map<string, DirectoryPerson>();
  readonly #channels = new Map<string, Channel>();
  readonly #cardUsed = new Set<string>();
  readonly #linked = new Set<string>();

  constructor(people: readonly DirectoryPerson[]) {
    const attempts = new Map<string, typeof noAttempts>();
    for (const person of people.filter(({ standing }) => standing !== 'unknown')) {
      const { id, account, psc } = person;
      const { password } = account;
      this.#people.set(identifierOf(person), person);
      attempts.set(identifierOf(person), account.frozen ? frozenForGood : noAttempts);
      if (password) {
        this.passwords.set(id, password.value, Date.now() - password.age * DAY, password.temporary);
      }
      for (const channel of otpChannels) {
        const configured = account[channel];
        if (configured) this.#channels.set(channelKey(id, channel), configured);
      }
      if (account.cardUsed) this.#cardUsed.add(id);
      if (psc?.linked) this.#linked.add(id);
    }
    this.attempts = new AttemptCounter(attempts);
  }

  /** `identifier` in its normal form. */
  find(identifier: string): DirectoryPerson | null {
    return this.#people.get(identifier) ?? null;
  }

  channel(personId: string, channel: OtpChannel): ChannelState {
    const configured = this.#channels.get(channelKey(personId, channel));
    if (!configured) return { value: null, state: 'none' };
    return { value: configured.value, state: configured.usable ? 'usable' : 'unusable' };
  }

  /** Where codes can be sent. */
  usableChannels(personId: string): readonly { readonly channel: OtpChannel; readonly value: string }[] {
    return otpChannels.flatMap((channel) => {
      const { value, state } = this.channel(personId, channel);
      return value !== null && state === 'usable' ? [{ channel, value }] : [];
    });
  }

  setChannel(personId: string, channel: OtpChannel, value: string): void {
    this.#channels.set(channelKey(personId, channel), { value, usable: true });
  }

  removeChannel(personId: string, channel: OtpChannel): void {
    this.#channels.delete(channelKey(personId, channel));
  }

  /** An ARM's first sign-in is by card (seed 002). */
  needsCardFirst({ id, profiles }: DirectoryPerson): boolean {
    return profiles.some(({ role }) => role.startsWith('ARM')) && !this.#cardUsed.has(id);
  }

  noteCard(personId: string): void {
    this.#cardUsed.add(personId);
  }

  /** Whether the person's PSC identity is tied to the account. */
  isLinked(personId: string): boolean {
    return this.#linked.has(personId);
  }

  link(personId: string): void {
    this.#linked.add(personId);
  }

  /** As the contract describes an account. */
  view(person: DirectoryPerson): Account {
    return {
      identifier: identifierOf(person),
      password: this.passwords.state(person.id),
      passwordPolicy,
      channels: { phone: this.channel(person.id, 'phone'), email: this.channel(person.id, 'email') },
    };
  }
}
