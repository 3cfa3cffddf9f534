import { fail, type Result } from '../../../electron/failures/index.ts';
import type { DegradedAccess } from '../../../electron/identity/degraded/ports.ts';
import type { AccountPortal, IdentityProvider } from '../../../electron/identity/index.ts';

const away = async <T>(): Promise<Result<T>> => fail('Identity_ProviderUnreachable');

/** A provider that never answers: a test says what it does answer. */
export const absentProvider: IdentityProvider = {
  prepare: () => undefined,
  signInWithCard: away,
  startOtp: away,
  startReset: away,
  continueOtp: away,
  startPsc: away,
  awaitPsc: away,
  signInWithBrowser: away,
  requestLink: away,
  completeLink: away,
  refresh: away,
  claimPhone: away,
  signOut: async () => undefined,
  releasePhone: async () => undefined,
  isReachable: async () => false,
};

/** The account calls of that provider. */
export const absentAccount: AccountPortal = {
  account: away,
  testChannel: away,
  validateChannel: away,
  removeChannel: away,
  changePassword: away,
  reportDegraded: away,
};

/** A station that never opens without its provider. */
export const noDegradedMode: DegradedAccess = {
  offered: false,
  noteSignIn: async () => undefined,
  forget: async () => undefined,
  noteClaim: async () => undefined,
  judge: async () => fail('Degraded_NotOffered'),
  claim: () => fail('Degraded_PhoneUnknown'),
  record: async () => undefined,
  unreported: () => [],
  reported: async () => undefined,
};
