import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { ServerCredentials } from '../network/https-server.ts';
import { type Desk, newDesk } from './desk.ts';
import { readForm } from './form.ts';

/** What befalls one request. */
export type Trouble =
  | 'none'
  /** The connection is cut before anything is done. */
  | 'reset'
  /** It is done, and the connection cut instead of an answer. */
  | 'lost-answer'
  /** The session has ended. */
  | 'expired'
  /** An error of the web server before GLPI. */
  | 'bad-gateway'
  /** Answered with 200 and nothing. */
  | 'empty'
  /** Done and answered late; ms. */
  | { readonly slow: number }
  /** The same, but done at the end of that time. */
  | { readonly late: number };

export interface GlpiOptions {
  /** Over TLS where given. */
  readonly credentials?: ServerCredentials;
  readonly userToken?: string;
  readonly appToken?: string | null;
  readonly trouble?: (method: string, path: string) => Trouble;
}

/** A desk that speaks GLPI 10's legacy API on loopback, traps included, as recorded from a real one. */
export interface GlpiStand {
  /** Address of `apirest.php`. */
  readonly url: string;
  readonly userToken: string;
  readonly desk: Desk;
  /** Paths that were asked, with their methods, in order. */
  readonly requests: readonly string[];
  /** Ends every session, as the time does. */
  expireSessions(): void;
  /** Refuses connections until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

interface Reply {
  readonly status: number;
  /** Null is an empty body. */
  readonly body: unknown;
}

const error = (status: number, code: string, text: string): Reply => ({ status, body: [code, text] });
const LARGEST = 64 * 1024 * 1024;

export async function startGlpi(options: GlpiOptions = {}): Promise<GlpiStand> {
  const { credentials, userToken = randomBytes(20).toString('hex'), appToken = null } = options;
  const desk = newDesk();
  const sessions = new Set<string>();
  const requests: string[] = [];
  let port = 0;
  let server: http.Server | https.Server | null = null;

  const answer = (request: http.IncomingMessage, url: URL, body: Buffer): Reply => {
    const path = url.pathname.replace(/^\/apirest\.php\//, '');
    if (appToken !== null) {
      const given = request.headers['app-token'];
      if (given === undefined)
        return error(400, 'ERROR_APP_TOKEN_PARAMETERS_MISSING', 'le paramètre app_token est manquant');
      if (given !== appToken)
        return error(400, 'ERROR_WRONG_APP_TOKEN_PARAMETER', 'le paramètre app_token semble incorrect');
    }
    if (path === 'initSession') {
      const given = request.headers.authorization;
      if (given === undefined)
        return error(
          400,
          'ERROR_LOGIN_PARAMETERS_MISSING',
          'le(s) paramètre(s) login, password ou user_token sont manquants',
        );
      if (given !== `user_token ${userToken}`)
        return error(401, 'ERROR_GLPI_LOGIN_USER_TOKEN', 'le paramètre user_token semble incorrect');
      const session = randomBytes(13).toString('hex');
      sessions.add(session);
      return { status: 200, body: { session_token: session } };
    }
    const session = request.headers['session-token'];
    if (session === undefined)
      return error(400, 'ERROR_SESSION_TOKEN_MISSING', 'le paramètre session_token est manquant ou vide');
    if (!sessions.has(String(session)))
      return error(401, 'ERROR_SESSION_TOKEN_INVALID', 'session_token semble incorrect');
    if (path === 'killSession') {
      sessions.delete(String(session));
      return { status: 200, body: true };
    }
    return carryOut(
      desk,
      request.method ?? 'GET',
      path,
      url.searchParams,
      request.headers['content-type'] ?? '',
      body,
    );
  };

  const serve = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://glpi');
    const path = url.pathname.replace(/^\/apirest\.php\//, '');
    const trouble = options.trouble?.(request.method ?? 'GET', path) ?? 'none';
    if (trouble === 'reset') return void request.socket.destroy();
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of request) {
      pieces.push(piece);
      length += piece.length;
      if (length > LARGEST) return void request.socket.destroy();
    }
    requests.push(`${request.method} ${path}`);
    if (trouble === 'bad-gateway')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
    if (trouble === 'empty') return void response.writeHead(200).end();
    if (trouble === 'expired') sessions.clear();
    // As PHP does, it goes on although nobody waits any more.
    if (typeof trouble === 'object' && 'late' in trouble) await pause(trouble.late);
    const reply = answer(request, url, Buffer.concat(pieces));
    if (typeof trouble === 'object' && 'slow' in trouble) await pause(trouble.slow);
    if (trouble === 'lost-answer') return void request.socket.destroy();
    response.writeHead(reply.status, { 'content-type': 'application/json; charset=UTF-8' });
    response.end(reply.body === null ? '' : JSON.stringify(reply.body));
  };

  const start = async (): Promise<void> => {
    const handle = (request: http.IncomingMessage, response: http.ServerResponse): void =>
      void serve(request, response).catch(() => request.socket.destroy());
    server = credentials ? https.createServer(credentials, handle) : http.createServer(handle);
    server.on('tlsClientError', () => undefined);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port given');
    port = address.port;
  };
  await start();
  return {
    url: credentials ? `https://localhost:${port}/apirest.php` : `http://127.0.0.1:${port}/apirest.php`,
    userToken,
    desk,
    requests,
    expireSessions: () => sessions.clear(),
    start,
    stop: async () => {
      const stopping = server;
      server = null;
      if (!stopping) return;
      stopping.closeAllConnections();
      await new Promise((resolve) => stopping.close(resolve));
    },
  };
}

