import { app } from 'electron';
import { readCommandLine } from './settings/command-line.ts';
import { unlessLate } from './shared/waiting.ts';

export interface LifeOptions {
  /** Whether the program stays when its last window is closed. */
  readonly isWorking: () => boolean;
  /** What is left to do when it ends. */
  readonly farewell: () => Promise<unknown>;
  /** Told last, whatever became of that. */
  readonly onEnd: () => void;
  readonly openStation: () => void;
  readonly followLink: (link: string) => void;
}

/** Letting the phone go and signing out may take this long when the program quits; ms. */
const QUIT_DEADLINE = 4_000;

/** The life of the program in the system: a second start of it, a link to a number, its last window, its end. */
export function live({ isWorking, farewell, onEnd, openStation, followLink }: LifeOptions): {
  readonly isQuitting: () => boolean;
} {
  let quitting = false;
  app.on('before-quit', (event) => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    void unlessLate(farewell(), QUIT_DEADLINE).finally(() => {
      onEnd();
      app.quit();
    });
  });
  app.on('window-all-closed', () => {
    if (!isWorking()) app.quit();
  });
  app.on('second-instance', (_event, argv) => {
    const { link } = readCommandLine(argv.slice(1));
    if (link) followLink(link);
    else openStation();
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    followLink(link);
  });
  return { isQuitting: () => quitting };
}
