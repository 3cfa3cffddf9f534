import { extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import writeFileAtomic from 'write-file-atomic';

/** A file to be written: what it is called unless somebody says otherwise, and what kinds of files it may be. */
export interface WantedFile {
  readonly name: string;
  /** What a person calls a file with the extension of `name`. */
  readonly filter: string;
  readonly others?: readonly { readonly filter: string; readonly extension: string }[];
}

/** Asks where to write a file: its path, or null when the person gave up. */
export async function chooseFile(
  window: BrowserWindow | null,
  { name, filter, others = [] }: WantedFile,
): Promise<string | null> {
  const kinds = [{ filter, extension: extname(name).slice(1) }, ...others];
  const options = {
    defaultPath: join(app.getPath('documents'), name),
    filters: kinds.map((kind) => ({ name: kind.filter, extensions: [kind.extension] })),
  };
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  return canceled || !filePath ? null : filePath;
}

/** Writes what this account alone may read, also where another file was. */
export async function writeChosen(path: string, content: string | Buffer): Promise<void> {
  await writeFileAtomic(path, content, { mode: 0o600 });
}
