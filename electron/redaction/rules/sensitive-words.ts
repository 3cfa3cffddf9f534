import { identifiersIn } from './identifiers.ts';

/** Why a text may not be a label only. */
export type Doubt = 'identifier' | 'short' | 'name' | 'town' | 'medical';

/** Words that name people, places and what people suffer from, ready to be asked. */
export interface SensitiveWords {
  readonly names: ReadonlySet<string>;
  readonly towns: readonly string[];
  readonly medical: ReadonlySet<string>;
}

/** Lists of words, commas between them. */
export function sensitiveWords(source: { names: string; towns: string; medical: string }): SensitiveWords {
  const split = (text: string): string[] => text.split(', ').map(spaced);
  return {
    names: new Set(split(source.names)),
    towns: split(source.towns),
    medical: new Set(split(source.medical).map(singular)),
  };
}

const LEAST_LETTERS = 3;

/** What speaks against showing `label` wherever it stands; nothing where it looks like a text of an application. */
export function doubtsAbout(label: string, words: SensitiveWords): Doubt[] {
  const text = ` ${spaced(label)} `;
  const parts = text.trim().split(' ');
  const doubts: Doubt[] = [];
  if (identifiersIn(label).length > 0) doubts.push('identifier');
  if ((label.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) doubts.push('short');
  if (parts.some((part) => words.names.has(part) || isLogin(part, words.names))) doubts.push('name');
  if (words.towns.some((town) => text.includes(` ${town} `))) doubts.push('town');
  if (parts.some((part) => words.medical.has(singular(part)))) doubts.push('medical');
  return doubts;
}

/** Letters of a surname that is known behind an initial. */
const LEAST_SURNAME = 5;

/** As sites make logins: an initial and a surname. */
function isLogin(word: string, names: ReadonlySet<string>): boolean {
  const surname = word.slice(1);
  return surname.length >= LEAST_SURNAME && names.has(surname);
}

const singular = (word: string): string => word.replace(/s$/, '');

/** Lower case without accents, one space between words, hyphens and apostrophes as spaces. */
function spaced(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
