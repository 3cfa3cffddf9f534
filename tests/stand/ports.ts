import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Below the ports that Linux (32768) and Windows (49152) give to connections that leave: between the look and the
 * start of the server, a connection of another test would take one of those.
 */
const FIRST = 20_000;
const END = 32_000;

/** A port that nobody has at the moment, neither for TCP nor for UDP. */
export function freePort(): Promise<number> {
  return freePorts(1);
}

/** The first of two such ports in a row. */
export function freePortPair(): Promise<number> {
  return freePorts(2);
}

async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = randomInt(FIRST, END - count);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.flatMap((port) => [isTcpFree(port), isUdpFree(port)]));
    if (free.every(Boolean)) return first;
  }
}

function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind(port, () => socket.close(() => resolve(true)));
  });
}
