/** `npm run check`: verifies the workstation from a checkout, in plain Node; the packaged program has `--check`. */
import { type ChildProcess, fork } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { runCheckCommand } from './check-command.ts';
import type { CardChannel } from './identity/card/channel.ts';
import { environmentRoutes } from './prerequisites/adapters/proxies.ts';
import { readCommandLine } from './settings/command-line.ts';

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

function spawnCard(): CardChannel {
  const child: ChildProcess = fork(join(import.meta.dirname, '../native/card/process.ts'), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A process killed while a message is on its way to it.
  child.on('error', () => undefined);
  return {
    post: (request) => {
      if (child.connected) child.send(request, () => undefined);
    },
    onReply: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill('SIGKILL'),
  };
}

const argv = process.argv.slice(2);
process.exitCode = await runCheckCommand(argv, {
  folder: readCommandLine(argv).userDataDirectory ?? userDataDirectory(),
  version: manifest.version,
  desktop: null,
  routeOf: environmentRoutes(process.env),
  spawnCard,
});
// A name that is still looked for would keep the program for as long as the resolver's own patience.
process.exit();
