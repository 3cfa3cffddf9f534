import { clipboard, type NativeImage } from 'electron';
import type { SubmittedImage } from '../redaction/index.ts';
import { pixelsOf } from './native-pixels.ts';

/** Electron before 45, which development and tests may run on. */
interface EarlierClipboard {
  readImage(): NativeImage;
}

/** The image on the clipboard; null where there is none. */
export async function copiedImage(): Promise<SubmittedImage | null> {
  if (isEarlier(clipboard)) {
    const image = clipboard.readImage();
    return image.isEmpty() ? null : { kind: 'pixels', ...pixelsOf(image) };
  }
  const items = await clipboard.read();
  const item = items.find(({ types }) => types.includes('image/png'));
  if (!item) return null;
  const blob = await item.getType<'image/png'>('image/png');
  return { kind: 'file', bytes: new Uint8Array(await blob.arrayBuffer()) };
}

function isEarlier(board: object): board is EarlierClipboard {
  return 'readImage' in board;
}
