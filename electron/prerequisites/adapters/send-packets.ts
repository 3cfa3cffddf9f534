import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { rootCertificates } from 'node:tls';
import WebSocket from 'ws';
import type { Packet } from '../rules/packets.ts';
import { answeredBranch, optionsRequest } from './sip-options.ts';

export interface Pace {
  /** How many. */
  readonly packets: number;
  /** Milliseconds between two. */
  readonly interval: number;
}

/** An answer later than this after the last packet counts as lost. Milliseconds: well above any tolerable way. */
const PATIENCE = 1_500;

interface Transport {
  readonly via: string;
  send(text: string): void;
}

/** Sends OPTIONS over UDP at an even pace. Rejects when there is no such host, or it refuses. */
export async function sendOverUdp(
  { host, port }: { readonly host: string; readonly port: number },
  pace: Pace,
  signal: AbortSignal,
): Promise<readonly Packet[]> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4' });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(port, host, () => resolve());
    });
    const own = socket.address();
    const via = `UDP ${isIPv6(own.address) ? `[${own.address}]` : own.address}:${own.port}`;
    return await exchange(host, { via, send: (text) => socket.send(text) }, pace, signal, (receive) => {
      socket.on('message', (data) => receive(data.toString('latin1')));
      // Nobody listens at that port: as good as lost.
      socket.on('error', () => undefined);
    });
  } finally {
    socket.close();
  }
}

export interface WebSocketServer {
  readonly url: string;
  readonly authority: string | null;
}

/** The same over an open SIP WebSocket (RFC 7118), where a lost packet shows as a late one. */
export async function sendOverWebSocket(
  server: WebSocketServer,
  pace: Pace,
  signal: AbortSignal,
): Promise<readonly Packet[]> {
  const socket = await openSipWebSocket(server, signal);
  try {
    const { hostname, protocol } = new URL(server.url);
    const via = `${protocol === 'wss:' ? 'WSS' : 'WS'} bandeau.invalid`;
    return await exchange(
      hostname,
      { via, send: (text) => socket.send(text) },
      pace,
      signal,
      (receive, end) => {
        socket.on('message', (data: Buffer) => receive(data.toString('latin1')));
        socket.on('close', end);
      },
    );
  } finally {
    socket.terminate();
  }
}

/** Opens a WebSocket as the telephony does. Rejects with what the server or the network said against it. */
export function openSipWebSocket(
  { url, authority }: WebSocketServer,
  signal: AbortSignal,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'sip', {
      handshakeTimeout: 4_000,
      maxPayload: 1024 * 1024,
      perMessageDeflate: false,
      minVersion: 'TLSv1.2',
      ...(authority ? { ca: [...rootCertificates, authority] } : {}),
    });
    const stop = () => socket.terminate();
    signal.addEventListener('abort', stop, { once: true });
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    socket.once('unexpected-response', (_request, response) => {
      reject(new UpgradeRefused(response.statusCode ?? 0));
      socket.terminate();
    });
    socket.once('open', () => resolve(socket));
  });
}

/** The server answered, and not with 101. */
export class UpgradeRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`upgrade refused: ${status}`);
    this.status = status;
  }
}

function exchange(
  host: string,
  transport: Transport,
  { packets, interval }: Pace,
  signal: AbortSignal,
  listen: (receive: (message: string) => void, end: () => void) => void,
): Promise<readonly Packet[]> {
  return new Promise((resolve) => {
    const sent = new Map<string, { sentAt: number; answeredAt: number | null }>();
    let answered = 0;
    let timer: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve([...sent.values()]);
    };
    listen((message) => {
      const at = performance.now();
      const packet = sent.get(answeredBranch(message) ?? '');
      if (!packet || packet.answeredAt !== null) return;
      packet.answeredAt = at;
      answered += 1;
      if (answered === packets) finish();
    }, finish);
    signal.addEventListener('abort', finish);
    const startedAt = performance.now();
    const sendNext = (): void => {
      const { branch, text } = optionsRequest(host, transport.via, sent.size + 1);
      sent.set(branch, { sentAt: performance.now(), answeredAt: null });
      transport.send(text);
      // A timer that is late makes the next one early: the pace holds over the whole.
      const next = startedAt + sent.size * interval - performance.now();
      timer = sent.size < packets ? setTimeout(sendNext, Math.max(0, next)) : setTimeout(finish, PATIENCE);
    };
    sendNext();
  });
}
