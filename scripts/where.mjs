import { Failure, runScript } from './lib/failure.mjs';
import { root } from './lib/paths.mjs';
import { electronArguments, findRuntime } from './lib/runtime.mjs';

/** What a harness needs to start the application: program, folder, first arguments. */
export function where() {
  const runtime = findRuntime();
  if (!runtime)
    throw new Failure('there is no Electron runtime yet.', 'run `npm run setup`.', 'Finding the application');
  return { electron: runtime.path, app: root, args: electronArguments() };
}

await runScript(() => console.log(JSON.stringify(where())));
