import { wordsOf } from '../../../electron/directory/rules/words.ts';
import language from '../../../resources/fr/knowledge-words.json' with { type: 'json' };

const SHORTEST_ROOT = 4;
/** Endings of French that the same word has in another sentence, the longest first. */
const endings = [
  'issement',
  'ements',
  'ement',
  'ations',
  'ation',
  'ees',
  'ent',
  'ant',
  'ait',
  'er',
  'ez',
  'ee',
  'es',
  'is',
  'it',
  'e',
  's',
  'x',
];

/** Words that say nothing of what is wrong. */
const empty = new Set(language.empty.flatMap(wordsOf));
/** What people call the same thing, each word with the others. */
const alike: ReadonlyMap<string, readonly string[]> = new Map(
  language.alike.flatMap((group) => {
    const roots = [...new Set(group.flatMap(wordsOf).map(rootOf))];
    return roots.map((root) => [root, roots] as const);
  }),
);

/** Longer than any subject; what is beyond is not looked at. */
const LONGEST = 300;
const MOST_WORDS = 12;

/** What a word begins with in each of its forms, as far as its ending tells: « connexions » and « connexion ». */
export function rootOf(word: string): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST_ROOT);
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** What FTS5 is asked for a subject: words are letters and digits only, so that quoting them is enough. */
export interface Matches {
  /** Any of the words as typed. */
  readonly typed: string;
  /** Any of them, or of what is called alike. */
  readonly alike: string;
  /** All of them, each as typed or alike. */
  readonly all: string;
}

/** Understands a subject as it is typed; null when there is nothing to look for. */
export function toMatches(text: string): Matches | null {
  const typed = wordsOf(text.slice(0, LONGEST));
  const telling = typed.filter((word) => word.length > 1 && !empty.has(word));
  const roots = [...new Set(telling.map(rootOf))].slice(0, MOST_WORDS);
  if (roots.length === 0) return null;
  const groups = roots.map((root) => alike.get(root) ?? [root]);
  return {
    typed: either(roots),
    alike: either([...new Set(groups.flat())]),
    all: groups.map((group) => `(${either(group)})`).join(' AND '),
  };
}

function either(roots: readonly string[]): string {
  return roots.map((root) => `"${root}"*`).join(' OR ');
}
