import type Database from 'better-sqlite3';
import { contentOf } from '../../../electron/directory/rules/entry.ts';
import type { Migration } from '../database.ts';
import { sheetOf } from './sheet.ts';

/** The shape of `directory.sqlite`, one step a version. */
export const migrations: readonly Migration[] = [
  `
  create table sources (
    name text primary key,
    kind text not null,
    imported_at integer not null
  ) without rowid;

  -- An entry in clear has its content as JSON in 'card' and the folded name in 'name_key'; a sealed one has neither.
  create table entries (
    id integer primary key,
    source text not null,
    source_id text not null,
    favourite integer not null default 0,
    name_key text,
    card text,
    sealed blob,
    unique (source, source_id),
    check ((card is null) <> (sealed is null))
  );
  create index entries_by_name on entries (name_key) where name_key is not null;
  create index favourites on entries (id) where favourite = 1;
  create index sealed_entries on entries (id) where sealed is not null;

  -- Numbers of the entries in clear, normalised; below, their groups.
  create table numbers (
    number text not null,
    entry integer not null references entries on delete cascade,
    primary key (number, entry)
  ) without rowid;
  create index numbers_by_entry on numbers (entry);

  create table memberships (
    name text not null,
    entry integer not null references entries on delete cascade,
    primary key (name, entry)
  ) without rowid;
  create index memberships_by_entry on memberships (entry);

  -- Words of the entries in clear. Only which entry has which word is kept; a word that goes is gone
  -- when its page is merged with others (EntryTable.forgetLeftWords).
  create virtual table search using fts5 (
    name, rest, tags,
    content = '', contentless_delete = 1, detail = column,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2'
  );
  `,
  numbersAmongWords,
];

/** Numbers are found by the same index as words, which takes them in four times as fast as a table of them. */
function numbersAmongWords(database: Database.Database): void {
  database.exec(`
  drop table numbers;
  drop table search;
  create virtual table search using fts5 (
    name, rest, tags, numbers,
    content = '', contentless_delete = 1, detail = column,
    tokenize = "unicode61 remove_diacritics 2", prefix = '3 4'
  );
  `);
  const insert = database.prepare<[number, string, string, string, string]>(
    'insert into search (rowid, name, rest, tags, numbers) values (?, ?, ?, ?, ?)',
  );
  const entries = database.prepare<[], { id: number; card: string }>(
    'select id, card from entries where card is not null',
  );
  for (const { id, card } of entries.all()) {
    const { name, rest, tags, numbers } = sheetOf(contentOf(card));
    insert.run(id, name, rest, tags, numbers);
  }
}
