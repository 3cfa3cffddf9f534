import type { TextDetector, TextReader } from '../../electron/redaction/rules/ports.ts';
import { createDetector } from './detection.ts';
import { openLanes } from './lanes.ts';
import { createReader } from './recognition.ts';

export interface Models {
  readonly detector: TextDetector;
  readonly reader: TextReader;
}

/** More would take the cores from what goes first, and memory. */
const LANES = 2;

/** Loads the models in threads by `entry`. Rejects where a file is missing or another than the one that was measured. */
export async function loadModels(entry: string, options: unknown): Promise<Models> {
  const lanes = await openLanes(entry, LANES, options);
  return { detector: createDetector(lanes), reader: createReader(lanes) };
}
