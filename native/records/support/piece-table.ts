import type Database from 'better-sqlite3';
import type { Sealer } from '../sealer.ts';

/** Attachments in pieces, each sealed for its place. Throws what SQLite throws. */
export class PieceTable {
  readonly #db: Database.Database;
  readonly #sealer: Sealer;

  constructor(db: Database.Database, sealer: Sealer) {
    this.#db = db;
    this.#sealer = sealer;
  }

  /** `holder`: the draft that it goes with, which becomes a letter of the same id. */
  write(holder: string, attachment: string, index: number, bytes: Uint8Array): void {
    this.#db
      .prepare(
        `INSERT OR REPLACE INTO pieces (attachment, piece, holder, made, sealed) VALUES (?, ?, ?, ?, ?)`,
      )
      .run(attachment, index, holder, Date.now(), this.#sealer.sealBytes(bytes, purpose(attachment, index)));
  }

  /** Null where there is none, or it cannot be opened. */
  read(attachment: string, index: number): Uint8Array | null {
    const row = this.#db
      .prepare<[string, number], { sealed: Uint8Array }>(
        'SELECT sealed FROM pieces WHERE attachment = ? AND piece = ?',
      )
      .get(attachment, index);
    return row ? this.#sealer.openBytes(row.sealed, purpose(attachment, index)) : null;
  }

  remove(attachment: string): void {
    this.#db.prepare('DELETE FROM pieces WHERE attachment = ?').run(attachment);
  }

  removeOf(holder: string): void {
    this.#db.prepare('DELETE FROM pieces WHERE holder = ?').run(holder);
  }

  /** Those of which no draft and no letter is left; `before` in ms since the epoch: a draft may be saved just now. */
  removeUnheld(before: number): void {
    this.#db
      .prepare(
        `DELETE FROM pieces WHERE made < ?
         AND holder NOT IN (SELECT id FROM drafts) AND holder NOT IN (SELECT id FROM letters)`,
      )
      .run(before);
  }
}

function purpose(attachment: string, index: number): string {
  return `support piece ${attachment} ${index}`;
}
