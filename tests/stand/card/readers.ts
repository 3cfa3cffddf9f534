import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProcess, startProcess, waitFor } from '../process.ts';

const SOCKET = '/run/pcscd/pcscd.comm';
const PID_FILE = '/run/pcscd/pcscd.pid';
const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const FOLDER_PREFIX = 'bandeau-pcscd-';
/** The process that started a service, as its folder tells. */
const OWNER = /bandeau-pcscd-(\d+)-/;
const START_MS = 10_000;
/** Another test run on this machine may have the service: there is only one, so they take turns. */
const TURN_MS = 120_000;

/** A PC/SC service of the test's own, with two virtual readers in it. */
export interface CardReaders {
  /** TCP ports of the loopback address where a virtual card is inserted, one a reader. */
  readonly ports: readonly [number, number];
  /** Kills the service as a crash would (SIGKILL); its socket stays behind. */
  killService(): Promise<void>;
  /** Starts the service again, with the readers or without any. */
  startService(options?: { readonly withReaders?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts `pcscd` with the vpcd driver. Its socket has a fixed place, so it needs root (or a writable `/run/pcscd`);
 * any user may then use the readers. One that an earlier run left is ended; one of the system is an error.
 */
export async function startCardReaders(): Promise<CardReaders> {
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  const port = await freePortPair();
  const ports = [port, port + 1] as const;
  let service: RunningProcess | null = null;

  const startService = async ({ withReaders = true } = {}): Promise<void> => {
    await takeTurn();
    const configuration = join(folder, withReaders ? 'readers' : 'none');
    mkdirSync(configuration, { recursive: true });
    if (withReaders) writeFileSync(join(configuration, 'vpcd'), readerConfiguration(port));
    service = await startProcess({
      name: 'pcscd',
      command: 'pcscd',
      args: ['--foreground', '--config', configuration, ...openToEveryUser()],
      logFile: join(folder, 'pcscd.log'),
      ready: () => accepts(SOCKET),
      timeoutMs: START_MS,
    });
    if (withReaders) {
      await waitFor(() => isListening(port), { timeoutMs: START_MS, what: 'the virtual readers' });
    }
  };
  const killService = async (): Promise<void> => {
    service?.kill('SIGKILL');
    await service?.exited;
    service = null;
  };

  await startService();
  return {
    ports,
    startService,
    killService,
    stop: async () => {
      await service?.stop();
      service = null;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where pcscd asks polkit who may use the readers, it has an option not to; elsewhere its socket is open to all. */
function openToEveryUser(): readonly string[] {
  const option = '--disable-polkit';
  return execFileSync('pcscd', ['--help'], { encoding: 'utf8' }).includes(option) ? [option] : [];
}

function readerConfiguration(port: number): string {
  const channel = `0x${port.toString(16)}`;
  return [
    'FRIENDLYNAME "Virtual PCD"',
    `DEVICENAME /dev/null:${channel}`,
    `LIBPATH ${DRIVER}`,
    `CHANNELID ${channel}`,
    '',
  ].join('\n');
}

/** Waits for the turn of this run, and ends a service whose run is over. */
async function takeTurn(): Promise<void> {
  await waitFor(() => !isAnotherRunUsing(), {
    timeoutMs: TURN_MS,
    what: 'the card readers of another test run',
  });
  const pid = servicePid();
  const commandLine = readCommandLine(pid);
  if (!commandLine.includes('pcscd')) return;
  if (!commandLine.includes(FOLDER_PREFIX)) {
    throw new Error(
      'a pcscd of the system is running: stop it (systemctl stop pcscd.socket pcscd) before this test',
    );
  }
  process.kill(pid, 'SIGKILL');
  await waitFor(() => readCommandLine(pid) === '', { timeoutMs: START_MS, what: 'an earlier pcscd to end' });
}

function isAnotherRunUsing(): boolean {
  const [, owner] = readCommandLine(servicePid()).match(OWNER) ?? [];
  return owner !== undefined && Number(owner) !== process.pid && existsSync(`/proc/${owner}`);
}

function servicePid(): number {
  return existsSync(PID_FILE) ? Number(readFileSync(PID_FILE, 'utf8').trim()) : 0;
}

function readCommandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The first of two ports in a row that are free, one a reader. */
async function freePortPair(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (await isFree(port + 1)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** Looks without connecting: for vpcd a connection is an insertion. */
function isListening(port: number): boolean {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((table) => existsSync(table))
    .some((table) =>
      readFileSync(table, 'utf8')
        .split('\n')
        .some((line) => line.includes(local) && line.includes(' 0A ')),
    );
}
