import texts from '../../resources/fr/capture-files.json' with { type: 'json' };
import { fail, ok, type Result } from '../failures/index.ts';
import type { CaptureView } from '../ipc/rooms/capture.ts';
import type { Handlers } from '../ipc/router.ts';
import type { ScreenshotServices } from '../services/screenshots.ts';
import type { HandlerOptions } from './options.ts';
import { type Attended, unlessLocked } from './who-may-ask.ts';

/** What these requests are about. */
export interface CaptureRoom extends Attended {
  readonly screenshots: Pick<ScreenshotServices, 'desk' | 'pictures' | 'screen'>;
}

/**
 * Captures for whoever is there, signed in or not: what does not work may be signing in. A locked station shows and does
 * nothing of it.
 */
export function captureHandlers({
  captureView,
  services,
  openFile,
  shell,
}: Pick<HandlerOptions, 'openFile'> & {
  readonly captureView: () => CaptureView;
  readonly services: () => CaptureRoom | null;
  readonly shell: Pick<HandlerOptions['shell'], 'closeCapture'>;
}): Handlers<'capture'> {
  const inRoom = unlessLocked(services);
  const unlocked = <T>(act: (room: CaptureRoom['screenshots']) => Promise<Result<T>> | Result<T>) =>
    inRoom<T>(({ screenshots }) => act(screenshots));
  /** What comes of it is in the view. */
  const begun = (act: (room: CaptureRoom['screenshots']) => Promise<Result<unknown>>) =>
    unlocked((room) => {
      void act(room);
      return ok();
    });
  return {
    'capture.view': () => ok(captureView()),
    'capture.targets': () =>
      unlocked(async ({ desk, screen }) => {
        desk.prepare();
        return ok(await screen.targets());
      }),
    'capture.take': ({ id, kind, wantsArea }) =>
      begun(({ desk }) => desk.take({ kind: 'target', id, origin: kind, wantsArea })),
    'capture.paste': () => begun(({ desk }) => desk.take({ kind: 'clipboard' })),
    'capture.drop': ({ path }) => begun(({ desk }) => desk.take({ kind: 'file', path })),
    'capture.choose': () =>
      unlocked(async () => {
        const path = await openFile({ ...texts, extensions: ['png', 'jpg', 'jpeg', 'pdf'] });
        // The dialog may stay open for longer than the session.
        return path === null ? ok() : begun(({ desk }) => desk.take({ kind: 'file', path }));
      }),
    'capture.page': ({ page }) => begun(({ desk }) => desk.choosePage(page)),
    'capture.picture': ({ version }) =>
      unlocked(({ desk }) => {
        const bytes = desk.shown(version);
        return bytes ? ok(bytes) : fail('Request_Refused');
      }),
    'capture.kept': ({ id }) =>
      unlocked(({ pictures }) => {
        const picture = pictures.read(id);
        return picture ? ok(picture.bytes) : fail('Request_Refused');
      }),
    'capture.remove': ({ id }) =>
      unlocked(({ pictures }) => {
        pictures.remove(id);
        return ok();
      }),
    'capture.edit': (action) => unlocked(({ desk }) => desk.edit(action)),
    'capture.reveal': ({ finding }) => unlocked(({ desk }) => desk.reveal(finding)),
    'capture.attach': () =>
      unlocked(async ({ desk }) => {
        const kept = await desk.attach();
        return kept.ok ? ok() : kept;
      }),
    'capture.cancel': () =>
      unlocked(async ({ desk }) => {
        await desk.cancel();
        return ok();
      }),
    'capture.close': () => {
      shell.closeCapture();
      return ok();
    },
  };
}
