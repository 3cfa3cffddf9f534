const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss' };
/** What people shorten in names of places and schools. */
const abbreviations: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
]);

/** Without accents, capitals, ligatures and compatibility forms: what two people type differently. */
export function folded(text: string): string {
  // Nearly all there is to fold is plain ASCII, and this is the hot path of an import.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[œæß]/g, (letter) => ligatures[letter] ?? letter);
}

/** The words of a text, folded; hyphens, apostrophes and all punctuation part them. */
export function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
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
