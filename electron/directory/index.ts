export { CallerIdentification, type Callers } from './caller-identification.ts';
export type { CallerIdentity, Entry, EntryContent, EntryKind } from './rules/entry.ts';
