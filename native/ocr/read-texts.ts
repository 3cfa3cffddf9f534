import { legible } from '../../electron/redaction/rules/legible.ts';
import { locate } from '../../electron/redaction/rules/locate.ts';
import { readSegments } from '../../electron/redaction/rules/read-segments.ts';
import { isConfident, textOf } from '../../electron/redaction/rules/reading.ts';
import { decodeImage } from './decode-image.ts';
import type { Models } from './models-loaded.ts';

/** Characters of a label that nobody would put on a list. */
const LONGEST = 80;

/**
 * What is to be read on a screen, for an administrator who makes a list from a test database; never in the product,
 * where no text leaves the process. Throws `RefusedImage`.
 */
export async function readTexts(file: Uint8Array, models: Models): Promise<string[]> {
  const image = decodeImage(file);
  const { segments } = await locate(image, models.detector);
  const { readings } = await readSegments(
    image,
    legible(segments, LONGEST),
    'careful',
    {
      reader: models.reader,
      budget: { left: () => Number.POSITIVE_INFINITY },
      allowList: { allows: () => false, mayBegin: () => true, longest: LONGEST, count: 0 },
    },
    () => undefined,
  );
  return [...readings.values()].filter(isConfident).map(textOf);
}
