/** `npm run redact`: masks a picture from the command line, with the engine of the application and nothing else. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { runRedactCommand } from './redact-command.ts';
import type { ProcessChannel } from './shared/supervised-process.ts';

function spawnOcr(): ProcessChannel {
  const child = fork(join(import.meta.dirname, '../native/ocr/process.ts'), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A process killed while a message is on its way to it.
  child.on('error', () => undefined);
  return {
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill('SIGKILL'),
  };
}

process.exitCode = await runRedactCommand(process.argv.slice(2), spawnOcr);
