import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Box, padded } from '../../electron/redaction/rules/box.ts';
import type { RawImage } from '../../electron/redaction/rules/image.ts';
import type { TextDetector } from '../../electron/redaction/rules/ports.ts';
import { regionsOf } from './regions.ts';
import { sessionOptions } from './session-options.ts';
import { tilesOf } from './tiles.ts';

/** As the model was trained: blue, green, red, each by its own mean and deviation. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** PP-OCRv4 detection, tile by tile: a tile costs a quarter of a screen's memory. */
export async function createDetector(model: Uint8Array): Promise<TextDetector & { close(): Promise<void> }> {
  const session = await InferenceSession.create(model, sessionOptions(2));
  return {
    detect: async (image) => {
      const boxes: Box[] = [];
      for (const tile of tilesOf(image)) boxes.push(...(await detectIn(session, image, tile)));
      return boxes;
    },
    close: () => session.release(),
  };
}

async function detectIn(session: InferenceSession, image: RawImage, tile: Box): Promise<Box[]> {
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  const pixels = normalised(image, tile);
  const results = await session.run({
    [input]: new Tensor('float32', pixels, [1, 3, tile.height, tile.width]),
  });
  pixels.fill(0);
  const { data } = results[output] ?? {};
  if (!(data instanceof Float32Array)) throw new Error('the detector gave no map');
  return regionsOf(data, tile.width, tile.height).flatMap((box) => {
    const inside = padded({ ...box, x: box.x + tile.x, y: box.y + tile.y }, 0, image);
    return inside ? [inside] : [];
  });
}

/** Beyond the image's edge: the mean, which is nothing to see. */
function normalised({ width, height, data }: RawImage, tile: Box): Float32Array {
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
