import { type FailureCode, fail, ok, type Result } from '../failures/index.ts';
import type { SavedFile } from '../ipc/rooms/saved-file.ts';
import type { WantedFile } from '../shell/save-file.ts';
import type { HandlerOptions } from './options.ts';

export interface WantedContent extends WantedFile {
  /** What goes into the file of that path, or why nothing does. The dialog may stay open for longer than the session. */
  readonly content: (file: string) => Promise<Result<string | Buffer>>;
  /** Told when the file cannot be written. */
  readonly unwritten: FailureCode;
}

/** Asks where to, then makes what is wanted and writes it. */
export async function saveAs(
  saveFile: HandlerOptions['saveFile'],
  { content, unwritten, ...wanted }: WantedContent,
): Promise<Result<SavedFile>> {
  const file = await saveFile.choose(wanted);
  if (file === null) return ok({ file });
  const made = await content(file);
  if (!made.ok) return made;
  return saveFile.write(file, made.value).then(
    () => ok({ file }),
    () => fail(unwritten),
  );
}

/** `journal-2026-11-29.csv` */
export function datedName(name: string, extension: string): string {
  return `${name}-${new Date().toISOString().slice(0, 10)}.${extension}`;
}
