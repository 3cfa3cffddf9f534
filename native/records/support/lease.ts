import Database from 'better-sqlite3';

/**
 * Held by one process at a time, over all programs that share a folder: a transaction on a file of its own that is never
 * ended. The system lets go of it when the process dies, however that happens: no clock is asked.
 */
export class Lease {
  readonly #file: string | null;
  readonly #binding: string | null;
  #database: Database.Database | null = null;

  /** `file` is null where nothing is shared. */
  constructor(file: string | null, binding: string | null) {
    this.#file = file;
    this.#binding = binding;
  }

  get held(): boolean {
    return this.#file === null || this.#database !== null;
  }

  /** Whether it is held now. Throws what SQLite says when the file cannot be had at all. */
  take(): boolean {
    if (this.held) return true;
    const options = this.#binding === null ? {} : { nativeBinding: this.#binding };
    // Whether another one has it is known at once: nobody waits.
    const database = new Database(this.#file ?? ':memory:', { ...options, timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
      this.#database = database;
      return true;
    } catch (error) {
      database.close();
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
      throw error;
    }
  }

  release(): void {
    this.#database?.close();
    this.#database = null;
  }
}
