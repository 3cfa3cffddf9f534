import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { readRequest, response } from '../../../electron/training/telephony/sip-messages.ts';

/** A server that speaks WebSocket on loopback, and SIP as far as the test says. */
export interface SipServerInTest {
  readonly url: string;
  readonly sockets: WebSocketServer;
  /** How often somebody connected. */
  connections(): number;
  stop(): void;
}

export interface SipServerBehaviour {
  /** The code of every answer to OPTIONS; null answers nothing. */
  readonly options: number | null;
  /** Milliseconds after which each connection is closed. */
  readonly closesAfter?: number;
}

export async function sipServer({ options, closesAfter }: SipServerBehaviour): Promise<SipServerInTest> {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  await once(sockets, 'listening');
  const address = sockets.address();
  if (address === null || typeof address === 'string') throw new Error('no port given');
  let count = 0;
  sockets.on('connection', (socket) => {
    count += 1;
    if (closesAfter !== undefined) setTimeout(() => socket.terminate(), closesAfter);
    socket.on('message', (data) => {
      const request = readRequest(String(data));
      if (request?.method !== 'OPTIONS' || options === null) return;
      socket.send(response(request, options, 'As told', 'tag', {}));
    });
  });
  return {
    url: `ws://127.0.0.1:${address.port}`,
    sockets,
    connections: () => count,
    stop: () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
