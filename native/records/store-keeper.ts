import { fail, type Result } from '../../electron/failures/index.ts';
import { isUnreadable, setAside, sqliteCode } from './database.ts';
import type { Operations, Store } from './operation.ts';

/**
 * Holds one store: opened when it is first asked, opened anew after its file was found damaged, which is set aside.
 * What SQLite refuses is answered by name and leaves the other stores alone.
 */
export class StoreKeeper {
  readonly operations: Operations;
  readonly #open: () => Store;
  readonly #onSetAside: (file: string) => void;
  #store: Store | null = null;

  constructor(operations: Operations, open: () => Store, onSetAside: (file: string) => void) {
    this.operations = operations;
    this.#open = open;
    this.#onSetAside = onSetAside;
  }

  /**
   * Runs an operation of this store on a request that has its shape. `Records_DiskFull`; `Records_Damaged`, after
   * which the store is empty and works; `Records_Unavailable` for what else SQLite refuses. Rejects on a bug.
   */
  async run(name: string, request: unknown): Promise<Result<unknown>> {
    try {
      this.#store ??= this.#open();
      const handlers: Readonly<Record<string, unknown>> = this.#store.handlers;
      const handler = handlers[name];
      if (typeof handler !== 'function') throw new Error(`no handler for ${name}`);
      return await handler(request);
    } catch (error) {
      return this.#failureOf(error);
    }
  }

  close(): void {
    this.#store?.close?.();
    this.#store?.database.close();
    this.#store = null;
  }

  #failureOf(error: unknown): Result<never> {
    if (isUnreadable(error)) {
      const file = this.#store?.database.name ?? null;
      this.close();
      if (file !== null && file !== ':memory:') this.#onSetAside(setAside(file));
      return fail('Records_Damaged');
    }
    const code = sqliteCode(error);
    if (code === null && !isSystemError(error)) throw error;
    return fail(code === 'SQLITE_FULL' ? 'Records_DiskFull' : 'Records_Unavailable');
  }
}

/** Such as a folder that cannot be made. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
