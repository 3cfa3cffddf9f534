import { posix, win32 } from 'node:path';

/** Where the CPS middleware (Cryptolib) then OpenSC install their PKCS#11 library. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: [
    'C:\\Windows\\System32\\cps3_pkcs11_w64.dll',
    'C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll',
  ],
  darwin: [
    '/usr/local/lib/libcps3_pkcs11_osx.dylib',
    '/Library/OpenSC/lib/opensc-pkcs11.so',
    '/opt/homebrew/lib/opensc-pkcs11.so',
  ],
  linux: [
    '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so',
    '/usr/local/galss/libcps3_pkcs11_lux.so',
    '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so',
    '/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so',
    '/usr/lib64/opensc-pkcs11.so',
    '/usr/lib/opensc-pkcs11.so',
  ],
};

/**
 * PKCS#11 libraries to try, in order: those of the configuration, the CPS middleware, OpenSC. Each once.
 * A relative path is left out: the loader of the system would search for it in places that anyone may write.
 */
export function modulesToTry(configured: readonly string[], platform: NodeJS.Platform): readonly string[] {
  const { isAbsolute } = platform === 'win32' ? win32 : posix;
  return [...new Set([...configured, ...(usualPlaces[platform] ?? [])])].filter((path) => isAbsolute(path));
}

export interface ModuleSearch<Module> {
  readonly module: Module | null;
  /** The paths tried, in order. */
  readonly searched: readonly string[];
}

/** The first of `paths` that is there and loads. A library that is there but broken does not stop the search. */
export function findModule<Module>(
  paths: readonly string[],
  exists: (path: string) => boolean,
  load: (path: string) => Module,
): ModuleSearch<Module> {
  for (const path of paths) {
    if (!exists(path)) continue;
    try {
      return { module: load(path), searched: paths };
    } catch {}
  }
  return { module: null, searched: paths };
}
