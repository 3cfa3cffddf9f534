import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { openSocket, SipConnection } from '../../../electron/telephony/sip/sip-connection.ts';
import { freePort } from '../../stand/ports.ts';
import { makePrivateAuthority } from '../../stand/private-authority.ts';

let server: Server;
let port: number;
let authority: string;

beforeAll(async () => {
  const { cert, key } = await makePrivateAuthority();
  authority = cert;
  server = createServer({ cert, key });
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'sip' });
  port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  sockets.on('error', () => undefined);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function open(host: string, authority: string | null): Promise<SipConnection> {
  const address = { server: `wss://${host}:${port}`, authority };
  return SipConnection.over(await openSocket(address), {
    ...address,
    identity: { addressOfRecord: 'sip:1501@samu.test', credential: null },
    onDropped: () => undefined,
    onStray: () => undefined,
    onClosed: () => undefined,
  });
}

it('an exchange of an authority that the station does not know is not spoken to', async () => {
  await expect(open('localhost', null)).rejects.toThrow(/self-signed/);
});

it('the authority of the configuration is trusted', async () => {
  const connection = await open('localhost', authority);
  expect(connection.server).toBe(`wss://localhost:${port}`);
  connection.close();
});

it('but not for another name', async () => {
  await expect(open('127.0.0.1', authority)).rejects.toThrow(/altnames/);
});
