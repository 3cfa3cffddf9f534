import { once } from 'node:events';
import WebSocket, { WebSocketServer } from 'ws';

/** Stands between a station and its exchange, and passes every message on but for what a test makes of it. */
export interface SipRelay {
  /** For `telephony.servers` in place of the exchange's. */
  readonly url: string;
  /** Sends the station a message that the exchange never sent. */
  inject(message: string | Buffer): void;
  /** What becomes of each message to the station from now on; null lets them pass as they are. */
  rewrite(change: ((message: string) => string) | null): void;
  /** The last message to the station that `predicate` takes, as it was passed on. */
  lastToStation(predicate: (message: string) => boolean): string | undefined;
  /** Nothing passes either way, and no connection is refused or closed: a server that hangs, a laptop that sleeps. */
  freeze(frozen: boolean): void;
  /** Every connection ends and none is let in: a cable that is pulled. */
  cut(isCut: boolean): void;
  stop(): Promise<void>;
}

interface Passage {
  readonly station: WebSocket;
  readonly exchange: WebSocket;
  /** What waits for the exchange's side to open, or for the end of a freeze. */
  readonly held: (() => void)[];
}

const KEPT = 2_000;

/** Relays SIP over WebSocket (RFC 7118) to the exchange at `target`. */
export async function startSipRelay(target: string): Promise<SipRelay> {
  const passages = new Set<Passage>();
  const toStation: string[] = [];
  let change: ((message: string) => string) | null = null;
  let frozen = false;
  let isCut = false;

  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
    verifyClient: () => !isCut,
  });
  server.on('connection', (station) => {
    const exchange = new WebSocket(target, 'sip');
    const passage: Passage = { station, exchange, held: [] };
    passages.add(passage);
    const pass = (send: () => void): void => {
      if (frozen || exchange.readyState === WebSocket.CONNECTING) passage.held.push(send);
      else send();
    };
    exchange.on('open', () => {
      if (!frozen) release(passage);
    });
    station.on('message', (data) => pass(() => sendOpen(exchange, String(data))));
    exchange.on('message', (data) =>
      pass(() => {
        const message = change ? change(String(data)) : String(data);
        toStation.push(message);
        if (toStation.length > KEPT) toStation.shift();
        sendOpen(station, message);
      }),
    );
    const end = (): void => {
      passages.delete(passage);
      station.terminate();
      exchange.terminate();
    };
    for (const socket of [station, exchange]) {
      socket.on('error', end);
      socket.on('close', end);
    }
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port given');

  const endAll = (): void => {
    for (const { station, exchange } of passages) {
      station.terminate();
      exchange.terminate();
    }
  };
  return {
    url: `ws://127.0.0.1:${address.port}`,
    inject: (message) => {
      for (const { station } of passages) sendOpen(station, message);
    },
    rewrite: (next) => {
      change = next;
    },
    lastToStation: (predicate) => toStation.findLast(predicate),
    freeze: (on) => {
      frozen = on;
      if (!on) for (const passage of passages) release(passage);
    },
    cut: (on) => {
      isCut = on;
      if (on) endAll();
    },
    stop: async () => {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function release({ held }: Passage): void {
  for (const send of held.splice(0)) send();
}

function sendOpen(socket: WebSocket, message: string | Buffer): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(message);
}
