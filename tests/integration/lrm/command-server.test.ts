import { request as httpRequest, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { PortInUse, startCommandServer } from '../../../electron/lrm/gateway/command-server.ts';
import type { LrmCommand } from '../../../electron/lrm/gateway/protocol.ts';
import { freePort } from '../../stand/ports.ts';

const token = 'a-token-of-thirty-two-characters-or-more';
const page = 'https://lrm.example';
let port: number;
let server: Server;
let commands: LrmCommand[];
let outcome: Result<unknown>;

beforeAll(async () => {
  port = await freePort();
  server = await startCommandServer({
    port,
    token,
    origins: [page],
    headersTimeout: 1_000,
    requestTimeout: 1_500,
    carryOut: async (command) => {
      commands.push(command);
      return outcome;
    },
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  commands = [];
  outcome = ok({ done: true });
  // The flood of one test is not the next one's.
  await new Promise((resolve) => setTimeout(resolve, 300));
});

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
const json = { 'content-type': 'application/json' };
const known = { authorization: `Bearer ${token}` };

/** Asks as any program can, with any `Host` and `Origin`; the token and JSON are right unless said otherwise. */
function ask({ method = 'POST', path = '/v1/calls', headers = {}, body }: Asked) {
  return new Promise<{ status: number; headers: Record<string, unknown>; problem: Record<string, unknown> }>(
    (resolve, reject) => {
      const asking = httpRequest(
        { host: '127.0.0.1', port, method, path, agent: false, headers: { ...known, ...json, ...headers } },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              problem: text === '' ? {} : JSON.parse(text),
            }),
          );
        },
      );
      asking.on('error', reject);
      asking.end(body);
    },
  );
}

describe('a command', () => {
  it('that is right is carried out, and its answer given', async () => {
    const dialled = await ask({ body: '{"number":"02 40 08 33 33","fileId":"F-1"}' });
    expect(dialled).toMatchObject({ status: 201, problem: { done: true } });
    const correlated = await ask({ method: 'PUT', path: '/v1/files/F-1/call', body: '{}' });
    expect(correlated.status).toBe(200);
    await ask({ method: 'GET', path: '/v1/status' });
    expect(commands).toEqual([
      { name: 'dial', number: '02 40 08 33 33', fileId: 'F-1' },
      { name: 'correlate', fileId: 'F-1', callId: null },
      { name: 'status' },
    ]);
  });

  it('that the phone refuses is answered with the reason, in French for the operator', async () => {
    outcome = fail('Phone_CallAlreadyHeld');
    const { status, headers, problem } = await ask({ body: '{"number":"15"}' });
    expect(status).toBe(409);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({
      code: 'Phone_CallAlreadyHeld',
      title: 'Reprendre l’appel en garde',
      status: 409,
    });
    outcome = fail('Dial_Forbidden', { number: '0892', reason: 'numéro surtaxé.' });
    expect(await ask({ body: '{"number":"0892"}' })).toMatchObject({
      status: 422,
      problem: { detail: expect.stringContaining('Le site n’autorise pas le 0892 : numéro surtaxé.') },
    });
  });
});

