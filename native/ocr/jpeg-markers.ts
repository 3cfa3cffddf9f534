import { RefusedImage } from './limits.ts';

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Start and end of what is dropped before decoding: EXIF, profiles, comments. */
  readonly dropped: readonly (readonly [start: number, end: number])[];
  /** Just behind the end of the picture. */
  readonly end: number;
}

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
/** Start of a frame: all kinds but those that no browser shows. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const ADOBE = 0xee;
/** More scans than a progressive picture has: each is decoded over the whole picture. */
const MOST_SCANS = 40;

export function isJpeg(file: Uint8Array): boolean {
  return file[0] === 0xff && file[1] === START && file[2] === 0xff;
}

/** Walks the markers without decoding; throws `RefusedImage`. */
export function readMarkers(file: Uint8Array): JpegHeader {
  const dropped: [number, number][] = [];
  let frame: { width: number; height: number; components: number } | null = null;
  let scans = 0;
  for (let at = 2; at + 1 < file.length; ) {
    if (file[at] !== 0xff) throw new RefusedImage('damaged');
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END) {
      if (!frame || scans === 0) throw new RefusedImage('damaged');
      return { ...frame, dropped, end: at + 2 };
    }
    const length = ((file[at + 2] ?? 0) << 8) | (file[at + 3] ?? 0);
    const next = at + 2 + length;
    if (length < 2 || next > file.length) throw new RefusedImage('truncated');
    if (FRAMES.has(marker)) frame = readFrame(file, at, frame !== null);
    // APP0 says nothing that is needed; APP14 says how colours are stored.
    if ((marker >= 0xe0 && marker <= 0xef && marker !== ADOBE) || marker === 0xfe) dropped.push([at, next]);
    at = next;
    if (marker === SCAN) {
      scans++;
      if (!frame || scans > MOST_SCANS) throw new RefusedImage('damaged');
      at = endOfScan(file, next);
    }
  }
  throw new RefusedImage('truncated');
}

function readFrame(
  file: Uint8Array,
  at: number,
  again: boolean,
): { width: number; height: number; components: number } {
  if (again) throw new RefusedImage('damaged');
  const components = file[at + 9] ?? 0;
  if (components === 4) throw new RefusedImage('cmyk');
  if (components !== 1 && components !== 3) throw new RefusedImage('damaged');
  return {
    height: ((file[at + 5] ?? 0) << 8) | (file[at + 6] ?? 0),
    width: ((file[at + 7] ?? 0) << 8) | (file[at + 8] ?? 0),
    components,
  };
}

/** The next marker that is no restart within the scan's data. */
function endOfScan(file: Uint8Array, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    if (file[at] !== 0xff) continue;
    const marker = file[at + 1] ?? 0;
    if (marker !== 0 && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  throw new RefusedImage('truncated');
}
