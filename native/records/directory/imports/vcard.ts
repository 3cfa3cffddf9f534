import ICAL from 'ical.js';
import type { NumberKind } from '../../../../electron/directory/rules/entry.ts';
import { numberKindOf } from '../../../../electron/directory/rules/kind-words.ts';
import { folded } from '../../../../electron/directory/rules/words.ts';
import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import type { Draft } from './draft.ts';
import type { ParsedFile } from './parsed.ts';

/** Without its photograph, a card has some hundred characters; with it, some hundred thousand. */
const LONGEST_CARD = 512 * 1024;

/** Reads cards of version 3 and 4 (RFC 2426, 6350), one after the other; one that does not hold is told by its line. */
export function parseVcard(text: string, onDraft: (draft: Draft) => void): Result<ParsedFile> {
  let read = 0;
  const problems: ParsedFile['problems'][number][] = [];
  for (const { line, card } of cardsOf(text)) {
    const draft = card.length > LONGEST_CARD ? null : draftOf(card, line);
    if (draft) {
      read += 1;
      onDraft(draft);
    } else problems.push({ line, reason: 'malformed', detail: '' });
  }
  return read + problems.length > 0 ? ok({ problems, columns: [] }) : fail('Directory_FileMalformed');
}

function* cardsOf(text: string): Generator<{ readonly line: number; readonly card: string }> {
  let lines: string[] | null = null;
  let first = 0;
  let line = 0;
  for (const raw of text.split(/\r?\n/)) {
    line += 1;
    if (/^BEGIN:VCARD\s*$/i.test(raw)) {
      // One that was not ended is told by what it lacks.
      if (lines) yield { line: first, card: lines.join('\r\n') };
      lines = [];
      first = line;
    }
    lines?.push(raw);
    if (lines && /^END:VCARD\s*$/i.test(raw)) {
      yield { line: first, card: lines.join('\r\n') };
      lines = null;
    }
  }
  if (lines) yield { line: first, card: lines.join('\r\n') };
}

function draftOf(card: string, line: number): Draft | null {
  try {
    return read(new ICAL.Component(ICAL.parse(card)), line);
  } catch {
    return null;
  }
}

function read(card: ICAL.Component, line: number): Draft {
  const values = (name: string): string[] =>
    card.getAllProperties(name).flatMap((property) => property.getValues().flatMap(textsOf));
  const [family = '', given = ''] = values('n');
  const [organisation = '', unit = ''] = values('org');
  const [, , , town = ''] = values('adr');
  return {
    line,
    sourceId: values('uid')[0] ?? null,
    name: values('fn')[0] || `${family} ${given}`,
    kind: values('role')[0] ?? '',
    organisation,
    service: unit || (values('title')[0] ?? ''),
    town,
    numbers: card.getAllProperties('tel').map((property) => ({
      kind: kindOf(property),
      text: textsOf(property.getFirstValue()).join('').replace(/^tel:/i, ''),
    })),
    groups: values('categories'),
    remarkable: null,
  };
}

/** Structured values come as lists, and parts of them too. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map((part) => textsOf(part).join(' ')) : [];
}

function kindOf(property: ICAL.Property): NumberKind {
  const type: unknown = property.getParameter('type');
  return numberKindOf(folded([type].flat().join(' ')));
}
