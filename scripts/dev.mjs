import { runHere } from './lib/command.mjs';
import { runScript } from './lib/failure.mjs';
import { bestNode, inModules, isRoot, root } from './lib/paths.mjs';
import { findRuntime } from './lib/runtime.mjs';
import { setup } from './setup.mjs';

await runScript(async () => {
  await setup({ only: ['system', 'dependencies', 'runtime', 'native'], groups: ['runtime', 'build'] });
  const args = [
    inModules('electron-vite', 'bin', 'electron-vite.js'),
    'dev',
    ...(isRoot ? ['--noSandbox'] : []),
  ];
  process.exitCode = await runHere(bestNode(), [...args, ...process.argv.slice(2)], {
    cwd: root,
    // Otherwise electron-vite looks for the official binary only.
    env: { ...process.env, ELECTRON_EXEC_PATH: findRuntime().path },
  });
});
