import texts from '../../../resources/fr/journal.json' with { type: 'json' };
import { catalogue, type FailureCode } from '../../failures/index.ts';
import type { JournalEntry } from './entry.ts';

const BYTE_ORDER_MARK = '\uFEFF';
/** Nothing that moves the cursor, hides, or turns the writing direction. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
/** A spreadsheet would compute what begins so, the full-width forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const zone = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });

/**
 * The entries as a table for a spreadsheet in French (RFC 4180, but `;`), UTF-8 with a byte order mark. Times are
 * ISO 8601 in Europe/Paris. No cell can be taken for a formula.
 */
export function toCsv(entries: readonly JournalEntry[]): string {
  const rows = [texts.columns, ...entries.map(cellsOf)];
  return BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(quote).join(';')}\r\n`).join('');
}

function cellsOf({ at, event, method, person, profile, failure, lockReason }: JournalEntry): string[] {
  return [
    localTime(at),
    texts.events[event],
    method ? texts.methods[method] : '',
    person ?? '',
    profile ?? '',
    failure ? causeOf(failure) : lockReason ? texts.lockReasons[lockReason] : '',
    failure ?? '',
  ];
}

/** The values of the moment are not kept: an ellipsis stands for them. */
function causeOf(code: FailureCode): string {
  return catalogue[code].cause.replaceAll(/\{\w+\}/g, '…');
}

/** For example `2026-07-14T02:30:00+02:00`. */
function localTime(at: number): string {
  const name = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return clock.format(at).replace(' ', 'T') + (name.replace('GMT', '') || 'Z');
}

function quote(cell: string): string {
  const text = cell.replaceAll(INVISIBLE, ' ');
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
