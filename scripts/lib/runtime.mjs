import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJson } from './json.mjs';
import { cacheFolder, inModules, isRoot, root, sharedCache } from './paths.mjs';
import { registryRuntime } from './registry-runtime.mjs';

function textOf(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The Electron release that package.json names, once its package is installed. */
export function wantedElectron() {
  return readJson(inModules('electron', 'package.json'))?.version;
}

function officialRuntime() {
  const program = textOf(inModules('electron', 'path.txt'));
  const version = textOf(inModules('electron', 'dist', 'version'))?.replace(/^v/, '');
  if (!program || version !== wantedElectron()) return undefined;
  const path = inModules('electron', 'dist', program);
  return runnable(path) ? { kind: 'official', version, path } : undefined;
}

/** The registry's runtime, in this user's cache or in the one that root made for all. */
function cachedRuntime() {
  for (const cache of [cacheFolder(), sharedCache]) {
    const path = join(cache, registryRuntime.folder, 'electron');
    if (runnable(path)) return { kind: 'registry', version: registryRuntime.version, path };
  }
  return undefined;
}

/** The runtime that this checkout uses: `{ kind, version, path }`, or undefined. */
export function findRuntime() {
  return officialRuntime() ?? cachedRuntime();
}

/** The folder of a runtime, as electron-builder wants it. */
export function runtimeFolder(runtime) {
  return dirname(runtime.path);
}

/** What stands before the program's own options on Electron's command line. */
export function electronArguments(appFolder = root, asRoot = isRoot) {
  // Chromium refuses to start its sandbox for root.
  return asRoot ? [appFolder, '--no-sandbox'] : [appFolder];
}
