// The package's entry file warns on the console about every runtime that is not a Node LTS, Electron
// included; its parts do not.
declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider';
}
declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider';
  export const AccessDenied: typeof errors.AccessDenied;
  export const InvalidBindingMessage: typeof errors.InvalidBindingMessage;
  export const InvalidGrant: typeof errors.InvalidGrant;
  export const UnknownUserId: typeof errors.UnknownUserId;
}
