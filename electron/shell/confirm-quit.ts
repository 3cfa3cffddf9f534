import { dialog } from 'electron';

export interface QuitTexts {
  readonly message: string;
  readonly detail: string;
  readonly stay: string;
  readonly leave: string;
}

/** Asks once before the bar goes while somebody is on the telephone; staying is the answer of Enter and Escape. */
export async function confirmQuit({ message, detail, stay, leave }: QuitTexts): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message,
    detail,
    buttons: [stay, leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