function carryOut(
  desk: Desk,
  method: string,
  path: string,
  query: URLSearchParams,
  contentType: string,
  body: Buffer,
): Reply {
  if (method === 'POST') return add(desk, path, contentType, body);
  if (path === 'listSearchOptions/Ticket') return { status: 200, body: desk.searchOptions };
  if (path === 'search/Ticket') return search(desk, query);
  const [, type, id, sub] = /^(\w+)\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
  if (type === 'Ticket' && sub === 'ITILFollowup') return { status: 200, body: desk.followUpsOf(Number(id)) };
  if (path === 'getFullSession') return { status: 200, body: { session: { glpiID: ACCOUNT } } };
  if (type === 'Ticket' && sub === 'ITILSolution') return { status: 200, body: desk.solutionsOf(Number(id)) };
  if (type === 'Ticket' && sub === 'Ticket_User') return { status: 200, body: usersOf(desk, Number(id)) };
  if (type === 'ITILFollowup' && sub === 'Document_Item')
    return { status: 200, body: desk.documentsOf(Number(id)) };
  if (type === 'Ticket' && sub === 'Document_Item') return { status: 200, body: desk.linksOf(Number(id)) };
  const found =
    type === 'Ticket' ? desk.ticket(Number(id)) : type === 'Document' ? desk.document(Number(id)) : null;
  if (sub === undefined && found) return { status: 200, body: found };
  return error(404, 'ERROR_ITEM_NOT_FOUND', 'Élément introuvable');
}

/** Who asks, by GLPI's number. */
const ACCOUNT = 4;

function usersOf(desk: Desk, id: number): readonly object[] {
  const email = desk.ticket(id)?.requester;
  return email
    ? [{ id, tickets_id: id, users_id: 0, type: 1, use_notification: 1, alternative_email: email }]
    : [];
}

function add(desk: Desk, path: string, contentType: string, body: Buffer): Reply {
  if (path === 'Document' && contentType.startsWith('multipart/form-data')) {
    const form = readForm(contentType, body);
    const manifest: unknown = JSON.parse(form.get('uploadManifest')?.bytes.toString('utf8') ?? 'null');
    const file = form.get('filename[0]');
    const input = inputOf(manifest);
    if (!input || !file) return error(400, 'ERROR_BAD_ARRAY', 'input parameter must be an array of objects');
    return { status: 201, body: desk.addDocument(input, file) };
  }
  const input = inputOf(JSON.parse(body.toString('utf8')));
  if (!input) return error(400, 'ERROR_BAD_ARRAY', 'input parameter must be an array of objects');
  const added = desk.add(path, input);
  // The same code for what may not be done and for what went wrong.
  return added ?? error(400, 'ERROR_GLPI_ADD', "You don't have permission to perform this action.");
}

function search(desk: Desk, query: URLSearchParams): Reply {
  const field = query.get('criteria[0][field]') ?? '';
  // On a column that it does not know, GLPI answers with nothing at all.
  if (!Object.hasOwn(desk.searchOptions, field)) return { status: 200, body: null };
  const rows = desk.search(field, query.get('criteria[0][value]') ?? '', query.get('order') === 'DESC');
  const [from = 0, to = 0] = (query.get('range') ?? '0-49').split('-').map(Number);
  if (from > 0 && from >= rows.length) {
    return error(
      400,
      'ERROR_RANGE_EXCEED_TOTAL',
      `Provided range exceed total count of data: ${rows.length}`,
    );
  }
  const shown = rows.slice(from, to + 1);
  return {
    status: 200,
    body: {
      totalcount: rows.length,
      count: shown.length,
      sort: [query.get('sort') ?? '1'],
      order: [query.get('order') ?? 'ASC'],
      // Without any, there is no such member.
      ...(shown.length > 0 && { data: shown }),
      'content-range': `${from}-${from + shown.length - 1}/${rows.length}`,
    },
  };
}

function inputOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || !('input' in value)) return null;
  const { input } = value;
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : null;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
