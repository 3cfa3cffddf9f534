import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** One step of a file's shape, from the version before; they are never changed once released, only added to. */
export type Migration = string | ((database: Database.Database) => void);

export interface DatabaseOptions {
  /** Where the files are, or null to keep everything in memory for as long as the process lives. */
  readonly folder: string | null;
  /** The file is `NAME.sqlite`. */
  readonly name: string;
  readonly migrations: readonly Migration[];
  /**
   * Whether each commit waits for the disk (`synchronous=FULL`), as what a person wrote must. Without it a power cut
   * may take the last commits, never the file: for what can be fetched or imported again.
   */
  readonly durable: boolean;
  /** The binary to load in place of the package's own. */
  readonly binding: string | null;
  /** Told of a file that could not be read: its new name. */
  readonly onSetAside: (file: string) => void;
}

/**
 * Opens a SQLite file, makes it where it is not there, and brings it to the newest shape. A file that SQLite cannot
 * read, or that a newer version of the program made, gets another name, is told of, and an empty one takes its place.
 * Throws what SQLite says when that one cannot be had either: no space, no right to write.
 */
export function openDatabase(options: DatabaseOptions): Database.Database {
  const { folder, name } = options;
  if (folder === null) return prepare(':memory:', options);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}.sqlite`);
  try {
    return prepare(file, options);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    options.onSetAside(setAside(file));
    return prepare(file, options);
  }
}

/** Whether an error of SQLite tells that the file is none, or damaged. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof TooNew || /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error) ?? '');
}

/** SQLite's name of an error, such as `SQLITE_FULL`; null for any other. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** Gives a database another name, its log along; tells which. One that is there already is kept too. */
export function setAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${file}.${stamp}.illisible`;
  for (const part of ['-wal', '-shm']) {
    if (existsSync(file + part)) renameSync(file + part, aside + part);
  }
  if (existsSync(file)) renameSync(file, aside);
  return aside;
}

class TooNew extends Error {}

function prepare(file: string, { migrations, durable, binding }: DatabaseOptions): Database.Database {
  const database = new Database(file, binding === null ? {} : { nativeBinding: binding });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    // In KiB, as negative numbers are. The system keeps pages of the file besides; the usual 16 MiB a file would fill
    // over a shift.
    database.pragma('cache_size = -4096');
    // What is deleted is overwritten: it may have named a person.
    database.pragma('secure_delete = ON');
    database.pragma('trusted_schema = OFF');
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length) throw new TooNew(`version ${version}, ${migrations.length} known`);
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      if (typeof migration === 'string') database.exec(migration);
      else migration(database);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}
