export type { Vault } from './ports.ts';
