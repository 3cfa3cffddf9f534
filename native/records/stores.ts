import type Database from 'better-sqlite3';
import { callLogOperations } from './call-log-operations.ts';
import { openCallLog } from './call-log-store.ts';
import type { RecordsEvent, RecordsOptions } from './contract.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { directoryOperations } from './directory/operations.ts';
import { openDirectory } from './directory/store.ts';
import { knowledgeOperations } from './knowledge/operations.ts';
import { openKnowledge } from './knowledge/store.ts';
import { lrmOutboxOperations } from './lrm-outbox-operations.ts';
import { openLrmOutbox } from './lrm-outbox-store.ts';
import type { Operations, Store } from './operation.ts';
import { createSealer, type Sealer } from './sealer.ts';
import { StoreKeeper } from './store-keeper.ts';
import { supportOperations } from './support/operations.ts';
import { openSupport } from './support/store.ts';

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
  /** The program of the thread that reads files of entries. */
  readonly readingThread: URL;
  readonly emit: (event: RecordsEvent) => void;
  /** See `DatabaseOptions`. */
  readonly binding: string | null;
}

/** What depends on whether this runs as it was built or as it is written. */
export interface Built {
  /** See `DatabaseOptions`. */
  readonly binding: string | null;
  readonly readingThread: URL;
}

/** Every store of this process, none of them open yet. */
export function createStores(
  options: RecordsOptions,
  { binding, readingThread }: Built,
  emit: (event: RecordsEvent) => void,
): readonly StoreKeeper[] {
  const onSetAside = (file: string): void => emit({ type: 'set-aside', file });
  const context: StoreContext = {
    open: ({ inMemory, ...own }) =>
      openDatabase({ ...own, folder: inMemory ? null : options.folder, binding, onSetAside }),
    sealer: options.key && createSealer(options.key),
    onDisk: options.folder !== null,
    readingThread,
    emit,
    binding,
  };
  const keep = <O extends Operations>(operations: O, open: (context: StoreContext) => Store<O>) =>
    new StoreKeeper(operations, () => open(context), onSetAside);
  // One line a store.
  return [
    keep(callLogOperations, openCallLog),
    keep(directoryOperations, openDirectory),
    keep(lrmOutboxOperations, openLrmOutbox),
    keep(supportOperations, openSupport),
    keep(knowledgeOperations, openKnowledge),
  ];
}
