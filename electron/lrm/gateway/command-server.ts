import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Failure, fail, type Result } from '../../failures/index.ts';
import { type DoorOptions, refusalAt } from './door.ts';
import { problemOf } from './problem.ts';
import type { LrmCommand } from './protocol.ts';
import { route } from './routes.ts';
import { TokenBucket } from './token-bucket.ts';

export interface CommandServerOptions extends DoorOptions {
  /** Carries out a command; the value is answered as it is. */
  readonly carryOut: (command: LrmCommand) => Promise<Result<unknown>>;
  /** A test may shorten them; ms. */
  readonly headersTimeout?: number;
  readonly requestTimeout?: number;
}

const LARGEST_BODY = 4_096;
const MOST_CONNECTIONS = 32;

/** Whether another program has the port already. */
export class PortInUse extends Error {}

/**
 * Listens on 127.0.0.1 for commands of the regulation software. One that does not pass the door, is too large, too slow,
 * too frequent or malformed is answered by name (RFC 9457) and reaches nothing. Rejects with `PortInUse`, or as the
 * system refuses.
 */
export async function startCommandServer(options: CommandServerOptions): Promise<Server> {
  const bucket = new TokenBucket(20, 10);
  const { headersTimeout = 5_000, requestTimeout = 8_000 } = options;
  const server = createServer(
    {
      headersTimeout,
      requestTimeout,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 5_000,
      maxHeaderSize: 8_192,
      noDelay: true,
    },
    (request, response) => {
      request.on('error', () => undefined);
      response.on('error', () => undefined);
      void answer(request, response, options, bucket);
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = 1_000;
  // An upgrade, a tunnel: nothing here speaks them.
  server.on('upgrade', (_request, socket) => socket.destroy());
  server.on('connect', (_request, socket) => socket.destroy());
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject('code' in error && error.code === 'EADDRINUSE' ? new PortInUse() : error),
    );
    server.listen({ host: '127.0.0.1', port: options.port }, resolve);
  });
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: CommandServerOptions,
  bucket: TokenBucket,
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  if (isPreflight(request)) return answerPreflight(request, response, options);
  if (!bucket.take()) {
    response.setHeader('retry-after', '1');
    return refuse(response, fail('Lrm_TooMany').failure);
  }
  const refusal = refusalAt(request, options);
  if (refusal) {
    if (refusal.code === 'Lrm_TokenWrong') response.setHeader('www-authenticate', 'Bearer');
    return refuse(response, refusal);
  }
  allowOrigin(request, response);
  const [path = ''] = (request.url ?? '').split('?');
  const routed = route(request.method ?? '', path);
  if ('failure' in routed) {
    if (routed.allow !== null) response.setHeader('allow', routed.allow);
    return refuse(response, routed.failure);
  }
  if (routed.wantsBody && !isJson(request.headers['content-type'])) {
    return refuse(response, fail('Lrm_NotJson').failure);
  }
  const body = await bodyOf(request);
  if (typeof body !== 'string') return refuse(response, body);
  const command = routed.read(body);
  if (!command.ok) return refuse(response, command.failure);
  const outcome = await options.carryOut(command.value);
  if (!outcome.ok) return refuse(response, outcome.failure);
  send(response, command.value.name === 'dial' ? 201 : 200, 'application/json', outcome.value);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(contentType ?? '');
}

/** The body as text, or why it is not taken. What comes beyond the limit is not waited for. */
function bodyOf(request: IncomingMessage): Promise<string | Failure> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) {
    return Promise.resolve(fail('Lrm_TooLarge').failure);
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LARGEST_BODY) resolve(fail('Lrm_TooLarge').failure);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('close', () => resolve(fail('Lrm_TooLate').failure));
  });
}

function refuse(response: ServerResponse, failure: Failure): void {
  const problem = problemOf(failure);
  // Whatever else this connection would send is of no interest.
  response.setHeader('connection', 'close');
  send(response, problem.status, 'application/problem+json', problem);
}

function send(response: ServerResponse, status: number, type: string, value: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': body.length });
  response.end(body);
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** What a browser asks before a page of the LRM may command (Fetch standard, Private Network Access). */
function answerPreflight(request: IncomingMessage, response: ServerResponse, options: DoorOptions): void {
  const refusal = refusalAt(request, options);
  if (refusal?.code === 'Lrm_OriginRefused' || request.headers.origin === undefined) {
    refuse(response, fail('Lrm_OriginRefused').failure);
    return;
  }
  allowOrigin(request, response);
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT');
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.setHeader('access-control-allow-private-network', 'true');
  response.setHeader('access-control-max-age', '600');
  response.writeHead(204).end();
}

/** Only once the door has let the page pass. */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.origin === undefined) return;
  response.setHeader('access-control-allow-origin', headers.origin);
  response.setHeader('vary', 'Origin');
}
