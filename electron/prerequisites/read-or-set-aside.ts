import { readFile, rename } from 'node:fs/promises';
import type { z } from 'zod';

const absent: readonly unknown[] = ['ENOENT', 'ENOTDIR'];

/**
 * What a JSON file of this program holds; null where there is none. One that cannot be read is set aside under another
 * name, so that nothing is written over it, and `onUnreadable` is told why. Never rejects.
 */
export async function readOrSetAside<T>(
  file: string,
  schema: z.ZodType<T>,
  onUnreadable: (error: unknown) => void,
): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isAbsent(error)) return null;
    await rename(file, `${file}.illisible`).catch(() => undefined);
    onUnreadable(error);
    return null;
  }
}

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && absent.includes(error.code);
}
