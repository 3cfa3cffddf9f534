import { npm, runHere } from './lib/command.mjs';
import { runScript } from './lib/failure.mjs';
import { isRoot, root } from './lib/paths.mjs';
import { electronArguments, findRuntime } from './lib/runtime.mjs';
import { setup } from './setup.mjs';

/** Whether a window can be shown. */
export function hasDisplay(platform = process.platform, env = process.env) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

function launch(args) {
  if (isRoot) console.log("Running as root: Chromium's sandbox is off (--no-sandbox).");
  return runHere(findRuntime().path, [...electronArguments(), ...args], { cwd: root });
}

function demonstrate() {
  console.log('There is no display: running the demonstration instead.');
  return runHere(npm.command, ['run', 'demo'], { ...npm.options, cwd: root });
}

await runScript(async () => {
  const visible = hasDisplay();
  await setup({ groups: visible ? ['runtime', 'build'] : ['runtime', 'build', 'display'] });
  process.exitCode = visible ? await launch(process.argv.slice(2)) : await demonstrate();
});
