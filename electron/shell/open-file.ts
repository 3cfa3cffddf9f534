import { type BrowserWindow, dialog } from 'electron';

/** A file to be read: what is asked for, and what its kinds are called. */
export interface WantedInput {
  readonly title: string;
  readonly filter: string;
  readonly all: string;
  readonly extensions: readonly string[];
}

/** Asks for a file to read: its path, or null when the person gave up. */
export async function askForFile(
  window: BrowserWindow | null,
  { title, filter, all, extensions }: WantedInput,
): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title,
    properties: ['openFile'],
    filters: [
      { name: filter, extensions: [...extensions] },
      { name: all, extensions: ['*'] },
    ],
  };
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}
