import { describe, expect, it } from 'vitest';
import { findModule, modulesToTry } from '../../../native/card/modules.ts';

describe('the search for the PKCS#11 library', () => {
  it('tries the configuration, then the CPS middleware, then OpenSC', () => {
    const paths = modulesToTry(['/opt/site/lib.so'], 'linux');

    expect(paths.slice(0, 3)).toEqual([
      '/opt/site/lib.so',
      '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so',
      '/usr/local/galss/libcps3_pkcs11_lux.so',
    ]);
    expect(paths.slice(3).every((path) => path.includes('opensc'))).toBe(true);
  });

  it.each([
    ['win32', 'C:\\Windows\\System32\\cps3_pkcs11_w64.dll'],
    ['darwin', '/usr/local/lib/libcps3_pkcs11_osx.dylib'],
  ] as const)('starts on %s with %s', (platform, first) => {
    expect(modulesToTry([], platform)[0]).toBe(first);
  });

  it('leaves out a path that the loader would search for, and names none twice', () => {
    const paths = modulesToTry(['evil.dll', '/usr/lib/opensc-pkcs11.so'], 'linux');

    expect(paths).not.toContain('evil.dll');
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('goes on after a library that is there and does not load', () => {
    const load = (path: string): string => {
      if (path === '/broken') throw new Error('wrong architecture');
      return path;
    };

    expect(findModule(['/absent', '/broken', '/good'], (path) => path !== '/absent', load)).toEqual({
      module: '/good',
      searched: ['/absent', '/broken', '/good'],
    });
  });

  it('tells where it looked when there is none', () => {
    expect(findModule(['/a', '/b'], () => false, String)).toEqual({ module: null, searched: ['/a', '/b'] });
  });
});
