import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { killAtOnce } from '../../../electron/shared/kill-at-once.ts';

test('a process is ended at once, and one that is gone already is no error', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error('no process was started');
  killAtOnce(pid);
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(() => killAtOnce(pid)).not.toThrow();
});
