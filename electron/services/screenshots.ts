import { readFile, stat } from 'node:fs/promises';
import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { SessionState } from '../identity/index.ts';
import { type Journal, screenshotReveal } from '../identity/journal/index.ts';
import { isWorking } from '../identity/session.ts';
import { type AllowListSource, createRedaction, readSiteLists, shippedLists } from '../redaction/index.ts';
import { AttachablePictures, type ScreenSource, ScreenshotDesk } from '../screenshots/index.ts';
import type { RedactionConfiguration } from '../settings/configuration.ts';
import type { Observable } from '../shared/listeners.ts';
import type { ProcessChannel } from '../shared/supervised-process.ts';

export interface ScreenshotOptions {
  readonly configuration: RedactionConfiguration;
  readonly screen: ScreenSource;
  readonly session: Observable<SessionState>;
  readonly journal: Pick<Journal, 'note'>;
  /** Starts the OCR process. */
  readonly spawn: () => ProcessChannel;
  readonly tell: (failure: Failure) => void;
}

export interface ScreenshotServices {
  readonly desk: ScreenshotDesk;
  /** What a report may take. */
  readonly pictures: AttachablePictures;
  readonly screen: ScreenSource;
  close(): void;
}

/** As much as the OCR process takes of a file, in bytes. */
const LARGEST_FILE = 40 * 1024 * 1024;

/** Wires captures to redaction, and ends with the session what it left. */
export function startScreenshots(options: ScreenshotOptions): ScreenshotServices {
  const { configuration, screen, session, journal } = options;
  const redaction = createRedaction({ spawn: options.spawn });
  const pictures = new AttachablePictures();
  const desk = new ScreenshotDesk({
    redaction,
    screen,
    pictures,
    lists: () => [...shippedLists, ...siteLists(configuration, options.tell)],
    readFile: readPicture,
    noteReveal: () => journal.note(screenshotReveal(session.get())),
  });
  // What one person captured is not the next one's.
  let working = isWorking(session.get());
  const unsubscribe = session.subscribe((state) => {
    const was = working;
    working = isWorking(state);
    if (!was || working) return;
    void desk.cancel();
    pictures.forget();
  });
  return {
    desk,
    pictures,
    screen,
    close: () => {
      unsubscribe();
      redaction.close();
      pictures.forget();
    },
  };
}

/** Read anew each time: an administrator may have put others there. Without them more is hidden, never less. */
function siteLists(
  configuration: RedactionConfiguration,
  tell: (failure: Failure) => void,
): readonly AllowListSource[] {
  const lists = readSiteLists(configuration);
  if (lists.ok) return lists.value;
  tell(lists.failure);
  return [];
}

async function readPicture(path: string): Promise<Result<Uint8Array>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return fail('Screenshot_FileUnreadable');
    if (found.size > LARGEST_FILE) return fail('Image_TooLarge');
    return ok(await readFile(path));
  } catch {
    return fail('Screenshot_FileUnreadable');
  }
}
