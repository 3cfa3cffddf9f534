import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Result } from '../../electron/failures/index.ts';

/** What can be asked of a store: the shape of the request and of the answer, both checked on both sides. */
export interface Operation {
  readonly request: z.ZodType;
  readonly reply: z.ZodType;
}

/** Operations by their names, each `store.verb`. */
export type Operations = Readonly<Record<string, Operation>>;

type Answer<T> = Result<T> | Promise<Result<T>>;

/** What a store does for each of its operations. An error of SQLite may be thrown: it is answered by name. */
export type Handlers<O extends Operations> = {
  readonly [N in keyof O]: (request: z.infer<O[N]['request']>) => Answer<z.infer<O[N]['reply']>>;
};

/** A store, open: its file, and what it does. */
export interface Store<O extends Operations = Operations> {
  readonly database: Database.Database;
  readonly handlers: Handlers<O>;
  /** Lets go of what it holds besides its file. */
  readonly close?: () => void;
}

/** For an operation that asks nothing, or answers nothing. */
export const nothing = z.undefined();
