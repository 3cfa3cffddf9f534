import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../native/ocr/decode-image.ts';
import { auditPng, encodePngOf, encodeResult } from '../../../native/ocr/encode-image.ts';
import { RefusedImage } from '../../../native/ocr/limits.ts';
import { readChunks } from '../../../native/ocr/png-chunks.ts';
import { images } from './arbitraries.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  let crc = 0xffffffff;
  for (const byte of bytes.subarray(4, 8 + data.length)) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  bytes.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 8 + data.length);
  return bytes;
}

function header(width: number, height: number, depth = 8, colour = 2): Uint8Array {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

const png = (...chunks: Uint8Array[]) => Uint8Array.from(Buffer.concat([SIGNATURE, ...chunks]));
const end = chunk('IEND', new Uint8Array());
const rows = (width: number, height: number) => deflateSync(Buffer.alloc((width * 3 + 1) * height, 0));
const image = { width: 6, height: 4, data: Uint8Array.from({ length: 72 }, (_, at) => at * 3) };
const plain = encodePngOf(image, 'result').bytes;
const jpeg = Uint8Array.from(
  encodeJpeg({ width: 8, height: 8, data: new Uint8Array(256).fill(128) }, 90).data,
);

function refusal(file: Uint8Array): string {
  try {
    decodeImage(file);
    return 'taken';
  } catch (error) {
    if (error instanceof RefusedImage) return error.refusal;
    throw error;
  }
}

/** A marker of a JPEG file, put in behind its start. */
function withMarker(marker: number, data: Uint8Array): Uint8Array {
  const length = data.length + 2;
  return Uint8Array.from(
    Buffer.concat([
      jpeg.subarray(0, 2),
      Uint8Array.of(0xff, marker, length >> 8, length & 255),
      data,
      jpeg.subarray(2),
    ]),
  );
}

describe('a file that is refused by name', () => {
  it.each([
    ['no picture', Uint8Array.from(Buffer.from('%PDF-1.7')), 'not-an-image'],
    ['nothing', new Uint8Array(), 'not-an-image'],
    ['a PNG that is cut', plain.subarray(0, plain.length - 9), 'truncated'],
    [
      'a PNG whose pixels end early',
      png(header(6, 4), chunk('IDAT', rows(6, 4).subarray(0, 8)), end),
      'truncated',
    ],
    ['giant dimensions', png(header(60_000, 60_000), end), 'too-many-pixels'],
    ['a giant side', png(header(1_000_000, 1), end), 'too-many-pixels'],
    ['no width', png(header(0, 4), end), 'damaged'],
    ['a decompression bomb', png(header(6, 4), chunk('IDAT', rows(20_000, 400)), end), 'decompression-bomb'],
    [
      'an animation',
      png(header(6, 4), chunk('acTL', new Uint8Array(8)), chunk('IDAT', rows(6, 4)), end),
      'animated',
    ],
    [
      'a chunk that reaches beyond the file',
      png(header(6, 4), chunk('IDAT', rows(6, 4)).subarray(0, 20)),
      'truncated',
    ],
    ['a colour type that is none', png(header(6, 4, 8, 5), end), 'damaged'],
    ['no header', png(chunk('IDAT', rows(6, 4)), end), 'damaged'],
    ['no pixels', png(header(6, 4), end), 'truncated'],
    ['a JPEG that is cut', jpeg.subarray(0, jpeg.length - 30), 'truncated'],
    ['a JPEG with a length that lies', withMarker(0xe1, new Uint8Array(4)).fill(0xff, 4, 6), 'truncated'],
  ])('%s', (_name, file, name) => expect(refusal(file)).toBe(name));

  it('is a JPEG of print, in four colours', () => {
    const cmyk = Uint8Array.from(jpeg);
    const frame = cmyk.findIndex((byte, at) => byte === 0xff && cmyk[at + 1] === 0xc0);
    cmyk[frame + 9] = 4;
    expect(refusal(cmyk)).toBe('cmyk');
  });

  it('is a JPEG whose dimensions are giant', () => {
    const giant = Uint8Array.from(jpeg);
    const frame = giant.findIndex((byte, at) => byte === 0xff && giant[at + 1] === 0xc0);
    giant.fill(0xff, frame + 5, frame + 9);
    expect(refusal(giant)).toBe('too-many-pixels');
  });

  it('takes no memory for what it refuses', () => {
    const before = process.memoryUsage().rss;
    for (let count = 0; count < 20; count++)
      refusal(png(header(60_000, 60_000), chunk('IDAT', rows(9_000, 900)), end));
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('a file that is cleaned', () => {
  const marked = Buffer.from('MARQUE-DUPONT');
  it.each([
    ['text', chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), marked]))],
    ['EXIF with a place', chunk('eXIf', marked)],
    [
      'a colour profile that inflates',
      chunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(Buffer.alloc(40_000_000))])),
    ],
    ['a private chunk', chunk('prVt', marked)],
  ])('of %s', (_name, extra) => {
    const dirty = png(header(6, 4), extra, chunk('IDAT', rows(6, 4)), end);
    const clean = encodeResult(decodeImage(dirty)).bytes;
    expect(Buffer.from(clean).includes(marked)).toBe(false);
    expect(readChunks(clean)?.chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND']);
  });

  it('of what follows its end', () => {
    const dirty = Uint8Array.from(Buffer.concat([plain, marked, plain]));
    expect(decodeImage(dirty).data).toEqual(image.data);
    expect(Buffer.from(encodeResult(decodeImage(dirty)).bytes).includes(marked)).toBe(false);
    expect(decodeImage(Uint8Array.from(Buffer.concat([jpeg, marked]))).width).toBe(8);
  });

  it.each([
    ['EXIF', 0xe1],
    ['a colour profile', 0xe2],
    ['a comment', 0xfe],
  ])('of %s in a JPEG', (_name, marker) => {
    expect(decodeImage(withMarker(marker, marked)).data).toEqual(decodeImage(jpeg).data);
  });
});

