import type Database from 'better-sqlite3';
import { contentOf, type Entry } from '../../../electron/directory/rules/entry.ts';
import {
  isMatch,
  readSearch,
  type SearchQuery,
  toMatch,
} from '../../../electron/directory/rules/search-query.ts';
import type { EntryTable } from './entry-table.ts';
import { groupTag, type HeldEntry, kindTag, numberWord } from './indexed.ts';
import { MOST_FOUND, type SearchReply, type SearchRequest } from './operations.ts';

interface Row {
  readonly id: number;
  readonly source: string;
  readonly favourite: number;
  readonly card: string;
  readonly name_key: string;
}

/** How well an entry answers: its name begins as typed, has the words, or something else has. */
type Tier = 0 | 1 | 2;

interface Found {
  readonly favourite: boolean;
  readonly nameKey: string;
  readonly tier: Tier;
  /** Read where it is shown: most of what is found only counts. */
  readonly entry: () => Entry;
}

/** A single letter begins too many words: names that begin with it are enough. */
const SHORTEST_WORD = 2;

const columns = 'e.id, e.source, e.favourite, e.card, e.name_key';

/**
 * Searches as one types. Favourites come first, then names that begin as typed, names with the words, the rest; each
 * by name. `limit` at most, and how many there are.
 */
export function createSearch(database: Database.Database, table: EntryTable) {
  const byName = database.prepare<[string, string, number], Row>(
    `select ${columns} from entries e where e.name_key >= ? and e.name_key < ? order by e.name_key limit ?`,
  );
  const byWords = database.prepare<[string, number], Row>(
    `select ${columns} from search s join entries e on e.id = s.rowid where search match ? limit ?`,
  );

  return ({ text, kind, group, limit }: SearchRequest): SearchReply => {
    const query = readSearch(text);
    const tags = [...(kind ? [kindTag(kind)] : []), ...(group ? [groupTag(group)] : [])];
    if (!query && tags.length === 0) return { entries: [], total: 0 };
    const isFiltered = tags.length > 0;
    const found = new Map<number, Found>();
    const fits = (entry: Entry): boolean =>
      (kind === null || entry.kind === kind) && (group === null || entry.groups.includes(group));
    const take = (rows: readonly Row[], tier: Tier): void => {
      for (const row of rows) {
        if (found.has(row.id) || (isFiltered && !fits(entryOf(row)))) continue;
        const entry = () => entryOf(row);
        found.set(row.id, { favourite: row.favourite === 1, nameKey: row.name_key, tier, entry });
      }
    };
    for (const held of table.held.all()) {
      const tier = fits(held.entry) ? tierOf(held, query) : null;
      if (tier === null) continue;
      const { entry, indexed } = held;
      found.set(entry.id, { favourite: entry.favourite, nameKey: indexed.nameKey, tier, entry: () => entry });
    }
    const wanted = MOST_FOUND + 1;
    const nameKey = tags.length === 0 && query?.kind === 'words' ? query.nameKey : '';
    if (nameKey) take(byName.all(nameKey, after(nameKey), wanted), 0);
    for (const [match, tier] of matchesOf(query, tags)) {
      if (found.size < wanted) take(byWords.all(match, wanted), tier);
    }
    const sorted = [...found.values()].sort(inOrder);
    return {
      entries: sorted.slice(0, limit).map(({ entry }) => entry()),
      total: Math.min(sorted.length, wanted),
    };
  };
}

/** The end of what begins with a text: after every one of them. */
function after(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/** What full-text search is asked, and how well that answers; nothing where it is not worth asking. */
function matchesOf(query: SearchQuery | null, tags: readonly string[]): (readonly [string, Tier])[] {
  const filters = tags.map((tag) => `tags : "${tag}"`);
  if (!query) return filters.length > 0 ? [[filters.join(' AND '), 2]] : [];
  if (query.kind === 'number') {
    const begins = query.prefixes.map((prefix) => `"${numberWord(prefix)}"*`).join(' OR ');
    return [[[`numbers : (${begins})`, ...filters].join(' AND '), 0]];
  }
  const isShort = query.words.every(([word = '']) => word.length < SHORTEST_WORD);
  if (isShort && filters.length === 0) return [];
  const words = toMatch(query.words);
  return [
    [[`name : (${words})`, ...filters].join(' AND '), 1],
    [[`{name rest} : (${words})`, ...filters].join(' AND '), 2],
  ];
}

function tierOf({ indexed }: HeldEntry, query: SearchQuery | null): Tier | null {
  if (!query) return 2;
  if (query.kind === 'number') {
    const begins = (number: string) => query.prefixes.some((prefix) => number.startsWith(prefix));
    return indexed.numbers.some(begins) ? 0 : null;
  }
  if (indexed.nameKey.startsWith(query.nameKey)) return 0;
  if (isMatch(query.words, indexed.name)) return 1;
  return isMatch(query.words, [...indexed.name, ...indexed.rest]) ? 2 : null;
}

function entryOf({ id, source, favourite, card }: Row): Entry {
  return { id, source, favourite: favourite === 1, ...contentOf(card) };
}

function inOrder(a: Found, b: Found): number {
  if (a.favourite !== b.favourite) return a.favourite ? -1 : 1;
  if (a.tier !== b.tier) return a.tier - b.tier;
  return a.nameKey < b.nameKey ? -1 : Number(a.nameKey > b.nameKey);
}
