export { toCsv } from './csv.ts';
export type { JournalEntry } from './entry.ts';
export { type Journal, memoryJournal, SignInJournal, type SignInJournalOptions } from './journal.ts';
export { mayRead } from './may-read.ts';
export {
  callLogExport,
  degradedRefusal,
  type JournalNote,
  journalEntryOf,
  screenshotReveal,
} from './note.ts';
export { recordSessions } from './record-sessions.ts';
