import type { Box } from './box.ts';
import type { RawImage } from './image.ts';
import type { Reading } from './reading.ts';

/** Finds text by its look. Rejects when it cannot; then everything counts as found. */
export interface TextDetector {
  /** `where` tells of a part of the image whether it is worth looking at. */
  detect(image: RawImage, where?: (part: Box) => boolean): Promise<readonly Box[]>;
}

/** Reads segments. `careful` costs half as much again. */
export interface TextReader {
  /** A reading, or null for a segment that could not be read. Rejects when it cannot read at all. */
  read(image: RawImage, box: Box, how: 'quick' | 'careful'): Promise<Reading | null>;
  /** How many reads are worth asking for at a time. */
  readonly lanes: number;
}

/** What of the time given is left, in milliseconds; none left is not above 0. */
export interface Budget {
  left(): number;
}

export type Step = 'locating' | 'reading' | 'checking';

export interface Progress {
  readonly step: Step;
  /** Segments looked at, of how many; both 0 where the step has none. */
  readonly done: number;
  readonly total: number;
}
