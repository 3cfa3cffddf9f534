import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type RunningProcess, startProcess } from '../process.ts';

const CONFIGURATION = join(import.meta.dirname, 'kamailio.cfg');
const SCHEMA = '/usr/share/kamailio/db_sqlite';
const START_MS = 10_000;

export interface KamailioOptions {
  folder: string;
  sipPort: number;
  wsPort: number;
  domain: string;
  /** Number to password: the exchange's own numbers. */
  users: ReadonlyMap<string, string>;
  authentication: boolean;
}

export interface Kamailio {
  readonly pid: number;
  /** Dies at once with all its children, as by a power cut. */
  kill9(): Promise<void>;
  stop(): Promise<void>;
  /** Starts anew, ending it first when it runs: it remembers the calls in progress and nothing else. */
  restart(): Promise<void>;
  /** Whether a device is registered under the number. */
  hasRegistration(number: string): Promise<boolean>;
}

/** Starts the exchange in `folder`, on loopback. */
export async function startKamailio(options: KamailioOptions): Promise<Kamailio> {
  let running = await launch(options);
  return {
    get pid() {
      return running.pid;
    },
    kill9: async () => {
      running.kill('SIGKILL');
      await running.exited;
    },
    stop: () => running.stop(),
    restart: async () => {
      await running.stop();
      running = await launch(options);
    },
    hasRegistration: (number) => hasRegistration(options.wsPort, number),
  };
}

function launch(options: KamailioOptions): Promise<RunningProcess> {
  const { folder, wsPort } = options;
  const file = join(folder, 'kamailio.cfg');
  mkdirSync(folder, { recursive: true });
  const database = databaseFile(folder);
  if (!existsSync(database)) createDatabase(database);
  writeFileSync(file, configuration(options));
  return startProcess({
    name: 'kamailio',
    command: 'kamailio',
    args: ['-DD', '-E', '-f', file, '-Y', folder, '-w', folder, '-m', '64', '-M', '8'],
    // Debian keeps it where only root looks.
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` },
    logFile: join(folder, 'kamailio.log'),
    ready: () => accepts(wsPort),
    timeoutMs: START_MS,
  });
}

async function hasRegistration(wsPort: number, number: string): Promise<boolean> {
  const request = { jsonrpc: '2.0', id: 1, method: 'ul.lookup', params: ['location', number] };
  const response = await fetch(`http://127.0.0.1:${wsPort}/rpc`, {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { 'Content-Type': 'application/json' },
  });
  return response.ok;
}

function configuration(options: KamailioOptions): string {
  const values = {
    SIP_PORT: options.sipPort,
    WS_PORT: options.wsPort,
    DOMAIN: options.domain,
    DATABASE: databaseFile(options.folder),
  };
  return [
    '#!KAMAILIO',
    ...(options.authentication ? ['#!define WITH_AUTH'] : []),
    ...Object.entries(values).map(([name, value]) => `#!substdef "|${name}|${value}|g"`),
    `include_file "${CONFIGURATION}"`,
    'event_route[htable:mod-init] {',
    ...[...options.users].map(([number, password]) => `  $sht(users=>${number}) = "${password}";`),
    '}',
    '',
  ].join('\n');
}

// Calls outlive a restart; the other modules only look for their tables here, and keep what they know in memory.
function createDatabase(file: string): void {
  const database = new DatabaseSync(file);
  // Several processes use it, and none waits for another.
  database.exec('PRAGMA journal_mode = WAL');
  for (const name of ['standard', 'presence', 'dialog']) {
    database.exec(readFileSync(join(SCHEMA, `${name}-create.sql`), 'utf8'));
  }
  database.close();
}

function databaseFile(folder: string): string {
  return join(folder, 'kamailio.sqlite');
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
