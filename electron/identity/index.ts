export type { Account, ChannelState, OtpChannel, PasswordPolicy } from './account/account.ts';
export {
  AccountService,
  type AccountServiceOptions,
  type AccountState,
  type ChannelTestState,
} from './account/account-service.ts';
export type { DegradedAccess, DegradedPerson } from './degraded/ports.ts';
export { type IdentityOptions, IdentityService, type Pace, type ProfileMemory } from './identity-service.ts';
export { type IdleLockOptions, watchIdle } from './idle-lock.ts';
export type { JournalEntry } from './journal/entry.ts';
export { authorityFetch } from './oidc/authority-fetch.ts';
export type { Fetch } from './oidc/exchange.ts';
export { OidcIdentityProvider } from './oidc/provider.ts';
export type {
  AccountPortal,
  CardReader,
  ChannelTest,
  DegradedSession,
  Grant,
  IdentityProvider,
  LinkRequest,
  OtpAnswer,
  OtpChallenge,
  OtpConversation,
  OtpStep,
  Person,
  PhoneClaim,
  Profile,
  PscChannel,
  PscOutcome,
  PscRequest,
  SignInMethod,
  Tokens,
} from './ports.ts';
export type { DegradedState, LockReason, SessionState, SignInProgress } from './session-state.ts';
