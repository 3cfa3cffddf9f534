import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import writeFileAtomic from 'write-file-atomic';

/** Asks where to write a text file: its path, or null when the person gave up. */
export async function chooseFile(
  window: BrowserWindow | null,
  { name, filter }: { readonly name: string; readonly filter: string },
): Promise<string | null> {
  const options = {
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: filter, extensions: [name.split('.').at(-1) ?? ''] }],
  };
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  return canceled || !filePath ? null : filePath;
}

/** Writes what this account alone may read, also where another file was. */
export async function writeChosen(path: string, content: string): Promise<void> {
  await writeFileAtomic(path, content, { mode: 0o600 });
}
