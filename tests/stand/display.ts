import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess, waitFor } from './process.ts';

export interface DisplayOptions {
  readonly width: number;
  readonly height: number;
  /** With openbox, as an operator has a window manager; without, windows come as they are. */
  readonly windowManager: boolean;
  /** Two outputs that `xrandr` can plug, unplug and resize, which Xvfb cannot. */
  readonly pluggable?: boolean;
}

export interface VirtualDisplay {
  /** For the `DISPLAY` variable. */
  readonly name: string;
  /** Runs an X program on this display and gives what it prints. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** Writes what the whole display shows, as PNG. */
  picture(file: string): Promise<void>;
  /** The colour that is really shown at a point, as `rgb(r, g, b)`. */
  pixel(x: number, y: number): Promise<string>;
  stop(): Promise<void>;
}

/** A display of our own, on a free number. */
export async function startDisplay(options: DisplayOptions): Promise<VirtualDisplay> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-display-'));
  const number = await freeDisplay();
  const name = `:${number}`;
  const environment = { ...process.env, DISPLAY: name };
  const [command, ...args] = options.pluggable
    ? xorg(name, folder)
    : ['Xvfb', name, '-screen', '0', `${options.width}x${options.height}x24`, ...commonArguments];
  const server = await startProcess({
    name: command ?? 'X',
    command: command ?? 'Xvfb',
    args,
    logFile: join(folder, 'x.log'),
    ready: async () => (await run('xdpyinfo', [], environment)).includes('dimensions'),
    timeoutMs: 10_000,
  });
  if (options.pluggable) {
    await run('xrandr', ['--output', 'DUMMY0', '--mode', `${options.width}x${options.height}`], environment);
  }
  const manager = options.windowManager
    ? await startProcess({
        name: 'openbox',
        command: 'openbox',
        env: { ...environment, HOME: folder },
        logFile: join(folder, 'openbox.log'),
        ready: async () =>
          (await run('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], environment)).includes('#'),
        timeoutMs: 10_000,
      })
    : null;
  return {
    name,
    run: (command, ...args) => run(command, args, environment),
    picture: async (file) => void (await run('import', ['-window', 'root', file], environment)),
    pixel: async (x, y) => {
      const crop = `1x1+${x}+${y}`;
      const dump = await run(
        'import',
        ['-window', 'root', '-crop', crop, '-depth', '8', 'txt:-'],
        environment,
      );
      const [red, green, blue] = /#([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})/.exec(dump)?.slice(1) ?? [];
      return `rgb(${[red, green, blue].map((part) => Number.parseInt(part ?? '', 16)).join(', ')})`;
    },
    stop: async () => {
      await manager?.stop();
      await server.stop();
    },
  };
}

const commonArguments = ['-ac', '-nolisten', 'tcp', '-noreset'];

/** The X server of workstations with the dummy driver: up to sixteen outputs without hardware. */
function xorg(name: string, folder: string): readonly string[] {
  const configuration = join(folder, 'xorg.conf');
  writeFileSync(
    configuration,
    `Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
EndSection
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
EndSection
`,
  );
  const log = join(folder, 'xorg.log');
  return [
    'Xorg',
    name,
    '-config',
    configuration,
    '-logfile',
    log,
    '-novtswitch',
    '-sharevts',
    ...commonArguments,
  ];
}

async function freeDisplay(): Promise<number> {
  let number = 90 + (process.pid % 400);
  await waitFor(() => !existsSync(`/tmp/.X11-unix/X${++number}`) && !existsSync(`/tmp/.X${number}-lock`), {
    timeoutMs: 5_000,
    what: 'a free display number',
  });
  return number;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')}: ${errors}`)),
    );
  });
}
