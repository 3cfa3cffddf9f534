import { readFileSync } from 'node:fs';

/** The JSON value in a file, or undefined where there is none that can be read. */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
