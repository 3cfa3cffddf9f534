import { join } from 'node:path';
import { runHere } from './lib/command.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { builderArguments, checkFuses, checkRuntime, packageOptions } from './lib/packaging.mjs';
import { bestNode, inModules, root } from './lib/paths.mjs';
import { findRuntime, runtimeFolder } from './lib/runtime.mjs';
import { setup } from './setup.mjs';

/** The places of the fuses in a program's fuse wire. */
async function fusesOf(program) {
  const { getCurrentFuseWire } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(program);
  return Object.keys(wire).map(Number).filter(Number.isInteger);
}

await runScript(async () => {
  const options = packageOptions(process.argv.slice(2));
  await setup({ groups: ['runtime', 'build'] });
  const runtime = findRuntime();
  checkRuntime(runtime, options.testBuild);
  checkFuses(await fusesOf(runtime.path));
  const code = await runHere(
    bestNode(),
    [inModules('electron-builder', 'cli.js'), ...builderArguments(runtime, runtimeFolder(runtime), options)],
    { cwd: root },
  );
  if (code !== 0) {
    throw new Failure(
      `electron-builder ended with exit code ${code}.`,
      'see its messages above.',
      'Packaging',
    );
  }
  console.log(
    `Packaged into ${join(root, 'dist')}${options.testBuild ? ' (test build, not for users)' : ''}`,
  );
});
