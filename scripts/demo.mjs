import { join } from 'node:path';
import { runHere } from './lib/command.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { bestNode, root } from './lib/paths.mjs';
import { setup } from './setup.mjs';

/** What can be shown: the main job; each state of the sign-in, into the folder that is named. */
const scenes = { demo: 'demo.ts', 'sign-in': 'sign-in.ts' };

await runScript(async () => {
  const [scene = 'demo', ...rest] = process.argv.slice(2);
  if (!Object.hasOwn(scenes, scene)) {
    throw new Failure(
      `no such demonstration: ${scene}`,
      `name one of: ${Object.keys(scenes).join(', ')}`,
      'Choosing the demonstration',
    );
  }
  await setup({ groups: ['runtime', 'build', 'display'] });
  process.exitCode = await runHere(bestNode(), [join(root, 'tests', 'demo', scenes[scene]), ...rest], {
    cwd: root,
  });
});
