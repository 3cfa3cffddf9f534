import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { mustRun, npm, withoutLocalPrograms } from '../command.mjs';
import { Failure } from '../failure.mjs';
import { readJson } from '../json.mjs';
import { inModules, pinnedNode, root } from '../paths.mjs';

/** The packages that the lock names and that are not installed at that version. */
export function outdatedPackages(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => path !== '' && !wanted.optional)
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
  // ONNX Runtime's package holds what a processor needs; its script would fetch more from elsewhere.
  return { ...withoutLocalPrograms(), ...headersEnvironment(), ONNXRUNTIME_NODE_INSTALL: 'skip' };
}

function manifests() {
  return { manifest: readJson(join(root, 'package.json')), lock: readJson(join(root, 'package-lock.json')) };
}

/** Step: the packages of package-lock.json. */
export function dependenciesStep() {
  return {
    title: 'Node packages',
    current() {
      const { manifest, lock } = manifests();
      // npm writes this file last: it tells what an install that ended well left.
      const installed = readJson(inModules('.package-lock.json'));
      if (!manifest || !lock || !installed || !existsSync(pinnedNode())) return false;
      return lockMatches(manifest, lock) && outdatedPackages(lock, installed).length === 0;
    },
    async run() {
      const { manifest, lock } = manifests();
      if (!manifest || !lock || !lockMatches(manifest, lock)) {
        throw new Failure(
          'package-lock.json was not made from this package.json.',
          'run `npm install`, and commit both files.',
        );
      }
      // Not `npm ci`: it refuses a lock without the binaries of other platforms, and
      // a registry mirror need not hold those. With a lock that matches, this installs
      // the same versions, and writes to neither file.
      await mustRun(npm.command, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
        ...npm.options,
        cwd: root,
        env: installEnvironment(),
        remedy: 'check that the npm registry can be reached (`npm ping`), then run `npm run setup`.',
      });
    },
  };
}
