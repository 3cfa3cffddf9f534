import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortPair } from '../ports.ts';
import { type RunningProcess, startProcess, waitFor } from '../process.ts';

const SOCKET = '/run/pcscd/pcscd.comm';
const PID_FILE = '/run/pcscd/pcscd.pid';
const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const FOLDER_PREFIX = 'bandeau-pcscd-';
/** The process that started a service, as its folder tells. */
const OWNER = /bandeau-pcscd-(\d+)-/;
const START_MS = 10_000;
/** Another test on this machine may have the service: there is only one, so they take turns. */
const TURN_MS = 170_000;
/** The turn of a test, also while its service is killed: a name of the system that goes with who holds it. */
const TURN = '\0bandeau-pcscd-turn';

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
  const turn = await waitFor(holdTurn, { timeoutMs: TURN_MS, what: 'the card readers of another test' });
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
      turn.close();
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

/** What is held from the start to the stop of the readers; undefined while another test holds it. */
function holdTurn(): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const turn = createServer().unref();
    turn.once('error', () => resolve(undefined));
    turn.listen(TURN, () => resolve(turn));
  });
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
  // Where nobody takes note of its end, the next one would believe by these that it still runs.
  for (const left of [PID_FILE, SOCKET]) rmSync(left, { force: true });
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
