/** `npm run check`: verifies the workstation from a checkout, in plain Node; the packaged program has `--check`. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { environmentRoutes } from '../prerequisites/adapters/proxies.ts';
import { readCommandLine } from '../settings/command-line.ts';
import { spawnUnderNode } from '../shared/spawn-under-node.ts';
import { runCheckCommand } from './check-command.ts';

/** Where the installed program writes, by system; as Electron has it. */
function userDataDirectory(): string {
  const { env, platform } = process;
  const applications = {
    win32: env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'),
    darwin: join(homedir(), 'Library', 'Application Support'),
    other: env.XDG_CONFIG_HOME ?? join(homedir(), '.config'),
  };
  const folder = platform === 'win32' || platform === 'darwin' ? applications[platform] : applications.other;
  return join(folder, manifest.productName);
}

const argv = process.argv.slice(2);
process.exitCode = await runCheckCommand(argv, {
  folder: readCommandLine(argv).userDataDirectory ?? userDataDirectory(),
  version: manifest.version,
  desktop: null,
  routeOf: environmentRoutes(process.env),
  spawnCard: () => spawnUnderNode(join(import.meta.dirname, '../../native/card/process.ts')),
});
// A name that is still looked for would keep the program for as long as the resolver's own patience.
process.exit();
