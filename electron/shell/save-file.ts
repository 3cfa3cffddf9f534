import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';

/**
 * Asks where to write `content`, and writes it. The path, or null when the person gave up; rejects when it cannot
 * be written there.
 */
export async function saveFile(
  window: BrowserWindow | null,
  { name, filter, content }: { readonly name: string; readonly filter: string; readonly content: string },
): Promise<string | null> {
  const options = {
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: filter, extensions: [name.split('.').at(-1) ?? ''] }],
  };
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  if (canceled || !filePath) return null;
  await writeFile(filePath, content, { mode: 0o600 });
  return filePath;
}
