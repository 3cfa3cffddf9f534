import WebSocket from 'ws';
import { openSocket, type SocketOptions } from './sip-connection.ts';

/** Nobody bound a number within this time: an idle socket is not kept at the exchange's expense. Milliseconds. */
const LIFE = 60_000;

interface Spare {
  readonly server: string;
  readonly socket: Promise<WebSocket | null>;
  readonly expiry: ReturnType<typeof setTimeout>;
}

/** One WebSocket opened ahead, for the number that is about to be typed: opening one may take several round trips. */
export class SpareSocket {
  #spare: Spare | null = null;

  /** Opens it, unless one is there. One that does not open is not missed. */
  prepare(options: SocketOptions): void {
    if (this.#spare) return;
    const socket = openSocket(options).catch(() => null);
    const spare = { server: options.server, socket, expiry: setTimeout(() => this.drop(), LIFE) };
    this.#spare = spare;
    void socket.then((opened) => {
      opened?.on('error', () => opened.terminate());
      if (!opened && this.#spare === spare) this.drop();
    });
  }

  /** Gives it away if it is to that server and open. */
  async take(server: string): Promise<WebSocket | null> {
    const spare = this.#spare;
    if (spare?.server !== server) return null;
    this.#forget();
    const socket = await spare.socket;
    return socket?.readyState === WebSocket.OPEN ? socket : null;
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
