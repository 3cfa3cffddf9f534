import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { startProcess } from '../process.ts';

const START_MS = 15_000;
/** As squid asks for its helper: Debian keeps it there. */
const HELPER = '/usr/lib/squid/basic_ncsa_auth';

export interface Proxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts squid on loopback; with `authentication` it lets nobody through who gives no password. */
export async function startProxy({ authentication }: { readonly authentication: boolean }): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-squid-'));
  chmodSync(folder, 0o777);
  const port = await freePort();
  writeFileSync(join(folder, 'passwords'), '');
  writeFileSync(
    join(folder, 'squid.conf'),
    [
      `http_port 127.0.0.1:${port}`,
      `pid_filename ${folder}/squid.pid`,
      `cache_log ${folder}/cache.log`,
      'access_log none',
      'cache deny all',
      'shutdown_lifetime 0 seconds',
      ...(authentication
        ? [
            `auth_param basic program ${HELPER} ${folder}/passwords`,
            'auth_param basic children 1',
            'acl known proxy_auth REQUIRED',
            'http_access allow known',
          ]
        : ['http_access allow all']),
      'http_access deny all',
      '',
    ].join('\n'),
  );
  const running = await startProcess({
    name: 'squid',
    command: 'squid',
    args: ['-N', '-f', join(folder, 'squid.conf')],
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` },
    logFile: join(folder, 'squid.log'),
    ready: () => accepts(port),
    timeoutMs: START_MS,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
