import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runScript } from './lib/failure.mjs';
import { withLock } from './lib/lock.mjs';
import { root } from './lib/paths.mjs';
import { buildStep } from './lib/setup/build.mjs';
import { dependenciesStep } from './lib/setup/dependencies.mjs';
import { nativeStep } from './lib/setup/native.mjs';
import { runtimeStep } from './lib/setup/runtime.mjs';
import { systemStep } from './lib/setup/system.mjs';
import { runSteps } from './lib/steps.mjs';

const steps = {
  system: systemStep,
  dependencies: dependenciesStep,
  runtime: runtimeStep,
  native: nativeStep,
  build: buildStep,
};

/**
 * Makes a checkout ready; what is current is left alone.
 * @param {{ only?: string[], groups?: string[] }} [choice] names of steps, and
 *   groups of system packages; all of them by default
 */
export async function setup({ only = Object.keys(steps), groups } = {}) {
  const chosen = Object.keys(steps).filter((name) => only.includes(name));
  await withLock(join(root, '.cache', 'setup.lock'), () =>
    runSteps(chosen.map((name) => steps[name](groups))),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const only = process.argv.slice(2);
  await runScript(() => setup(only.length > 0 ? { only } : {}));
}
