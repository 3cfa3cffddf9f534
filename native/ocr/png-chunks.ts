/** A chunk of a PNG file, where it lies in the file. */
export interface Chunk {
  readonly type: string;
  /** Of the whole chunk: length, type, data and checksum. */
  readonly start: number;
  readonly end: number;
  readonly data: Uint8Array;
}

export interface PngFile {
  readonly chunks: readonly Chunk[];
  /** Bytes after the end of the picture. */
  readonly trailing: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
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
    chunks.push({ type, start, end, data: file.subarray(start + 8, start + 8 + length) });
    if (type === 'IEND') return { chunks, trailing: file.length - end };
    start = end;
  }
  return null;
}

/** The file with these chunks alone, and nothing after its end. */
export function withChunks(file: Uint8Array, chunks: readonly Chunk[]): Uint8Array {
  const length = chunks.reduce((sum, { start, end }) => sum + end - start, SIGNATURE.length);
  const kept = new Uint8Array(length);
  kept.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const { start, end } of chunks) {
    kept.set(file.subarray(start, end), at);
    at += end - start;
  }
  return kept;
}
