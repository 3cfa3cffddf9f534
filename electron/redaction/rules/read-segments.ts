import type { AllowList } from './allow-list.ts';
import { type Box, bottom, right } from './box.ts';
import type { RawImage } from './image.ts';
import type { Budget, TextReader } from './ports.ts';
import { type Reading, textOf } from './reading.ts';

export interface Readings {
  /** By segment; one that was not read has none. */
  readonly readings: ReadonlyMap<Box, Reading>;
  /** False where the time ran out before. */
  readonly complete: boolean;
}

interface Eyes {
  readonly reader: TextReader;
  readonly budget: Budget;
  readonly allowList: AllowList;
}

/**
 * Reads segments, several at a time, those that occur most often first. Segments of the same pixels are read once: the
 * same state stands in many rows of a table.
 */
export async function readSegments(
  image: RawImage,
  boxes: readonly Box[],
  how: 'quick' | 'careful',
  eyes: Eyes,
  onRead: (done: number, total: number) => void,
): Promise<Readings> {
  const { reader, budget } = eyes;
  const alike = [...groupsOfSamePixels(image, boxes)].sort((a, b) => value(b) - value(a));
  const readings = new Map<Box, Reading>();
  let next = 0;
  let complete = true;
  const lane = async (): Promise<void> => {
    for (let group = alike[next++]; group; group = alike[next++]) {
      if (budget.left() <= 0) {
        complete = false;
        return;
      }
      const [first] = group;
      if (!first) continue;
      const reading = (await isOther(image, first, how, eyes)) ? null : await reader.read(image, first, how);
      if (reading) for (const box of group) readings.set(box, reading);
      onRead(Math.min(next, alike.length), alike.length);
    }
  };
  await Promise.all(Array.from({ length: reader.lanes }, lane));
  return { readings, complete };
}

/** Of a long segment, in heights, what tells whether it may be a label at all. */
const START = 3;
const LONG = 6;

/**
 * Whether a long segment begins as nothing that is allowed does: then the rest of it is not read, and all of it stays
 * hidden. Most of a screen's text is no label, and most of the time goes into reading it.
 */
async function isOther(image: RawImage, box: Box, how: 'quick' | 'careful', eyes: Eyes): Promise<boolean> {
  if (how === 'careful' || box.width < LONG * box.height) return false;
  const start = await eyes.reader.read(image, { ...box, width: Math.round(START * box.height) }, how);
  // The last character may be cut.
  const text = start ? textOf({ glyphs: start.glyphs.slice(0, -1) }) : '';
  return !eyes.allowList.mayBegin(text);
}

/** Labels that one read can show, for its cost: short ones that occur often come first. */
function value(group: readonly Box[]): number {
  const [first] = group;
  return first ? group.length / (first.width / first.height + 1) : 0;
}

function groupsOfSamePixels(image: RawImage, boxes: readonly Box[]): Iterable<Box[]> {
  const groups = new Map<string, Box[]>();
  for (const box of boxes) {
    const key = pixelKey(image, box);
    const group = groups.get(key);
    if (group) group.push(box);
    else groups.set(key, [box]);
  }
  return groups.values();
}

/** The pixels themselves: two segments with one key look the same. */
function pixelKey({ width, data }: RawImage, box: Box): string {
  const rows: string[] = [`${box.width}`];
  for (let y = box.y; y < bottom(box); y++) {
    rows.push(decoder.decode(data.subarray((y * width + box.x) * 3, (y * width + right(box)) * 3)));
  }
  return rows.join('\n');
}

/** One character a byte. */
const decoder = new TextDecoder('latin1');
