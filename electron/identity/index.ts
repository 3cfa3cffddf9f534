export type { Account, ChannelState, OtpChannel, PasswordPolicy } from './account/account.ts';
export { IdentityService, type ProfileMemory } from './identity-service.ts';
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
