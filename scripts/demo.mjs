import { join } from 'node:path';
import { runHere } from './lib/command.mjs';
import { runScript } from './lib/failure.mjs';
import { bestNode, root } from './lib/paths.mjs';
import { setup } from './setup.mjs';

await runScript(async () => {
  await setup({ groups: ['runtime', 'build', 'display'] });
  process.exitCode = await runHere(bestNode(), [join(root, 'tests', 'demo', 'demo.ts')], { cwd: root });
});
