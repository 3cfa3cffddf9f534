export { FileVault } from './file-vault.ts';
export { memoryVault } from './memory-vault.ts';
export type { SecretStorage, Vault } from './ports.ts';
