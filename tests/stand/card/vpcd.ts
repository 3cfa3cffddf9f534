import { connect, type Socket } from 'node:net';

/** What answers in the virtual reader: its ATR, its power, its commands. */
export interface VirtualIcc {
  readonly atr: Uint8Array;
  /** The reader cuts, gives or cycles the power: whatever was selected or verified is forgotten. */
  reset(): void;
  /** Takes a command APDU, gives the response APDU; `null` keeps silent for ever. */
  transmit(command: Uint8Array): Promise<Uint8Array | null>;
}

const LENGTH_BYTES = 2;
const POWER_COMMANDS = new Set([0, 1, 2]);
const ATR_COMMAND = 4;

/**
 * Puts `icc` in the virtual reader that listens on `port` (vsmartcard's vpcd). Two bytes of length, big endian, then
 * the payload; one byte 0, 1, 2 is power off, on, reset; 4 asks for the ATR; the rest is a command APDU.
 * Resolves once connected; destroying the socket is the removal of the card.
 */
export async function insertInVirtualReader(icc: VirtualIcc, port: number): Promise<Socket> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const candidate = connect(port, '127.0.0.1', () => resolve(candidate));
    candidate.once('error', reject);
  });
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());

  let received = Buffer.alloc(0);
  let answering = Promise.resolve();
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + received.readUInt16BE(0);
      if (received.length < end) return;
      const payload = Uint8Array.from(received.subarray(LENGTH_BYTES, end));
      received = received.subarray(end);
      answering = answering.then(() => answer(icc, socket, payload));
    }
  });
  return socket;
}

async function answer(icc: VirtualIcc, socket: Socket, payload: Uint8Array): Promise<void> {
  const [first] = payload;
  if (payload.length === 1 && first !== undefined && POWER_COMMANDS.has(first)) return icc.reset();
  const response = payload.length === 1 && first === ATR_COMMAND ? icc.atr : await icc.transmit(payload);
  if (response === null || socket.destroyed) return;
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(response.length);
  socket.write(Buffer.concat([length, response]));
}
