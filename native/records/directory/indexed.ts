import type { Entry, EntryContent, EntryKind } from '../../../electron/directory/rules/entry.ts';
import { normaliseNumber } from '../../../electron/directory/rules/numbers.ts';
import { folded, indexedWords, wordsOf } from '../../../electron/directory/rules/words.ts';

/** Under what an entry is found. */
export interface Indexed {
  readonly nameKey: string;
  /** Name, organisation, service and town by their words alone: people write what is between them differently from month to month. */
  readonly called: string;
  readonly name: readonly string[];
  readonly rest: readonly string[];
  readonly tags: readonly string[];
  /** Normalised, each once. */
  readonly numbers: readonly string[];
}

/** Works out under what an entry is found. */
export function indexedOf({
  name,
  organisation,
  service,
  town,
  groups,
  kind,
  numbers,
}: EntryContent): Indexed {
  const nameWords = wordsOf(name);
  const nameKey = nameWords.join(' ');
  const around = wordsOf([organisation, service, town].filter((text) => text !== null).join(' '));
  const normalised = numbers.map(({ number }) => normaliseNumber(number)).filter((number) => number !== null);
  return {
    nameKey,
    called: `${nameKey}\n${around.join(' ')}`,
    name: indexedWords(nameWords),
    rest: indexedWords([...around, ...groups.flatMap(wordsOf)]),
    tags: [kindTag(kind), ...groups.map(groupTag)],
    numbers: [...new Set(normalised)],
  };
}

/** One word for a kind, and for a group: filters look for them beside the typed words. */
export function kindTag(kind: EntryKind): string {
  return `k${kind.replaceAll('-', '')}`;
}

export function groupTag(group: string): string {
  return `g${folded(group).replace(/[^\p{L}\p{N}]/gu, '')}`;
}

/** A normalised number, or its beginning, as one word of the index: letters and digits only. */
export function numberWord(number: string): string {
  return number.replace('+', 'p').replace('#', 'd').replace('*', 'e');
}

/** An entry with what it is found under. */
export interface HeldEntry {
  readonly entry: Entry;
  readonly indexed: Indexed;
  /** Whether it rests sealed, and is in no index on the disk. */
  readonly sealed: boolean;
}
