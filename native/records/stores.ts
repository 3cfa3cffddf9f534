import type Database from 'better-sqlite3';
import { callLogOperations } from './call-log-operations.ts';
import { openCallLog } from './call-log-store.ts';
import type { RecordsEvent, RecordsOptions } from './contract.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { directoryOperations } from './directory/operations.ts';
import { openDirectory } from './directory/store.ts';
import { lrmOutboxOperations } from './lrm-outbox-operations.ts';
import { openLrmOutbox } from './lrm-outbox-store.ts';
import type { Operations, Store } from './operation.ts';
import { createSealer, type Sealer } from './sealer.ts';
import { StoreKeeper } from './store-keeper.ts';

/** What each store says itself of its file. */
export interface OwnOptions extends Pick<DatabaseOptions, 'name' | 'migrations' | 'durable'> {
  /** In memory, whatever the folder is: for what may not rest unsealed. */
  readonly inMemory?: boolean;
}

/** What a store is made with. */
export interface StoreContext {
  /** Opens the store's file; what is the same for every store is filled in. */
  open(own: OwnOptions): Database.Database;
  /** Null where the workstation has no secret storage: what names a person is then not written to the disk. */
  readonly sealer: Sealer | null;
  /** False when everything is in memory only, as in training. */
  readonly onDisk: boolean;
  readonly emit: (event: RecordsEvent) => void;
}

/** Every store of this process, none of them open yet. `binding`: see `DatabaseOptions`. */
export function createStores(
  options: RecordsOptions,
  binding: string | null,
  emit: (event: RecordsEvent) => void,
): readonly StoreKeeper[] {
  const onSetAside = (file: string): void => emit({ type: 'set-aside', file });
  const context: StoreContext = {
    open: ({ inMemory, ...own }) =>
      openDatabase({ ...own, folder: inMemory ? null : options.folder, binding, onSetAside }),
    sealer: options.key && createSealer(options.key),
    onDisk: options.folder !== null,
    emit,
  };
  const keep = <O extends Operations>(operations: O, open: (context: StoreContext) => Store<O>) =>
    new StoreKeeper(operations, () => open(context), onSetAside);
  // One line a store.
  return [
    keep(callLogOperations, openCallLog),
    keep(directoryOperations, openDirectory),
    keep(lrmOutboxOperations, openLrmOutbox),
  ];
}
