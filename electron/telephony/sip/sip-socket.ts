import type { RawData } from 'ws';

/** A socket that was opened ahead. */
export interface ReadySocket {
  readonly socket: SipSocket;
  /** Whether SIP behind it has answered, and is in service. */
  readonly answered: boolean;
}

/** What a connection needs of its WebSocket. */
export interface SipSocket {
  on(event: 'message', listener: (data: RawData) => void): unknown;
  on(event: 'error' | 'close', listener: () => void): unknown;
  send(message: string, sent: (error?: Error) => void): void;
  /** Ends it at once. */
  terminate(): void;
}
