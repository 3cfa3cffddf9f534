import type { NativeImage } from 'electron';
import type { RawPicture } from '../screenshots/index.ts';

/** A copy of the pixels of an image, in the order of the system's own. */
export function pixelsOf(image: NativeImage): RawPicture {
  const [scale = 1] = image.getScaleFactors();
  const { width, height } = image.getSize(scale);
  const bytes = image.toBitmap({ scaleFactor: scale });
  // In pixels, whatever the scale: the bytes tell.
  const factor = Math.sqrt(bytes.length / 4 / (width * height));
  return { order: 'bgra', width: Math.round(width * factor), height: Math.round(height * factor), bytes };
}
