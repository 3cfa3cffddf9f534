import type { JournalEntry } from '../../identity/journal/entry.ts';
import type { SavedFile } from './saved-file.ts';
import { nothing } from './shapes.ts';

export const journalRequests = {
  'journal.read': nothing,
  'journal.export': nothing,
} as const;

export interface JournalReplies {
  'journal.read': JournalView;
  'journal.export': SavedFile;
}

export interface JournalView {
  /** The newest first, at most 5,000. */
  readonly entries: readonly JournalEntry[];
  /** How many there are; the export has them all. */
  readonly total: number;
  /** False where names cannot be kept encrypted: entries then carry none. */
  readonly keepsNames: boolean;
  /** Days after which an entry goes. */
  readonly days: number;
}
