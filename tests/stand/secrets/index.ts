export { type SecretStorage, startSecretStorage } from './secret-storage.ts';
