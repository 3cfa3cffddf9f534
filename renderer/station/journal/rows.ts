import { catalogue } from '../../../electron/failures/index.ts';
import type { JournalEntry } from '../../../electron/identity/journal/entry.ts';
import { t } from '../text.ts';

/** A line of the journal as it is read, and as it is searched. */
export interface JournalRow {
  readonly key: string;
  readonly at: string;
  readonly iso: string;
  readonly person: string;
  readonly method: string;
  readonly event: string;
  readonly result: string;
  /** Of the failure, for who looks it up. */
  readonly code: string | null;
  readonly profile: string;
  readonly refused: boolean;
  /** All of it without accents and capitals. */
  readonly searched: string;
}

const dateFormat = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'medium' });

/** Without accents, capitals and kinds of spaces: what two people type differently. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').toLowerCase().trim();
}

function resultOf({ failure, lockReason }: JournalEntry): string {
  if (failure) return catalogue[failure].title;
  return lockReason ? t(`journal.lock.${lockReason}`) : t('journal.done');
}

/** The lines as they are read, in the order given. */
export function journalRows(entries: readonly JournalEntry[]): readonly JournalRow[] {
  return entries.map((entry, index) => {
    const { at, event, method, failure } = entry;
    const date = new Date(at);
    const row = {
      key: `${entries.length - index}`,
      at: dateFormat.format(date),
      iso: date.toISOString(),
      person: entry.person ?? t('journal.unknown'),
      method: method ? t(`journal.method.${method}`) : t('journal.unknown'),
      event: t(`journal.event.${event}`),
      result: resultOf(entry),
      code: failure,
      profile: entry.profile ?? t('journal.unknown'),
      refused: event === 'refused' || event === 'degraded-refused',
    };
    const { person, method: how, event: what, result, code, profile } = row;
    return { ...row, searched: plain([row.at, person, how, what, result, code, profile].join(' ')) };
  });
}

/** The rows in which each word of `text` is found, all of them or the refused ones. */
export function searchRows(
  rows: readonly JournalRow[],
  text: string,
  refusedOnly: boolean,
): readonly JournalRow[] {
  const words = plain(text).split(' ').filter(Boolean);
  return rows.filter(
    ({ searched, refused }) => (refused || !refusedOnly) && words.every((word) => searched.includes(word)),
  );
}
