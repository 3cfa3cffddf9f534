import { createConnection } from 'node:net';
import { token } from './sip-message.ts';

const REPLY_MS = 5_000;

export interface BaresipEvent {
  type: string;
  /** Of the call; empty when the event names none. */
  id: string;
  outgoing: boolean;
}

export interface BaresipControl {
  /** Rejects when the phone says no. */
  command(command: string, params?: string): Promise<void>;
  close(): void;
}

/** Connects to `ctrl_tcp`: JSON in netstrings, replies and events on one connection; it serves one client at a time. */
export function connectBaresip(
  port: number,
  onEvent: (event: BaresipEvent) => void,
): Promise<BaresipControl> {
  const waiting = new Map<string, (reply: Record<string, unknown>) => void>();
  const onMessage = (message: Record<string, unknown>): void => {
    if (message.event === true) onEvent(eventOf(message));
    else waiting.get(String(message.token))?.(message);
  };
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = takeNetstrings(Buffer.concat([received, chunk]), onMessage);
    });
    socket.on('error', reject);
    socket.once('connect', () => {
      const command = (name: string, params = ''): Promise<void> =>
        new Promise((done, refused) => {
          const id = token();
          const timer = setTimeout(() => refused(new Error(`baresip: no reply to ${name}`)), REPLY_MS);
          waiting.set(id, (reply) => {
            clearTimeout(timer);
            waiting.delete(id);
            if (reply.ok === true) done();
            else refused(new Error(`baresip: ${name}: ${String(reply.data)}`));
          });
          const text = JSON.stringify({ command: name, params, token: id });
          socket.write(`${Buffer.byteLength(text)}:${text},`);
        });
      resolve({ command, close: () => socket.destroy() });
    });
  });
}

function eventOf(message: Record<string, unknown>): BaresipEvent {
  return {
    type: String(message.type),
    id: String(message.id ?? ''),
    outgoing: message.direction === 'outgoing',
  };
}

function takeNetstrings(buffer: Buffer, onMessage: (message: Record<string, unknown>) => void): Buffer {
  let rest = buffer;
  for (;;) {
    const colon = rest.indexOf(':');
    if (colon < 0) return rest;
    const end = colon + 1 + Number(rest.subarray(0, colon).toString());
    if (rest.length <= end) return rest;
    onMessage(JSON.parse(rest.subarray(colon + 1, end).toString()));
    rest = rest.subarray(end + 1);
  }
}
