import { parse } from 'csv-parse/sync';
import { type Field, fieldOf, type TextField } from '../../../../electron/directory/rules/columns.ts';
import { plainText } from '../../../../electron/directory/rules/entry.ts';
import { saysYes } from '../../../../electron/directory/rules/kind-words.ts';
import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import type { Draft } from './draft.ts';
import type { ParsedFile } from './parsed.ts';

const delimiters = [';', '\t', ',', '|'] as const;
/** A line of a directory has a few hundred characters. */
const LONGEST_RECORD = 64 * 1024;
const MOST_COLUMNS = 200;

const hopeless: ReadonlySet<string> = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE']);

/**
 * Reads a table with a line of headers (RFC 4180, or with another delimiter, which is found). Fails with
 * `Directory_ColumnsUnknown` when no column is a name or none a number.
 */
export function parseCsv(text: string, onDraft: (draft: Draft) => void): Result<ParsedFile> {
  const problems: ParsedFile['problems'][number][] = [];
  const headers: string[] = [];
  const fields: (Field | null)[] = [];
  const take = (record: readonly string[], line: number): void => {
    if (headers.length === 0) {
      headers.push(...record.map(plainText));
      fields.push(...headers.slice(0, MOST_COLUMNS).map(fieldOf));
    } else if (record.some((cell) => cell.includes('\0'))) {
      problems.push({ line, reason: 'binary', detail: '' });
    } else if (record.some((cell) => cell.trim() !== '')) onDraft(draftOf(record, fields, line));
  };
  try {
    readLines(text, take, (line) => problems.push({ line, reason: 'malformed', detail: '' }));
  } catch {
    return fail('Directory_FileMalformed');
  }
  const has = (isIt: (field: Field) => boolean) => fields.some((field) => field && isIt(field));
  const isName = (field: Field) =>
    field.kind === 'text' && (field.field === 'name' || field.field === 'organisation');
  if (!has(isName) || !has(({ kind }) => kind === 'number')) {
    return fail('Directory_ColumnsUnknown', { columns: headers.slice(0, 12).join(', ').slice(0, 200) });
  }
  const columns = headers.map((header, index) => ({ header, field: nameOf(fields[index] ?? null) }));
  return ok({ problems, columns });
}

/** Tells each record and the line at which it ends, from 1. Throws when a quote or a line does not end: what follows it would be lost. */
function readLines(
  text: string,
  onRecord: (record: readonly string[], line: number) => void,
  onSkip: (line: number) => void,
): void {
  parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error && hopeless.has(error.code)) throw error;
      onSkip(Number(error && 'lines' in error ? error.lines : 0));
      return undefined;
    },
    on_record: (record: string[], { lines }) => {
      onRecord(record, lines);
      return null;
    },
  });
}

/** The one that the line of headers has most of. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_096).split(/\r?\n/, 1)[0] ?? '';
  const counts = delimiters.map((delimiter) => head.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ';';
}

function draftOf(cells: readonly string[], fields: readonly (Field | null)[], line: number): Draft {
  const texts: Partial<Record<TextField, string>> = {};
  const numbers: Draft['numbers'][number][] = [];
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index];
    const cell = cells[index];
    if (!field || !cell) continue;
    if (field.kind === 'number') numbers.push({ kind: field.numberKind, text: cell });
    else texts[field.field] ??= cell;
  }
  const { id, name, givenName, kind, organisation, service, town, groups, remarkable, instruction } = texts;
  return {
    line,
    sourceId: id?.trim() || null,
    name: name && givenName ? `${name} ${givenName}` : (name ?? givenName ?? ''),
    kind: kind ?? '',
    organisation: organisation ?? '',
    service: service ?? '',
    town: town ?? '',
    numbers,
    groups: groups ? groups.split(/[;,|]/) : [],
    remarkable: remarkable && saysYes(remarkable) ? (instruction ?? '') : null,
  };
}

function nameOf(field: Field | null): string | null {
  if (!field) return null;
  return field.kind === 'number' ? `number.${field.numberKind}` : field.field;
}
