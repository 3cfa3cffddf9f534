/** `npm run allow-list`: makes, checks and signs a list of texts that screenshots may show. */
import { join } from 'node:path';
import { loadModels, type Models } from '../../native/ocr/models-loaded.ts';
import { readTexts } from '../../native/ocr/read-texts.ts';
import { runAllowListCommand } from './allow-list-command.ts';

const MEMORY = 2_000_000_000;
let models: Promise<Models> | null = null;

process.exitCode = await runAllowListCommand(process.argv.slice(2), async (file) => {
  models ??= loadModels(join(import.meta.dirname, '../../native/ocr/process.ts'), { memory: MEMORY });
  return readTexts(file, await models);
});
// The threads of the models would keep the process.
if (models) process.exit();
