import texts from '../../../resources/fr/journal.json' with { type: 'json' };
import { catalogue, type FailureCode } from '../../failures/index.ts';
import { csvTable, parisTime } from '../../shared/csv.ts';
import type { JournalEntry } from './entry.ts';

/** The entries as a table for a spreadsheet. */
export function toCsv(entries: readonly JournalEntry[]): string {
  return csvTable([texts.columns, ...entries.map(cellsOf)]);
}

function cellsOf({ at, event, method, person, profile, failure, lockReason }: JournalEntry): string[] {
  return [
    parisTime(at),
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
