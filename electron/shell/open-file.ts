import { type BrowserWindow, dialog } from 'electron';

/** Asks for a file to read: its path, or null when the person gave up. */
export async function askForFile(
  window: BrowserWindow | null,
  { title, filter, all }: { readonly title: string; readonly filter: string; readonly all: string },
): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title,
    properties: ['openFile'],
    filters: [
      { name: filter, extensions: ['csv', 'txt', 'tsv', 'vcf', 'vcard', 'ldif', 'ldi'] },
      { name: all, extensions: ['*'] },
    ],
  };
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}
