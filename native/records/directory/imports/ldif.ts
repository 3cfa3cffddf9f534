import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import { draftOfAttributes } from './attributes.ts';
import type { Draft } from './draft.ts';
import type { ParsedFile } from './parsed.ts';

const LONGEST_LINE = 64 * 1024;
const MOST_VALUES = 1_000;

interface LdifRecord {
  readonly line: number;
  readonly dn: string | null;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  readonly broken: boolean;
}

/** Reads content records of LDIF (RFC 2849). Values at addresses (`:<`) are never fetched; changes are no content. */
export function parseLdif(text: string, onDraft: (draft: Draft) => void): Result<ParsedFile> {
  let read = 0;
  const problems: ParsedFile['problems'][number][] = [];
  for (const { line, dn, attributes, broken } of recordsOf(text)) {
    if (broken || dn === null || attributes.has('changetype')) {
      // The head of the file is a record of its own.
      if (!attributes.has('version') || dn !== null)
        problems.push({ line, reason: 'malformed', detail: dn ?? '' });
      continue;
    }
    const draft = draftOfAttributes(dn, attributes, line);
    if (draft) {
      read += 1;
      onDraft(draft);
    } else problems.push({ line, reason: 'no-number', detail: dn.slice(0, 60) });
  }
  if (read === 0 && problems.every(({ reason }) => reason === 'malformed')) {
    return fail('Directory_FileMalformed');
  }
  return ok({ problems, columns: [] });
}

function* recordsOf(text: string): Generator<LdifRecord> {
  let lines: string[] = [];
  let line = 0;
  let first = 1;
  for (const raw of text.split(/\r?\n/)) {
    line += 1;
    if (raw.startsWith(' ') && lines.length > 0) lines[lines.length - 1] += raw.slice(1);
    else if (raw !== '') {
      if (lines.length === 0) first = line;
      lines.push(raw);
    } else if (lines.length > 0) {
      yield recordOf(lines, first);
      lines = [];
    }
  }
  if (lines.length > 0) yield recordOf(lines, first);
}

function recordOf(lines: readonly string[], line: number): LdifRecord {
  const attributes = new Map<string, string[]>();
  let broken = lines.length > MOST_VALUES;
  for (const one of lines) {
    if (one.startsWith('#')) continue;
    const [, name, mark, value] = /^([A-Za-z0-9.-]+)(?:;[^:]*)?(::|:<|:) *(.*)$/s.exec(one) ?? [];
    if (!name || mark === ':<' || one.length > LONGEST_LINE) broken = true;
    else
      add(
        attributes,
        name,
        mark === '::' ? Buffer.from(value ?? '', 'base64').toString('utf8') : (value ?? ''),
      );
  }
  const dn = attributes.get('dn')?.[0] ?? null;
  return { line, dn, attributes, broken };
}

function add(attributes: Map<string, string[]>, name: string, value: string): void {
  const key = name.toLowerCase();
  const values = attributes.get(key);
  if (values) values.push(value);
  else attributes.set(key, [value]);
}
