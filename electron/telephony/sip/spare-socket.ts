import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { openSocket, type SocketOptions } from './sip-connection.ts';
import type { ReadySocket } from './sip-socket.ts';

/** Nobody bound a number within this time: an idle socket is not kept at the exchange's expense. Milliseconds. */
const LIFE = 60_000;

interface Spare {
  readonly server: string;
  readonly socket: Promise<WebSocket | null>;
  answered: boolean;
  readonly expiry: ReturnType<typeof setTimeout>;
}

/**
 * One WebSocket opened ahead, for the number that is about to be typed, and SIP behind it asked whether it is there:
 * both take round trips.
 */
export class SpareSocket {
  #spare: Spare | null = null;

  /** Opens it, unless one is there. One that does not open is not missed. */
  prepare(options: SocketOptions): void {
    if (this.#spare) return;
    const socket = openSocket(options).catch(() => null);
    const expiry = setTimeout(() => this.drop(), LIFE);
    const spare: Spare = { server: options.server, socket, expiry, answered: false };
    this.#spare = spare;
    void socket.then((opened) => {
      opened?.on('error', () => opened.terminate());
      if (!opened && this.#spare === spare) this.drop();
      opened?.once('message', (data) => {
        spare.answered = isInService(String(data));
      });
      opened?.send(question(options.server));
    });
  }

  /** Gives it away if it is to that server and open. */
  async take(server: string): Promise<ReadySocket | null> {
    const spare = this.#spare;
    if (spare?.server !== server) return null;
    this.#forget();
    const socket = await spare.socket;
    if (socket?.readyState !== WebSocket.OPEN) return null;
    return { socket, answered: spare.answered };
  }

  drop(): void {
    void this.#forget()?.socket.then((socket) => socket?.terminate());
  }

  #forget(): Spare | null {
    const spare = this.#spare;
    this.#spare = null;
    clearTimeout(spare?.expiry);
    return spare;
  }
}

/** OPTIONS of nobody (RFC 3261 §11, §8.1.1.3): who works here is not known yet, and any answer will do. */
function question(server: string): string {
  const { protocol, hostname } = new URL(server);
  const id = randomBytes(8).toString('hex');
  return [
    `OPTIONS sip:${hostname} SIP/2.0`,
    `Via: SIP/2.0/${protocol === 'wss:' ? 'WSS' : 'WS'} ${id}.invalid;branch=z9hG4bK${id}`,
    'Max-Forwards: 70',
    `From: "Anonymous" <sip:anonymous@anonymous.invalid>;tag=${id}`,
    `To: <sip:${hostname}>`,
    `Call-ID: ${id}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

function isInService(answer: string): boolean {
  return /^SIP\/2\.0 (?!408|503)[2-6]\d\d /.test(answer);
}