describe('a picture that leaves', () => {
  it('holds the pixels that it was made of, and comes back as them', () => {
    fc.assert(
      fc.property(images, (any) => {
        expect(decodeImage(encodePngOf(any, 'result').bytes)).toEqual(any);
      }),
      { numRuns: 40 },
    );
  });

  it('is never sent with more than it needs', () => {
    const text = encode({
      width: 1,
      height: 1,
      data: new Uint8Array(3),
      channels: 3,
      text: { Comment: 'x' },
    });
    expect(() => auditPng(text)).toThrow();
    expect(() => auditPng(Uint8Array.from(Buffer.concat([plain, Buffer.from('x')])))).toThrow();
    expect(() => auditPng(plain)).not.toThrow();
  });

  it('reads every kind of PNG as opaque colours', () => {
    const grey = encode({ width: 2, height: 1, data: Uint8Array.of(0, 255), channels: 1 });
    expect([...decodeImage(grey).data]).toEqual([0, 0, 0, 255, 255, 255]);
    const clear = encode({ width: 1, height: 1, data: Uint8Array.of(9, 9, 9, 0), channels: 4 });
    expect([...decodeImage(clear).data]).toEqual([255, 255, 255]);
    const deep = encode({
      width: 1,
      height: 1,
      data: Uint16Array.of(65_535, 0, 32_768),
      channels: 3,
      depth: 16,
    });
    expect([...decodeImage(deep).data]).toEqual([255, 0, 128]);
    const bits = png(header(3, 1, 1, 0), chunk('IDAT', deflateSync(Buffer.from([0, 0b10100000]))), end);
    expect([...decodeImage(bits).data]).toEqual([255, 255, 255, 0, 0, 0, 255, 255, 255]);
    const palette = png(
      header(2, 1, 8, 3),
      chunk('PLTE', Buffer.from([1, 2, 3, 4, 5, 6])),
      chunk('IDAT', deflateSync(Buffer.from([0, 1, 0]))),
      end,
    );
    expect([...decodeImage(palette).data]).toEqual([4, 5, 6, 1, 2, 3]);
  });

  it('survives any bytes behind a signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, asPng) => {
        const start = asPng ? SIGNATURE : Uint8Array.of(0xff, 0xd8, 0xff);
        expect(refusal(Uint8Array.from(Buffer.concat([start, bytes])))).not.toBe('taken');
      }),
    );
  });
});
