import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { mustRun, npm, withoutLocalPrograms } from '../command.mjs';
import { readJson } from '../json.mjs';
import { inModules, pinnedNode, root } from '../paths.mjs';

/** The packages that the lock names and that are not installed at that version. */
export function outdatedPackages(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => path !== '' && !wanted.optional && !wanted.peer)
    .filter(([path, wanted]) => installed.packages[path]?.version !== wanted.version)
    .map(([path]) => path);
}

/** Whether package.json asks for what the lock was made from. */
export function lockMatches(manifest, lock) {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].every((kind) =>
    isDeepStrictEqual(manifest[kind] ?? {}, lock.packages['']?.[kind] ?? {}),
  );
}

/** Where this Node keeps its headers, so that native modules build without the network. */
function headersEnvironment() {
  const folder = dirname(dirname(process.execPath));
  const prefix = [folder, '/usr', '/usr/local'].find((each) =>
    existsSync(join(each, 'include/node/node_api.h')),
  );
  return prefix ? { npm_config_nodedir: prefix } : {};
}

/** The environment in which npm installs and builds packages. */
export function installEnvironment() {
  return { ...withoutLocalPrograms(), ...headersEnvironment() };
}

/** Step: the packages of package-lock.json. */
export function dependenciesStep() {
  return {
    title: 'Node packages',
    current() {
      const manifest = readJson(join(root, 'package.json'));
      const lock = readJson(join(root, 'package-lock.json'));
      // npm writes this file last: it tells what an install that ended well left.
      const installed = readJson(inModules('.package-lock.json'));
      return Boolean(
        manifest &&
          lock &&
          installed &&
          existsSync(pinnedNode()) &&
          lockMatches(manifest, lock) &&
          outdatedPackages(lock, installed).length === 0,
      );
    },
    async run() {
      await mustRun(npm.command, ['ci', '--no-audit', '--no-fund', '--loglevel=warn'], {
        ...npm.options,
        cwd: root,
        env: installEnvironment(),
        remedy: 'check that the npm registry can be reached (`npm ping`), then run `npm ci`.',
      });
    },
  };
}
