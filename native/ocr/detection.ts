import { type Box, padded } from '../../electron/redaction/rules/box.ts';
import type { RawImage } from '../../electron/redaction/rules/image.ts';
import type { TextDetector } from '../../electron/redaction/rules/ports.ts';
import { boxesSchema } from './lane-protocol.ts';
import type { Lanes } from './lanes.ts';
import { tilesOf } from './tiles.ts';

/** As the model was trained: blue, green, red, each by its own mean and deviation. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** PP-OCRv4 detection, tile by tile: a tile costs a fraction of a screen's memory. */
export function createDetector(lanes: Lanes): TextDetector {
  return {
    detect: async (image, where = () => true) => {
      const tiles = tilesOf(image).filter(where);
      const found = await Promise.all(tiles.map((tile) => detectIn(lanes, image, tile)));
      return found.flat();
    },
  };
}

async function detectIn(lanes: Lanes, image: RawImage, tile: Box): Promise<Box[]> {
  const { width, height } = tile;
  const boxes = await lanes.run(
    () => ({ kind: 'detect', pixels: normalised(image, tile), width, height }),
    boxesSchema,
  );
  return boxes.flatMap((box) => padded({ ...box, x: box.x + tile.x, y: box.y + tile.y }, 0, image) ?? []);
}

/** Beyond the image's edge: the mean, which is nothing to see. */
function normalised({ width, height, data }: RawImage, tile: Box): Float32Array<ArrayBuffer> {
  const plane = tile.width * tile.height;
  const pixels = new Float32Array(3 * plane);
  const columns = Math.min(tile.width, width - tile.x);
  const rows = Math.min(tile.height, height - tile.y);
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * (DEVIATION[channel] ?? 1));
    const shift = (MEAN[channel] ?? 0) / (DEVIATION[channel] ?? 1);
    for (let y = 0; y < rows; y++) {
      let from = ((tile.y + y) * width + tile.x) * 3 + 2 - channel;
      const to = channel * plane + y * tile.width;
      for (let x = 0; x < columns; x++) {
        pixels[to + x] = (data[from] ?? 0) * scale - shift;
        from += 3;
      }
    }
  }
  return pixels;
}
