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

interface Line {
  readonly record: readonly string[];
  /** At which it ends, from 1. */
  readonly line: number;
}

/**
 * Reads a table with a line of headers (RFC 4180, or with another delimiter, which is found). Fails with
 * `Directory_ColumnsUnknown` when no column is a name or none a number.
 */
export function parseCsv(text: string): Result<ParsedFile> {
  const problems: ParsedFile['problems'][number][] = [];
  let lines: Line[];
  try {
    lines = readLines(text, (line) => problems.push({ line, reason: 'malformed', detail: '' }));
  } catch {
    return fail('Directory_FileMalformed');
  }
  const [head, ...rows] = lines;
  const headers = head?.record.map(plainText) ?? [];
  const fields = headers.slice(0, MOST_COLUMNS).map(fieldOf);
  const has = (isIt: (field: Field) => boolean) => fields.some((field) => field && isIt(field));
  const isName = (field: Field) =>
    field.kind === 'text' && (field.field === 'name' || field.field === 'organisation');
  if (!has(isName) || !has(({ kind }) => kind === 'number')) {
    return fail('Directory_ColumnsUnknown', { columns: headers.slice(0, 12).join(', ').slice(0, 200) });
  }
  const drafts: Draft[] = [];
  for (const { record, line } of rows) {
    if (record.some((cell) => cell.includes('\0'))) {
      problems.push({ line, reason: 'binary', detail: '' });
    } else if (record.some((cell) => cell.trim() !== '')) drafts.push(draftOf(record, fields, line));
  }
  const columns = headers.map((header, index) => ({ header, field: nameOf(fields[index] ?? null) }));
  return ok({ drafts, problems, columns });
}

/** Throws when a quote or a line does not end: what follows it would be lost. */
function readLines(text: string, onSkip: (line: number) => void): Line[] {
  const lines: Line[] = [];
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
    on_record: (record: string[], { lines: line }) => {
      lines.push({ record, line });
      return null;
    },
  });
  return lines;
}

/** The one that the line of headers has most of. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_096).split(/\r?\n/, 1)[0] ?? '';
  const counts = delimiters.map((delimiter) => head.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ';';
}

function draftOf(cells: readonly string[], fields: readonly (Field | null)[], line: number): Draft {
  const texts = new Map<TextField, string>();
  const numbers: Draft['numbers'][number][] = [];
  for (const [index, field] of fields.entries()) {
    const cell = cells[index];
    if (!field || cell === undefined || cell === '') continue;
    if (field.kind === 'number') numbers.push({ kind: field.numberKind, text: cell });
    else if (!texts.has(field.field)) texts.set(field.field, cell);
  }
  const text = (field: TextField): string => texts.get(field) ?? '';
  const instruction = text('instruction');
  return {
    line,
    sourceId: text('id').trim() || null,
    name: [text('name'), text('givenName')].filter(Boolean).join(' '),
    kind: text('kind'),
    organisation: text('organisation'),
    service: text('service'),
    town: text('town'),
    numbers,
    groups: text('groups') === '' ? [] : text('groups').split(/[;,|]/),
    remarkable: saysYes(text('remarkable')) ? instruction : null,
  };
}

function nameOf(field: Field | null): string | null {
  if (!field) return null;
  return field.kind === 'number' ? `number.${field.numberKind}` : field.field;
}
