import { excerpt, mustRun, npm, run } from '../command.mjs';
import { Failure } from '../failure.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { inModules, root } from '../paths.mjs';
import { findRuntime } from '../runtime.mjs';
import { isStamped, stamp } from '../stamp.mjs';
import { installEnvironment } from './dependencies.mjs';
import { isOwnWanted, ownSqlite, provideOwnSqlite, tryInRuntime } from './sqlite.mjs';

/** The native modules that the application loads, with the binaries that they load. */
const modules = {
  pkcs11js: 'node_modules/pkcs11js/build/Release',
  'pcsc-mini': 'node_modules/@pcsc-mini',
};

/** What better-sqlite3 loads: its prebuilt binaries, or the one that is built for an older runtime. */
const sqlite = [
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/prebuilds',
  ownSqlite,
];

const STAMP = inModules('.bandeau-native');

function state() {
  return `${findRuntime()?.path} ${fingerprint(root, [...Object.values(modules), ...sqlite])}`;
}

/** Loads a module in the runtime; the sandboxed browser is not started for that. */
function load(name) {
  return [
    findRuntime().path,
    ['-e', `require(${JSON.stringify(name)})`],
    { cwd: root, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  ];
}

async function settleSqlite() {
  const runtime = findRuntime();
  const own = await isOwnWanted(runtime);
  if (own) await provideOwnSqlite();
  if ((await tryInRuntime(runtime, own)).code === 0) return;
  // The one that was kept may have been cut short by a full disk.
  if (own) await provideOwnSqlite({ fresh: true });
  const { code, output } = await tryInRuntime(runtime, own);
  if (code === 0) return;
  throw new Failure(
    `better-sqlite3 does not work in this Electron (exit code ${code})\n${excerpt(output)}`,
    'delete node_modules/better-sqlite3, then run `npm run setup`.',
  );
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
      await settleSqlite();
      stamp(STAMP, state());
    },
  };
}
