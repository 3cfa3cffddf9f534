import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from './process.ts';

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

/** A display of our own, on a number that the server takes by itself. */
export async function startDisplay(options: DisplayOptions): Promise<VirtualDisplay> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-display-'));
  const logFile = join(folder, 'x.log');
  const [command, ...args] = options.pluggable
    ? xorg(folder)
    : ['Xvfb', '-screen', '0', `${options.width}x${options.height}x24`, ...commonArguments];
  const isUp = async () => (await run('xdpyinfo', [], environmentIn(logFile))).includes('dimensions');
  const server = await startProcess({
    name: command ?? 'X',
    command: command ?? 'Xvfb',
    args,
    logFile,
    ready: isUp,
    timeoutMs: 10_000,
  });
  const environment = environmentIn(logFile);
  if (options.pluggable) {
    await run('xrandr', ['--output', 'DUMMY0', '--mode', `${options.width}x${options.height}`], environment);
  }
  const manager = options.windowManager
    ? await startProcess({
        name: 'openbox',
        command: 'openbox',
        env: { ...environment, HOME: folder },
        logFile: join(folder, 'openbox.log'),
        // That it is there it tells before it takes care of windows; the list of them, once it does.
        ready: async () => (await run('xprop', ['-root', '_NET_CLIENT_LIST'], environment)).includes('#'),
        timeoutMs: 10_000,
      })
    : null;
  return {
    name: environment.DISPLAY,
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

const commonArguments = ['-displayfd', '1', '-ac', '-nolisten', 'tcp', '-noreset'];

/** The environment of a program on the display of the server that wrote this log; throws before it has told which. */
function environmentIn(logFile: string): NodeJS.ProcessEnv & { readonly DISPLAY: string } {
  const number = /^(\d+)\n/m.exec(readFileSync(logFile, 'utf8'))?.[1];
  if (number === undefined) throw new Error('the display has no number yet');
  return { ...process.env, DISPLAY: `:${number}` };
}

/** The X server of workstations with the dummy driver: up to sixteen outputs without hardware. */
function xorg(folder: string): readonly string[] {
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
  return ['Xorg', '-config', configuration, '-logfile', log, '-novtswitch', '-sharevts', ...commonArguments];
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
