export { IdentityService, type ProfileMemory } from './identity-service.ts';
export { authorityFetch } from './oidc/authority-fetch.ts';
export type { Fetch } from './oidc/exchange.ts';
export { OidcIdentityProvider } from './oidc/provider.ts';
export type { CardReader, Grant, IdentityProvider, Person, PhoneClaim, Profile } from './ports.ts';
export type { SessionState } from './session-state.ts';
