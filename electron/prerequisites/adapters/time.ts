import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { within } from './connect.ts';

/** How far this clock is ahead of another, in ms, and how much of that may be the way of asking. */
export interface ClockOffset {
  readonly offset: number;
  readonly uncertainty: number;
}

/** Seconds from 1900 (NTP) to 1970. */
const NTP_EPOCH = 2_208_988_800;
const NTP_PORT = 123;
/** A header is short; what sends more is no server that tells the time. */
const MAX_HEADER = 64 * 1024;

/** Asks an SNTP server (RFC 5905 §14), `host` or `host:port`. Rejects when it does not answer, or does not know. */
export async function askTimeServer(server: string, signal: AbortSignal): Promise<ClockOffset> {
  const [, host = server, port] = /^(.*?)(?::(\d+))?$/.exec(server) ?? [];
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const socket = createSocket(bare.includes(':') ? 'udp6' : 'udp4');
  try {
    const answered = once(socket, 'message');
    const request = Buffer.alloc(48);
    request[0] = 0x23; // version 4, client
    const sentAt = Date.now();
    const failed = once(socket, 'error').then(([error]) => Promise.reject(error));
    failed.catch(() => undefined);
    socket.send(request, Number(port ?? NTP_PORT), bare);
    const [message] = await within(Promise.race([answered, failed]), signal, 2_000);
    const told = readTimeAnswer(message);
    if (told === null) throw new Error('the server does not know the time');
    return offsetOf(sentAt, Date.now(), told, 0);
  } finally {
    socket.close();
  }
}

/** When the server sent its answer, ms since 1970; null when it is none, or says that it is not set (stratum 0). */
export function readTimeAnswer(message: unknown): number | null {
  if (!Buffer.isBuffer(message) || message.length < 48) return null;
  const mode = (message[0] ?? 0) & 7;
  const leap = (message[0] ?? 0) >> 6;
  if (mode !== 4 || leap === 3 || message[1] === 0) return null;
  const seconds = message.readUInt32BE(40) - NTP_EPOCH;
  return seconds * 1_000 + (message.readUInt32BE(44) / 2 ** 32) * 1_000;
}

/**
 * Asks an HTTP server over an open connection for anything, and reads the `Date` of its answer (RFC 9110 §6.6.1).
 * Null when there is none.
 */
export async function askHttpDate(
  socket: Socket,
  host: string,
  signal: AbortSignal,
): Promise<ClockOffset | null> {
  const sentAt = Date.now();
  const header = within(readHeader(socket), signal);
  socket.write(`HEAD / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Bandeau\r\nConnection: close\r\n\r\n`);
  const date = httpDate(await header);
  // It tells whole seconds: the middle of that second.
  return date === null ? null : offsetOf(sentAt, Date.now(), date + 500, 500);
}

/** The `Date` among the lines of a header, ms since 1970. */
export function httpDate(header: string): number | null {
  const text = /^date:\s*(.+?)\s*$/im.exec(header)?.[1];
  const date = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

function readHeader(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let header = '';
    socket.on('data', (chunk) => {
      header += chunk.toString('latin1');
      if (header.includes('\r\n\r\n')) resolve(header.slice(0, header.indexOf('\r\n\r\n')));
      else if (header.length > MAX_HEADER) reject(new Error('no header ends'));
    });
    socket.once('close', () => reject(new Error('closed')));
    socket.once('error', reject);
  });
}

function offsetOf(sentAt: number, receivedAt: number, told: number, grain: number): ClockOffset {
  return { offset: (sentAt + receivedAt) / 2 - told, uncertainty: (receivedAt - sentAt) / 2 + grain };
}
