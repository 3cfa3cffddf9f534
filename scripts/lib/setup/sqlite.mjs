import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mustRun, npm, run } from '../command.mjs';
import { readJson } from '../json.mjs';
import { cacheFolder, inModules, root, sharedCache } from '../paths.mjs';
import { installEnvironment } from './dependencies.mjs';

/** What better-sqlite3's prebuilt binaries need of a runtime. */
const NODE_API = 10;
/** Raised when the build below changes. */
const RECIPE = 1;
/**
 * References to strings are an experimental part of Node-API 9, and a regular one of 10. The first option undoes what
 * the package's own build defines.
 */
const EXPERIMENTAL = '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL';

/** Where the application looks for the binary that was built (`native/records/process.ts`). */
export const ownSqlite = 'out/native/better_sqlite3.node';

/** The place of a built binary in a cache: one a version, platform and recipe. */
export function cachedName(version, platform = process.platform, arch = process.arch) {
  return `better-sqlite3-${version}-${platform}-${arch}-${RECIPE}.node`;
}

/** Whether a runtime with this Node-API has to have a binary of its own. */
export function needsOwnSqlite(nodeApi) {
  return Number(nodeApi) < NODE_API;
}

/** Opens a database in memory with full-text search in the runtime; resolves to what `run` does. */
export function tryInRuntime(runtime, own) {
  const options = own ? { nativeBinding: join(root, ownSqlite) } : {};
  const script = `new (require('better-sqlite3'))(':memory:', ${JSON.stringify(options)})
    .exec('create virtual table t using fts5(a)')`;
  return run(runtime.path, ['-e', script], {
    cwd: root,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
}

/** Whether this runtime needs the binary that is built here. */
export async function isOwnWanted(runtime) {
  const { output } = await run(runtime.path, ['-p', 'process.versions.napi'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  return needsOwnSqlite(output.trim());
}

/** Builds the package's own sources, in a copy: the prebuilt binary stays for the tests, which run on Node. */
async function build(target) {
  const folder = join(root, '.cache', 'better-sqlite3');
  rmSync(folder, { recursive: true, force: true });
  cpSync(inModules('better-sqlite3'), folder, { recursive: true });
  const environment = installEnvironment();
  await mustRun(npm.command, ['run', 'build-release', '--loglevel=warn'], {
    ...npm.options,
    cwd: folder,
    env: { ...environment, CXXFLAGS: `${environment.CXXFLAGS ?? ''} ${EXPERIMENTAL}`.trim() },
    remedy: 'check that python3, make and g++ are installed, then run `npm run setup`.',
  });
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  const work = mkdtempSync(join(dirname(target), '.sqlite-'));
  copyFileSync(join(folder, 'build/Release/better_sqlite3.node'), join(work, 'binary'));
  renameSync(join(work, 'binary'), target);
  rmSync(work, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Puts the binary for such a runtime in its place: the one that this machine has built before, or a fresh one. */
export async function provideOwnSqlite({ fresh = false } = {}) {
  const name = cachedName(readJson(inModules('better-sqlite3', 'package.json')).version);
  const caches = [cacheFolder(), sharedCache].map((cache) => join(cache, name));
  const known = fresh ? undefined : caches.find((file) => existsSync(file));
  if (!known) await build(caches[0]);
  mkdirSync(dirname(join(root, ownSqlite)), { recursive: true });
  copyFileSync(known ?? caches[0], join(root, ownSqlite));
}
