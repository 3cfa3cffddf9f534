import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { SpareSocket } from '../../../electron/telephony/sip/spare-socket.ts';
import { freePort } from '../../stand/ports.ts';
import { sipServer } from './sip-servers.ts';

let sockets: WebSocketServer;
let address: { server: string; authority: null };
let spare: SpareSocket;

beforeEach(async () => {
  const port = await freePort();
  sockets = new WebSocketServer({ host: '127.0.0.1', port, handleProtocols: () => 'sip' });
  await once(sockets, 'listening');
  address = { server: `ws://127.0.0.1:${port}`, authority: null };
  spare = new SpareSocket();
});
afterEach(() => {
  spare.drop();
  for (const client of sockets.clients) client.terminate();
  sockets.close();
});

it('a socket opened ahead is opened once, and given away once', async () => {
  spare.prepare(address);
  spare.prepare(address);
  const socket = await spare.take(address.server);
  expect(socket).not.toBeNull();
  expect(sockets.clients.size).toBe(1);
  expect(await spare.take(address.server)).toBeNull();
});

it.for([
  ['answers', 200, true],
  ['lets nobody in', 403, true],
  ['is out of service', 503, false],
  ['says nothing', null, false],
] as const)('what SIP behind it says is known: one that %s', async ([, code, isKnown]) => {
  const exchange = await sipServer({ options: code });
  spare.prepare({ server: exchange.url, authority: null });
  await expect.poll(() => exchange.sockets.clients.size).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const ready = await spare.take(exchange.url);
  ready?.socket.terminate();
  exchange.stop();
  expect(ready?.answered).toBe(isKnown);
});

it('it is not given for another server', async () => {
  spare.prepare(address);
  expect(await spare.take('ws://127.0.0.1:9')).toBeNull();
});

it('one that the server closed meanwhile, or never opened, is not given', async () => {
  spare.prepare(address);
  const [client] = await once(sockets, 'connection');
  client.terminate();
  await expect.poll(() => sockets.clients.size).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await spare.take(address.server)).toBeNull();
  const nobody = { server: `ws://127.0.0.1:${await freePort()}`, authority: null };
  spare.prepare(nobody);
  expect(await spare.take(nobody.server)).toBeNull();
});
