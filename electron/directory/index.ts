export { CallerIdentification, type Callers } from './caller-identification.ts';
export { Directory, type DirectoryState, type ImportState } from './directory.ts';
export { exportedRows } from './export.ts';
export type { CallerIdentity, Entry, EntryContent, EntryKind } from './rules/entry.ts';