describe('reaches nothing', () => {
  test.for([
    ['without a token', { headers: { authorization: '' } }, 401, 'Lrm_TokenWrong'],
    ['with a wrong token', { headers: { authorization: 'Bearer nearly' } }, 401, 'Lrm_TokenWrong'],
    [
      'with a token that begins right',
      { headers: { authorization: `Bearer ${token}x` } },
      401,
      'Lrm_TokenWrong',
    ],
    ['with basic authentication', { headers: { authorization: `Basic ${token}` } }, 401, 'Lrm_TokenWrong'],
    [
      'from a page of another site',
      { headers: { origin: 'https://evil.example' } },
      403,
      'Lrm_OriginRefused',
    ],
    ['from a page without origin', { headers: { origin: 'null' } }, 403, 'Lrm_OriginRefused'],
    [
      'by a name bound to this address',
      { headers: { host: 'evil.example:15150' } },
      403,
      'Lrm_OriginRefused',
    ],
    ['as a form', { headers: { 'content-type': 'text/plain' } }, 415, 'Lrm_NotJson'],
    ['without a type', { headers: { 'content-type': '' } }, 415, 'Lrm_NotJson'],
    ['with an unknown path', { path: '/v1/../v1/calls/x' }, 404, 'Lrm_UnknownPath'],
    ['with another method', { method: 'DELETE' }, 405, 'Lrm_MethodNotAllowed'],
    ['as broken JSON', { body: '{"number":' }, 400, 'Lrm_Malformed'],
    ['as a list', { body: '[{"number":"15"}]' }, 400, 'Lrm_Malformed'],
    ['with a key too many', { body: '{"number":"15","then":"16"}' }, 400, 'Lrm_Malformed'],
    ['with a number that is none', { body: '{"number":15}' }, 400, 'Lrm_Malformed'],
    ['with a prototype', { body: '{"number":"15","__proto__":{"fileId":"x"}}' }, 400, 'Lrm_Malformed'],
    [
      'with a constructor',
      { body: '{"number":"15","constructor":{"prototype":{"a":1}}}' },
      400,
      'Lrm_Malformed',
    ],
    ['with a file id of another form', { body: '{"number":"15","fileId":"../../x"}' }, 400, 'Lrm_Malformed'],
    ['with a body too large', { body: `{"number":"${'1'.repeat(5_000)}"}` }, 413, 'Lrm_TooLarge'],
    ['deeply nested', { body: '['.repeat(4_000) }, 400, 'Lrm_Malformed'],
  ] as const)('%s', async ([, asked, status, code]) => {
    const answer = await ask({ body: '{"number":"15"}', ...asked });
    expect(answer).toMatchObject({ status, problem: { code, status } });
    expect(commands).toEqual([]);
    expect(Reflect.get({}, 'a')).toBeUndefined();
  });

  it('a page that is refused learns nothing of its token', async () => {
    const asked = { headers: { origin: 'https://evil.example', authorization: 'Bearer wrong' } };
    expect(await ask(asked)).toMatchObject({ status: 403 });
  });

  it('a body without a length is cut off as well', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    expect(await ask({ headers, body: 'x'.repeat(50_000) }).catch(() => ({ status: 413 }))).toMatchObject({
      status: 413,
    });
  });
});

describe('a page of the regulation software', () => {
  it('is let in by the browser once it is configured', async () => {
    const preflight = { 'access-control-request-method': 'POST', authorization: '' };
    const allowed = await ask({ method: 'OPTIONS', headers: { ...preflight, origin: page } });
    expect(allowed.status).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': page,
      'access-control-allow-private-network': 'true',
    });
    expect(await ask({ headers: { origin: page }, body: '{"number":"15"}' })).toMatchObject({ status: 201 });
    const other = await ask({ method: 'OPTIONS', headers: { ...preflight, origin: 'https://evil.example' } });
    expect(other.status).toBe(403);
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('who floods or stalls', () => {
  it('is told to wait, and served again afterwards', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      statuses.push(
        (await ask({ method: 'GET', path: '/v1/status', headers: { authorization: '' } })).status,
      );
    }
    expect(statuses).toContain(429);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await ask({ method: 'GET', path: '/v1/status' })).status).toBe(200);
  });

  it('is cut off when the headers or the body never end, while others are served', async () => {
    const slow = await Promise.all([
      dribble('POST /v1/calls HTTP/1.1\r\nHost: 127.0.0.1\r\n'),
      dribble(
        `POST /v1/calls HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n` +
          'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      ),
    ]);
    expect((await ask({ method: 'GET', path: '/v1/status' })).status).toBe(200);
    const closed = slow.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    const start = performance.now();
    await Promise.all(closed);
    expect(performance.now() - start).toBeLessThan(6_000);
    expect(commands).toEqual([{ name: 'status' }]);
  });

  it('is cut off when it speaks no HTTP, or sends endless headers', async () => {
    for (const words of ['\x16\x03\x01\x02\x00', `GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`]) {
      const socket = await dribble(words, false);
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect((await ask({ method: 'GET', path: '/v1/status' })).status).toBe(200);
  });

  it('opens no more than 32 connections', async () => {
    const sockets = await Promise.all(Array.from({ length: 60 }, () => dribble('', false)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const open = await new Promise<number>((resolve) =>
      server.getConnections((_error, count) => resolve(count)),
    );
    expect(open).toBeLessThanOrEqual(32);
    for (const socket of sockets) socket.destroy();
  });
});

it('a port that another program has is told as such', async () => {
  const options = { port, token, origins: [], carryOut: async () => ok() };
  await expect(startCommandServer(options)).rejects.toBeInstanceOf(PortInUse);
});

/** Opens a connection, says these words, then a byte every 100 ms: what a slowloris does. */
function dribble(words: string, goOn = true): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(words);
      resolve(socket);
    });
    socket.on('error', () => undefined);
    socket.resume();
    if (!goOn) return;
    const timer = setInterval(() => socket.write('a'), 100);
    socket.once('close', () => clearInterval(timer));
  });
}
