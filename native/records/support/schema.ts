import type { Migration } from '../database.ts';

/** What is in clear is what order, purge and paging need, and tells no person: `owner` is a keyed digest. */
export const supportMigrations: readonly Migration[] = [
  `CREATE TABLE proof (sealed BLOB NOT NULL) STRICT;
   CREATE TABLE drafts (
     id TEXT PRIMARY KEY,
     owner BLOB NOT NULL,
     updated INTEGER NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX drafts_of ON drafts (owner, updated);
   CREATE TABLE letters (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     thread TEXT NOT NULL,
     owner BLOB NOT NULL,
     stage TEXT NOT NULL,
     ended INTEGER,
     sealed BLOB NOT NULL,
     progress BLOB NOT NULL
   ) STRICT;
   CREATE INDEX letters_of ON letters (owner, seq);
   CREATE INDEX letters_at ON letters (stage, seq);
   CREATE INDEX letters_in ON letters (thread, seq);
   CREATE TABLE pieces (
     seq INTEGER PRIMARY KEY,
     attachment TEXT NOT NULL,
     piece INTEGER NOT NULL,
     holder TEXT NOT NULL,
     made INTEGER NOT NULL,
     sealed BLOB NOT NULL,
     UNIQUE (attachment, piece)
   ) STRICT;
   CREATE INDEX pieces_of ON pieces (holder);`,
  `CREATE TABLE tickets (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     owner BLOB NOT NULL,
     thread TEXT NOT NULL,
     number TEXT,
     open INTEGER NOT NULL,
     changed INTEGER NOT NULL,
     unread INTEGER NOT NULL,
     listed INTEGER NOT NULL,
     checked INTEGER NOT NULL,
     mark TEXT,
     copied TEXT,
     sealed BLOB NOT NULL,
     copy BLOB,
     UNIQUE (owner, thread)
   ) STRICT;
   CREATE INDEX tickets_of ON tickets (owner, changed, seq);
   CREATE INDEX tickets_by_state ON tickets (owner, open, changed, seq);
   CREATE INDEX tickets_by_number ON tickets (owner, number);
   CREATE INDEX tickets_unread ON tickets (owner) WHERE unread > 0;
   CREATE INDEX tickets_in ON tickets (thread);`,
];
