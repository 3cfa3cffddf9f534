import { setImmediate as breathe } from 'node:timers/promises';
import type Database from 'better-sqlite3';

/** Ms after which others have their turn: searches and pings are answered in between. */
const TURN = 15;
/**
 * Turns are committed together: each commit writes the pages of the indexes that it touched and a segment of the
 * words, which are merged later, so that small ones cost more than what is in them.
 */
const PER_COMMIT = 10_000;

/** Does something with each of many, and lets others have their turn. `onTurn` hears how many are done. */
export async function inTurns<T>(
  all: readonly T[],
  act: (one: T) => void,
  onTurn?: (done: number) => void,
): Promise<void> {
  let until = performance.now() + TURN;
  for (const [index, one] of all.entries()) {
    act(one);
    if (performance.now() < until) continue;
    onTurn?.(index + 1);
    await breathe();
    until = performance.now() + TURN;
  }
  onTurn?.(all.length);
}

/**
 * The same for what writes. It is on the disk when this ends, and now and then before; what fails takes back only what
 * was not there yet. Others may write in between with `writeAtOnce`, and only so.
 */
export async function writeInTurns<T>(
  database: Database.Database,
  all: readonly T[],
  write: (one: T) => void,
  onTurn?: (done: number) => void,
): Promise<void> {
  let written = 0;
  try {
    await inTurns(
      all,
      (one) => {
        if (!database.inTransaction) database.exec('begin immediate');
        write(one);
        written += 1;
        if (written % PER_COMMIT === 0) commit(database);
      },
      onTurn,
    );
    commit(database);
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
}

/** All or none, on the disk when it returns: what `writeInTurns` has under way is committed before, not with it. */
export function writeAtOnce<T>(database: Database.Database, write: () => T): T {
  commit(database);
  return database.transaction(write)();
}

function commit(database: Database.Database): void {
  if (database.inTransaction) database.exec('commit');
}
