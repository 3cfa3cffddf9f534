import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where root keeps what every user of the machine may run. */
export const sharedCache = '/var/cache/bandeau';

/** Whether this process runs as root (never on Windows). */
export const isRoot = process.getuid?.() === 0;

/**
 * The folder that outlives a checkout. Root's own home is closed to the ordinary
 * user that runs the application in tests, hence a folder of the machine.
 */
export function cacheFolder(env = process.env, asRoot = isRoot) {
  if (env.BANDEAU_CACHE) return env.BANDEAU_CACHE;
  if (asRoot) return sharedCache;
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'bandeau');
}

/** The Node that the project pins, once installed: newer than the machine's. */
export function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', 'node', 'bin', name);
}

/** A file inside an installed package. */
export function inModules(...parts) {
  return join(root, 'node_modules', ...parts);
}

/** The pinned Node, or the running one where that is missing. */
export function bestNode() {
  return existsSync(pinnedNode()) ? pinnedNode() : process.execPath;
}
