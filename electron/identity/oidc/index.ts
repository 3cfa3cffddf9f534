export { OidcAccountPortal } from './account-portal.ts';
export { OidcIdentityProvider } from './provider.ts';
