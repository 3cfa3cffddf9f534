import { numberRanges, typedDigits } from './numbers.ts';
import { longForm, wordsOf } from './words.ts';

/** A search as typed, understood: digits alone, looked for at the beginning of numbers, or words. */
export type SearchQuery =
  | {
      readonly kind: 'number' /** What a normalised number may begin with. */;
      readonly prefixes: readonly string[];
    }
  | {
      readonly kind: 'words';
      /** How the name begins when it begins as typed. */
      readonly nameKey: string;
      /** Each has to begin one of the entry's words, in whatever order; what stands together is one word or the other. */
      readonly words: readonly (readonly string[])[];
    };

/** Longer than anything one types; what is beyond is not looked at. */
const LONGEST = 100;
const MOST_WORDS = 8;

/** Understands what was typed; null when there is nothing to look for in it. */
export function readSearch(text: string): SearchQuery | null {
  const typed = text.slice(0, LONGEST);
  if (/^[\d\s+.()/_-]*$/.test(typed)) {
    const digits = typedDigits(typed);
    return digits ? { kind: 'number', prefixes: numberRanges(digits) } : null;
  }
  const words = wordsOf(typed).slice(0, MOST_WORDS);
  if (words.length === 0) return null;
  return { kind: 'words', nameKey: words.join(' '), words: words.map((word) => [word, ...longForm(word)]) };
}

/** The same for SQLite's full-text search (FTS5): words are letters and digits only, so that quoting them is enough. */
export function toMatch(words: readonly (readonly string[])[]): string {
  const begins = (word: string) => `"${word}"*`;
  return words.map((either) => `(${either.map(begins).join(' OR ')})`).join(' AND ');
}

/** Whether words of an entry answer the search. */
export function isMatch(words: readonly (readonly string[])[], found: readonly string[]): boolean {
  return words.every((either) => either.some((typed) => found.some((word) => word.startsWith(typed))));
}
