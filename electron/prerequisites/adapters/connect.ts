import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import {
  connect as connectTls,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { Route } from '../ports.ts';
import type { Target } from '../rules/targets.ts';

/** The proxy answered CONNECT with something else than 200. */
export class ProxyRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the proxy answers ${status}`);
    this.status = status;
  }
}

/** Nothing came within the time. */
export class TimedOut extends Error {}

/** Milliseconds for one step of a connection. */
export const STEP_DEADLINE = 4_000;

/** Addresses of a host. Rejects as `dns.lookup` does, or with `TimedOut`. */
export async function resolveHost(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const found = await within(lookup(host, { all: true }), signal);
  return found.map(({ address }) => address);
}

/** Opens a connection to the target, through the proxy of its route. Rejects as sockets do, or as named above. */
export async function openConnection(target: Target, route: Route, signal: AbortSignal): Promise<Socket> {
  if (route.kind === 'proxy') return openTunnel(route, target, signal);
  return openSocket(target.host, target.port, signal);
}

/** Opens a TCP connection. */
export async function openSocket(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host, port });
  return settled(socket, 'connect', signal);
}

/** A connection through an HTTP proxy (RFC 9110 §9.3.6), without authentication as the program has none to give. */
export function openTunnel(
  proxy: Extract<Route, { kind: 'proxy' }>,
  { host, port }: Pick<Target, 'host' | 'port'>,
  signal: AbortSignal,
): Promise<Socket> {
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const send = proxy.secure ? httpsRequest : httpRequest;
  const request = send({
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: authority,
    headers: { host: authority },
    agent: false,
  });
  return new Promise((resolve, reject) => {
    const give = (error: Error): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      request.destroy();
      reject(error);
    };
    const stop = () => give(new TimedOut());
    const timer = setTimeout(stop, STEP_DEADLINE);
    signal.addEventListener('abort', stop, { once: true });
    request.once('error', give);
    request.once('response', (response) => give(new ProxyRefused(response.statusCode ?? 0)));
    request.once('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        return give(new ProxyRefused(response.statusCode ?? 0));
      }
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(socket);
    });
    request.end();
  });
}

/** Begins TLS on a connection, whoever the other side is: what its certificate is worth is told, not enforced. */
export async function beginTls(
  socket: Socket,
  host: string,
  authority: string | null,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const secure = connectTls({
    socket,
    ...(isIP(host) ? { host } : { host, servername: host }),
    secureContext: contextFor(authority),
    rejectUnauthorized: false,
  });
  return settled(secure, 'secureConnect', signal);
}

/** Reading hundreds of certificates holds everything else up, for longer than a connection takes. */
const contexts = new Map<string | null, SecureContext>();

/** What a connection trusts, by the PEM text of the site's own authority: the same one each time. */
export function contextFor(authority: string | null): SecureContext {
  const known = contexts.get(authority);
  if (known) return known;
  const made = createSecureContext({ ca: authoritiesOf(authority), minVersion: 'TLSv1.2' });
  contexts.set(authority, made);
  return made;
}

/**
 * The public authorities, those of the system where the runtime can read them, and one of the site's own. A system has
 * most public ones too, some of them several times: each is taken once.
 */
function authoritiesOf(authority: string | null): string[] {
  const systems = 'getCACertificates' in tls ? tls.getCACertificates('system') : [];
  const all = [...rootCertificates, ...systems, ...(authority ? [authority] : [])];
  // Each writes its lines as long as it likes.
  return [...new Map(all.map((pem) => [pem.replaceAll(/\s/g, ''), pem])).values()];
}

async function settled<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> {
  const ready = new Promise<S>((resolve, reject) => {
    socket.once(event, () => resolve(socket));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
  // Whatever comes after, as when a peer resets a connection that was only looked at.
  socket.on('error', () => undefined);
  try {
    return await within(ready, signal);
  } catch (error) {
    ready.catch(() => undefined);
    socket.destroy();
    throw error;
  }
}

/** What `work` gives; rejects with `TimedOut` when it takes longer than a step may, or is no longer wanted. */
export async function within<T>(work: Promise<T>, signal: AbortSignal, deadline = STEP_DEADLINE): Promise<T> {
  let stop: () => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new TimedOut());
  });
  const timer = setTimeout(stop, deadline);
  signal.addEventListener('abort', stop, { once: true });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
