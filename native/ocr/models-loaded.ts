import type { TextDetector, TextReader } from '../../electron/redaction/rules/ports.ts';
import { createDetector } from './detection.ts';
import { readAlphabet, readModel } from './models.ts';
import { createReader } from './recognition.ts';

export interface Models {
  readonly detector: TextDetector;
  readonly reader: TextReader;
}

/** Reads, checks and loads the models. Rejects where a file is missing or another than the one that was measured. */
export async function loadModels(folder?: string): Promise<Models> {
  const [detection, recognition, alphabet] = await Promise.all([
    readModel('detection', folder),
    readModel('recognition', folder),
    readAlphabet(folder),
  ]);
  return {
    detector: await createDetector(detection),
    reader: await createReader(recognition, alphabet),
  };
}
