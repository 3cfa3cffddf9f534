import type { Box } from '../../electron/redaction/rules/box.ts';
import type { RawImage } from '../../electron/redaction/rules/image.ts';

/** A segment as the reader wants it. */
export interface Line {
  /** Blue, green, red planes, from -1 to 1. */
  readonly pixels: Float32Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Where the segment begins and ends in it, in pixels. */
  readonly from: number;
  readonly to: number;
}

const HEIGHT = 48;
const MARGIN = 4;
/** The reader looks at steps of as many pixels. */
const STEP = 8;

/** Scales the segment so that it takes `fill` of the line's height; around it the colours of its edge go on. */
export function lineOf(image: RawImage, box: Box, fill: number): Line {
  const scale = (HEIGHT * fill) / box.height;
  const width = Math.max(2 * STEP, Math.ceil((box.width * scale + 2 * MARGIN) / STEP) * STEP);
  const pixels = new Float32Array(3 * HEIGHT * width);
  const across = samples(width, scale, MARGIN, box.width, box.x, image.width);
  const down = samples(HEIGHT, scale, (HEIGHT - box.height * scale) / 2, box.height, box.y, image.height);
  const plane = HEIGHT * width;
  const { data } = image;
  for (let y = 0; y < HEIGHT; y++) {
    const above = (down.first[y] ?? 0) * image.width;
    const below = (down.second[y] ?? 0) * image.width;
    const lower = down.share[y] ?? 0;
    for (let x = 0; x < width; x++) {
      const left = across.first[x] ?? 0;
      const right = across.second[x] ?? 0;
      const more = across.share[x] ?? 0;
      const [a, b, c, d] = [(above + left) * 3, (above + right) * 3, (below + left) * 3, (below + right) * 3];
      for (let channel = 0; channel < 3; channel++) {
        const from = 2 - channel;
        const top = (data[a + from] ?? 0) * (1 - more) + (data[b + from] ?? 0) * more;
        const low = (data[c + from] ?? 0) * (1 - more) + (data[d + from] ?? 0) * more;
        pixels[channel * plane + y * width + x] = (top * (1 - lower) + low * lower) / 127.5 - 1;
      }
    }
  }
  return { pixels, width, height: HEIGHT, from: MARGIN, to: MARGIN + box.width * scale };
}

/** For each pixel of the line, the two pixels of the image that it lies between, and the share of the second. */
function samples(
  count: number,
  scale: number,
  margin: number,
  length: number,
  start: number,
  end: number,
): { first: Int32Array; second: Int32Array; share: Float32Array } {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const share = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    // One pixel around the segment is looked at: its own ground, and nothing of its neighbours.
    const place = Math.min(length, Math.max(-1, (at - margin + 0.5) / scale - 0.5));
    const whole = Math.floor(place);
    first[at] = Math.min(end - 1, Math.max(0, start + whole));
    second[at] = Math.min(end - 1, Math.max(0, start + Math.min(length, whole + 1)));
    share[at] = place - whole;
  }
  return { first, second, share };
}
