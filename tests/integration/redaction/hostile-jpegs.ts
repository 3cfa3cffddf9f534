import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'jpeg-js';
import { smallPdf } from '../../e2e/support/small-pdf.ts';

/** Grey stripes, as large as a small window. */
export const soundJpeg: Buffer = encode(
  {
    width: 320,
    height: 200,
    data: Buffer.alloc(320 * 200 * 4).map((_, at) => (at % 4 === 3 ? 255 : Math.floor(at / 25_600) * 10)),
  },
  90,
).data;

/** Segments right behind the start of the file, as cameras and editors write them. */
function withSegments(marker: number, contents: readonly Buffer[]): Buffer {
  const segments = contents.map((data) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  });
  return Buffer.concat([soundJpeg.subarray(0, 2), ...segments, soundJpeg.subarray(2)]);
}

/** The camera's owner, in a file of it. */
export const OWNER = 'MARQUE-DUPONT';

/** Latitude and longitude of a place, and whose camera it was (Exif 2.32: TIFF header, IFD 0, GPS IFD). */
export function withPlace(): Buffer {
  const tiff = Buffer.alloc(256);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  entry(tiff, 10, { tag: 0x010f, type: 2, count: OWNER.length + 1, value: 160 });
  entry(tiff, 22, { tag: 0x8825, type: 4, count: 1, value: 40 });
  tiff.write(`${OWNER}\0`, 160, 'latin1');
  tiff.writeUInt16BE(4, 40);
  entry(tiff, 42, { tag: 1, type: 2, count: 2, value: 0x4e00_0000 });
  entry(tiff, 54, { tag: 2, type: 5, count: 3, value: 180 });
  entry(tiff, 66, { tag: 3, type: 2, count: 2, value: 0x5700_0000 });
  entry(tiff, 78, { tag: 4, type: 5, count: 3, value: 204 });
  [47, 1, 13, 1, 6, 1, 1, 1, 33, 1, 13, 1].forEach((value, at) => {
    tiff.writeUInt32BE(value, 180 + at * 4);
  });
  return withSegments(0xe1, [Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])]);
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: number;
}

function entry(tiff: Buffer, at: number, { tag, type, count, value }: Entry): void {
  tiff.writeUInt16BE(tag, at);
  tiff.writeUInt16BE(type, at + 2);
  tiff.writeUInt32BE(count, at + 4);
  tiff.writeUInt32BE(value, at + 8);
}

/**
 * A colour profile in as many segments as there can be, that says it is 4 GB long and holds as many tables (ICC.1:2022,
 * 7.2 and B.4).
 */
export function withGiantProfile(): Buffer {
  const pieces = 255;
  const profile = Buffer.alloc(65_000, 0xff);
  profile.writeUInt32BE(0xffff_ffff, 0);
  profile.writeUInt32BE(0xffff_ffff, 128);
  return withSegments(
    0xe2,
    Array.from({ length: pieces }, (_, index) =>
      Buffer.concat([Buffer.from('ICC_PROFILE\0', 'latin1'), Buffer.from([index + 1, pieces]), profile]),
    ),
  );
}

/** A page in the colours of print, by poppler. */
export function ofPrint(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-print-'));
  try {
    writeFileSync(join(folder, 'page.pdf'), smallPdf(['Formation']));
    execFileSync('pdftoppm', [
      '-jpegcmyk',
      '-r',
      '40',
      '-singlefile',
      join(folder, 'page.pdf'),
      join(folder, 'page'),
    ]);
    return readFileSync(join(folder, 'page.jpg'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Cut where a transfer may stop: in its tables, in its pixels, before its end. */
export const cut: readonly (readonly [where: string, file: Buffer])[] = [
  ['in its tables', soundJpeg.subarray(0, 60)],
  ['in its pixels', soundJpeg.subarray(0, soundJpeg.length - 200)],
  ['before its last two bytes', soundJpeg.subarray(0, -2)],
];

/** The same scan again and again: each is decoded over the whole picture. */
export function withManyScans(): Buffer {
  const scan = soundJpeg.indexOf(Buffer.from([0xff, 0xda]));
  const body = soundJpeg.subarray(scan, -2);
  return Buffer.concat([
    soundJpeg.subarray(0, scan),
    ...Array.from({ length: 2_000 }, () => body),
    soundJpeg.subarray(-2),
  ]);
}

/** Says that it is as large as a file can be, with the pixels of a small one. */
export function withGiantSize(): Buffer {
  const file = Buffer.from(soundJpeg);
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  file.writeUInt16BE(65_535, frame + 5);
  file.writeUInt16BE(65_535, frame + 7);
  return file;
}
