const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss' };
/** What people shorten in names of places and schools. */
const abbreviations: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
]);

const ASCII = /^[\x20-\x7e]*$/;
const LATIN = /^[\x20-\x7e\u00a0-\u017f]*$/;
const NOT_ASCII = /[^\x20-\x7e]/g;

/** Each letter that French and its neighbours add to ASCII, folded: nearly all there is to fold, on the hot path of an import. */
const latinLetters: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x180 - 0xa0 }, (_, index) => {
    const letter = String.fromCharCode(0xa0 + index);
    return [letter, foldedByUnicode(letter)];
  }),
);

/** Without accents, capitals, ligatures and compatibility forms: what two people type differently. */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  if (!LATIN.test(text)) return foldedByUnicode(text);
  return text.replace(NOT_ASCII, (letter) => latinLetters.get(letter) ?? letter).toLowerCase();
}

/** The same of any text, more slowly. */
export function foldedByUnicode(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[œæß]/g, (letter) => ligatures[letter] ?? letter);
}

/** The words of a text, folded; hyphens, apostrophes and all punctuation part them. */
export function wordsOf(text: string): string[] {
  const plain = folded(text);
  return plain.match(ASCII.test(plain) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) ?? [];
}

/** The words under which a text of these words is found: they, and what they abbreviate. */
export function indexedWords(words: readonly string[]): string[] {
  return [...words, ...words.filter((word) => abbreviations.has(word)).flatMap(longForm)];
}

/** « saint » of « st »; nothing of what is no abbreviation. */
export function longForm(word: string): string[] {
  const long = abbreviations.get(word);
  return long === undefined ? [] : [long];
}
