import type { Entry, EntryContent, EntryKind } from '../../../electron/directory/rules/entry.ts';
import { normaliseNumber } from '../../../electron/directory/rules/numbers.ts';
import { folded, indexedWords, wordsOf } from '../../../electron/directory/rules/words.ts';

/** Under what an entry is found. */
export interface Indexed {
  readonly nameKey: string;
  readonly name: readonly string[];
  readonly rest: readonly string[];
  readonly tags: readonly string[];
  /** Normalised, each once. */
  readonly numbers: readonly string[];
}

/** Works out under what an entry is found. */
export function indexedOf(content: EntryContent): Indexed {
  const { name, organisation, service, town, groups, kind } = content;
  const rest = [organisation, service, town, ...groups].filter((text) => text !== null).join(' ');
  const numbers = new Set<string>();
  for (const { number } of content.numbers) {
    const normalised = normaliseNumber(number);
    if (normalised !== null) numbers.add(normalised);
  }
  const nameWords = wordsOf(name);
  return {
    nameKey: nameWords.join(' '),
    name: indexedWords(nameWords),
    rest: indexedWords(wordsOf(rest)),
    tags: [kindTag(kind), ...groups.map(groupTag)],
    numbers: [...numbers],
  };
}

/** One word for a kind, and for a group: filters look for them beside the typed words. */
export function kindTag(kind: EntryKind): string {
  return `k${kind.replaceAll('-', '')}`;
}

export function groupTag(group: string): string {
  return `g${folded(group).replace(/[^\p{L}\p{N}]/gu, '')}`;
}

/** An entry with what it is found under. */
export interface HeldEntry {
  readonly entry: Entry;
  readonly indexed: Indexed;
  /** Whether it rests sealed, and is in no index on the disk. */
  readonly sealed: boolean;
}
