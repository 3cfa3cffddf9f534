/** `npm run redact`: masks a picture from the command line, with the engine of the application and nothing else. */
import { join } from 'node:path';
import { spawnUnderNode } from '../shared/spawn-under-node.ts';
import { runRedactCommand } from './redact-command.ts';

process.exitCode = await runRedactCommand(process.argv.slice(2), () =>
  spawnUnderNode(join(import.meta.dirname, '../../native/ocr/process.ts')),
);
