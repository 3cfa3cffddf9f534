/** A person's account on the portal, as the person may see it. Plain data; times in milliseconds since the epoch. */

export type OtpChannel = 'phone' | 'email';
export const otpChannels: readonly OtpChannel[] = ['phone', 'email'];

export interface ChannelState {
  /** E.164 for a telephone, an address for e-mail; null where none is configured. */
  readonly value: string | null;
  /** `unusable`: configured, but codes do not arrive there any more. */
  readonly state: 'none' | 'usable' | 'unusable';
}

/** The provider's rules for a password (by default those of seed 004). */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly upperCase: boolean;
  readonly lowerCase: boolean;
  readonly digit: boolean;
  /** One of these has to be there; empty where none is asked for. */
  readonly specialCharacters: string;
}

export interface Account {
  /** What the person types to sign in by OTP, `prénom.nom`. */
  readonly identifier: string;
  readonly password: {
    readonly set: boolean;
    readonly expiresAt: number | null;
    /** From when the expiry is announced. */
    readonly announcedFrom: number | null;
  };
  readonly passwordPolicy: PasswordPolicy;
  readonly channels: { readonly [K in OtpChannel]: ChannelState };
}

/** What is left to do of a first connection, in the order of seed 002 (steps 6 and 7); empty when all is done. */
export function firstConnectionSteps(account: Account): readonly ('channels' | 'password')[] {
  const { channels, password } = account;
  const hasChannel = otpChannels.some((channel) => channels[channel].state === 'usable');
  return [...(hasChannel ? [] : (['channels'] as const)), ...(password.set ? [] : (['password'] as const))];
}

/** Whether « Mot de passe oublié » will be open: both channels configured and usable (seed 000). */
export function canResetPassword({ channels }: Account): boolean {
  return otpChannels.every((channel) => channels[channel].state === 'usable');
}
