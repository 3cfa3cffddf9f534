import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Another program that has a card for itself alone. */
export interface CardHolder {
  release(): Promise<void>;
}

/** Connects to the first card that PC/SC knows, exclusively, in a process of its own. Rejects where it gets none. */
export async function holdCard(): Promise<CardHolder> {
  const child = fork(join(import.meta.dirname, 'hold-process.ts'), []);
  const exited = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error('the card cannot be held');
    }),
  ]);
  return {
    release: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
