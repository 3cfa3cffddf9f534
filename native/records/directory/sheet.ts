import type { EntryContent } from '../../../electron/directory/rules/entry.ts';
import { indexedOf, numberWord } from './indexed.ts';

/** An entry as it is written: its content in one text, and what goes into the indexes. An import holds many, for long. */
export interface Sheet {
  /** The content, as `contentOf` reads it. */
  readonly card: string;
  readonly isRemarkable: boolean;
  readonly nameKey: string;
  readonly called: string;
  /** Words, one after the other; numbers as `numberWord` writes them. */
  readonly name: string;
  readonly rest: string;
  readonly tags: string;
  readonly numbers: string;
  readonly groups: readonly string[];
}

/** What is written of an entry that says this; `card` is its JSON, where that was made already. */
export function sheetOf(content: EntryContent, card = JSON.stringify(content)): Sheet {
  const { nameKey, called, name, rest, tags, numbers } = indexedOf(content);
  return {
    card,
    isRemarkable: content.remarkable !== null,
    nameKey,
    called,
    name: name.join(' '),
    rest: rest.join(' '),
    tags: tags.join(' '),
    numbers: numbers.map(numberWord).join(' '),
    groups: [...new Set(content.groups)],
  };
}
