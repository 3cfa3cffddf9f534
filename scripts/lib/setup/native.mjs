import { mustRun, npm, run } from '../command.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { inModules, root } from '../paths.mjs';
import { findRuntime } from '../runtime.mjs';
import { isStamped, stamp } from '../stamp.mjs';
import { installEnvironment } from './dependencies.mjs';

/** The native modules that the application loads, with the binaries that they load. */
const modules = {
  pkcs11js: 'node_modules/pkcs11js/build/Release',
  'pcsc-mini': 'node_modules/@pcsc-mini',
};

const STAMP = inModules('.bandeau-native');

function state() {
  return `${findRuntime()?.path} ${fingerprint(root, Object.values(modules))}`;
}

/** Loads a module in the runtime; the sandboxed browser is not started for that. */
function load(name) {
  return [
    findRuntime().path,
    ['-e', `require(${JSON.stringify(name)})`],
    { cwd: root, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  ];
}

/** Step: native modules that load in the runtime, rebuilt where they do not. */
export function nativeStep() {
  return {
    title: 'Native modules',
    current: () => isStamped(STAMP, state()),
    async run() {
      for (const name of Object.keys(modules)) {
        const [program, args, options] = load(name);
        const { code } = await run(program, args, options);
        if (code === 0) continue;
        await mustRun(npm.command, ['rebuild', name, '--loglevel=warn'], {
          ...npm.options,
          cwd: root,
          env: installEnvironment(),
          remedy: 'check that python3, make and g++ are installed, then run `npm run setup`.',
        });
        await mustRun(program, args, {
          ...options,
          remedy: 'run `npm run setup`: a library of the system may be missing.',
        });
      }
      stamp(STAMP, state());
    },
  };
}
