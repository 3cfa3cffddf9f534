import { hasIbanKey, hasNirKey, passesLuhn } from './checksums.ts';

export type IdentifierKind =
  | 'nir'
  | 'rpps'
  | 'finess'
  | 'adeli'
  | 'iban'
  | 'telephone'
  | 'date'
  | 'age'
  | 'street'
  | 'plate'
  | 'email'
  | 'ip'
  | 'number';

/** A part of a text that looks like an identifier. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly start: number;
  readonly end: number;
  /** Whether its check digits agree; null where it has none. A misread digit breaks them: it tells, it does not decide. */
  readonly checked: boolean | null;
}

interface Pattern {
  readonly kind: IdentifierKind;
  readonly shape: RegExp;
  readonly check?: (bare: string) => boolean;
}

const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '(?:\\d{4}|\\d{2})';
const MONTHS =
  'janv(?:ier)?|f[eé]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[eé]c(?:embre)?';
const WAYS =
  'rue|avenue|av\\.?|bd\\.?|boulevard|all[eé]es?|chemin|impasse|place|quai|route|square|cours|ruelle|passage|lotissement|r[eé]sidence|hameau|lieu-dit|voie|sentier|faubourg|esplanade|mont[eé]e|traverse|villa';

/** The more telling first: a later pattern does not touch what an earlier one has found. */
const patterns: readonly Pattern[] = [
  { kind: 'email', shape: /[\p{L}\d._%+-]+\s?[@＠]\s?[\p{L}\d-]+(?:\s?\.\s?[\p{L}\d-]+)*/giu },
  {
    kind: 'iban',
    shape: /\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b/gi,
    check: hasIbanKey,
  },
  {
    kind: 'nir',
    shape:
      /(?<!\d)[12378]\s?\d{2}\s?(?:0[1-9]|[1-9]\d)\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}(?:\s?\/?\s?\d{2})?(?!\d)/gi,
    check: hasNirKey,
  },
  {
    kind: 'ip',
    shape:
      /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d{1,5})?(?![\d.])|(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}/gi,
  },
  {
    kind: 'telephone',
    shape:
      /(?<!\d)(?:(?:\+|00)\s?33\s?\(?0?\)?\s?[1-9]|0[1-9])(?:[\s.\-/]?\d{2}){4}(?!\d)|\+\s?\d{2,3}(?:[\s.-]?\d{2,3}){3,5}/g,
  },
  {
    kind: 'date',
    shape: new RegExp(
      `(?<!\\d)${DAY}\\s?/\\s?${MONTH}(?:\\s?/\\s?${YEAR})?(?!\\d)|(?<!\\d)${DAY}\\s?[.-]\\s?${MONTH}\\s?[.-]\\s?${YEAR}(?!\\d)|(?<!\\d)(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])|(?<!\\d)(?:1er|[12]?\\d|3[01])\\s?(?:${MONTHS})(?!\\p{L})(?:\\s?(?:19|20)?\\d{2})?`,
      'giu',
    ),
  },
  { kind: 'age', shape: /(?<!\d)\d{1,3}\s?(?:ans?|mois|jours?|semaines?|sa)(?!\p{L})/giu },
  {
    kind: 'street',
    shape: new RegExp(`(?<!\\d)\\d{1,4}\\s?(?:bis|ter|quater)?,?\\s?(?:${WAYS})(?!\\p{L})`, 'giu'),
  },
  { kind: 'street', shape: /(?<!\d)(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{3}\s?\p{L}{2,}/giu },
  {
    kind: 'plate',
    shape:
      /(?<![\p{L}\d])(?:[A-HJ-NP-TV-Z]{2}[\s-]?\d{3}[\s-]?[A-HJ-NP-TV-Z]{2}|\d{1,4}\s[A-Z]{2,3}\s(?:\d{2}|2[AB]))(?![\p{L}\d])/giu,
  },
  { kind: 'rpps', shape: /(?<!\d)(?:8|10)\d{9,10}(?!\d)/g, check: passesLuhn },
  { kind: 'adeli', shape: /(?<=adeli\D{0,4})\d{9}(?!\d)/gi },
  { kind: 'finess', shape: /(?<!\d)(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])[0-9]{7}(?!\d)/gi, check: passesLuhn },
  { kind: 'number', shape: /(?:\d[\s.\-/]?){5,}\d/g },
];

/** What in `text` looks like an identifier, in the order of the text. */
export function identifiersIn(text: string): Identifier[] {
  const found: Identifier[] = [];
  for (const { kind, shape, check } of patterns) {
    for (const match of text.matchAll(shape)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ kind, start, end, checked: check ? check(match[0].replace(/[\s/]/g, '')) : null });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
