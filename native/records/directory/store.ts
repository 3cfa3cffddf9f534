import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type CallerIdentity, type Entry, localSource } from '../../../electron/directory/rules/entry.ts';
import { possibleNumbers } from '../../../electron/directory/rules/numbers.ts';
import { fail, ok } from '../../../electron/failures/index.ts';
import type { Store } from '../operation.ts';
import type { StoreContext } from '../stores.ts';
import { EntryTable } from './entry-table.ts';
import { importHandlers } from './import-handlers.ts';
import { numberWord } from './indexed.ts';
import type { DirectorySummary, directoryOperations } from './operations.ts';
import { migrations } from './schema.ts';
import { createSearch } from './search.ts';
import { sheetOf } from './sheet.ts';
import { writeAtOnce } from './turns.ts';

/** Opens the directory. What a person typed is in it, so that each commit waits for the disk. */
export function openDirectory(context: StoreContext): Store<typeof directoryOperations> {
  const database = context.open({ name: 'directory', migrations, durable: true });
  const table = new EntryTable(database, context.sealer, context.onDisk);
  const search = createSearch(database, table);
  const identify = createIdentify(database, table);
  const imports = importHandlers(database, table, context);
  const summary = createSummary(database, table, context);

  const local = (id: number) => {
    const entry = table.read(id);
    if (!entry) return fail('Directory_Gone');
    return entry.source === localSource ? ok(entry) : fail('Directory_NotLocal');
  };
  const read = (id: number) => {
    const entry = table.read(id);
    return entry ? ok(entry) : fail('Directory_Gone');
  };

  return {
    database,
    handlers: {
      'directory.search': (request) => ok(search(request)),
      'directory.page': ({ after }) => ok(table.clearAfter(after)),
      'directory.favourites': () => {
        const favourites = [...table.held.all()].filter(({ entry }) => entry.favourite);
        favourites.sort((a, b) => (a.indexed.nameKey < b.indexed.nameKey ? -1 : 1));
        return ok(favourites.map(({ entry }) => entry));
      },
      'directory.identify': ({ number }) => ok(identify(number)),
      'directory.save': ({ id, content }) => {
        const known = id === null ? null : local(id);
        if (known && !known.ok) return known;
        const written = writeAtOnce(database, () =>
          table.write(id, localSource, id === null ? randomUUID() : null, sheetOf(content)),
        );
        return written === null ? fail('Directory_NoSecretStorage') : read(written);
      },
      'directory.remove': ({ id }) => {
        const known = local(id);
        if (known.ok) writeAtOnce(database, () => table.remove(id));
        return known;
      },
      'directory.setFavourite': ({ id, favourite }) => {
        writeAtOnce(database, () => table.setFavourite(id, favourite));
        return read(id);
      },
      ...imports,
      'directory.summary': () => ok(summary()),
    },
  };
}

function createIdentify(database: Database.Database, table: EntryTable) {
  const byNumber = database.prepare<[string], { entry: number }>(
    'select rowid as entry from search where search match ? order by rowid limit 100',
  );
  /** The first is shown: what it is dangerous not to know, then what people here chose or typed. */
  const weight = ({ remarkable, favourite, source }: Entry): number =>
    (remarkable === null ? 0 : 4) + (favourite ? 2 : 0) + (source === localSource ? 1 : 0);

  return (shown: string): CallerIdentity | null => {
    for (const number of possibleNumbers(shown)) {
      const clear = byNumber
        .all(`numbers : "${numberWord(number)}"`)
        .flatMap(({ entry }) => table.read(entry) ?? []);
      const all = [...table.held.withNumber(number), ...clear].sort((a, b) => weight(b) - weight(a));
      const [first] = all;
      if (!first) continue;
      const { id, name, kind, organisation, service, town, remarkable } = first;
      return { entryId: id, name, kind, organisation, service, town, remarkable, others: all.length - 1 };
    }
    return null;
  };
}

function createSummary(database: Database.Database, table: EntryTable, { sealer, onDisk }: StoreContext) {
  const sources = database.prepare<[], { name: string; kind: string; imported_at: number; entries: number }>(
    'select name, kind, imported_at, (select count(*) from entries where source = name) as entries from sources order by name',
  );
  const total = database.prepare<[], { entries: number }>('select count(*) as entries from entries');
  const groups = database.prepare<[], { name: string; entries: number }>(
    'select name, count(*) as entries from memberships group by name',
  );
  return (): DirectorySummary => {
    const counts = new Map(groups.all().map(({ name, entries }) => [name, entries]));
    for (const { entry, sealed } of table.held.all()) {
      for (const group of sealed ? entry.groups : []) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return {
      entries: total.get()?.entries ?? 0,
      unreadable: table.unreadable,
      canSeal: sealer !== null || !onDisk,
      sources: sources.all().map(({ imported_at, ...source }) => ({ ...source, importedAt: imported_at })),
      groups: [...counts]
        .map(([name, entries]) => ({ name, entries }))
        .sort((a, b) => a.name.localeCompare(b.name, 'fr')),
    };
  };
}
