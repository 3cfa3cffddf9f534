import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('a process that takes memory without a pause is ended by its threads', async () => {
  const child = fork(join(import.meta.dirname, 'hungry.ts'), [], { stdio: 'ignore' });
  const [code, signal]: unknown[] = await once(child, 'exit');
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}, 60_000);
