import { crc32 } from 'node:zlib';

/** A chunk of a PNG file, where it lies in the file. */
export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Whether its checksum agrees. */
  readonly sound: boolean;
}

export interface PngFile {
  readonly chunks: readonly Chunk[];
  /** Bytes after the end of the picture. */
  readonly trailing: number;
}

export const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const FRAME = 12;

export function isPng(file: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => file[at] === byte);
}

/** The chunks of a file, IEND the last of them; null where the file ends before it does. Nothing is copied. */
export function readChunks(file: Uint8Array): PngFile | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let start = SIGNATURE.length; start + FRAME <= file.length; ) {
    const length = view.getUint32(start);
    const end = start + FRAME + length;
    if (end > file.length) return null;
    const type = String.fromCharCode(...file.subarray(start + 4, start + 8));
    const sound = crc32(file.subarray(start + 4, end - 4)) === view.getUint32(end - 4);
    chunks.push({ type, data: file.subarray(start + 8, end - 4), sound });
    if (type === 'IEND') return { chunks, trailing: file.length - end };
    start = end;
  }
  return null;
}

/** A file of these chunks in this order, each with its checksum, and nothing else. */
export function writeChunks(chunks: readonly Pick<Chunk, 'type' | 'data'>[]): Uint8Array {
  return Buffer.concat([Uint8Array.from(SIGNATURE), ...chunks.map(written)]);
}

function written({ type, data }: Pick<Chunk, 'type' | 'data'>): Uint8Array {
  const whole = Buffer.alloc(data.length + FRAME);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), data.length + 8);
  return whole;
}
