import {
  type AttachablePictures,
  type DeskState,
  MOST_PICTURES,
  type ScreenshotDesk,
} from '../screenshots/index.ts';
import type { Truth } from './compose-views.ts';
import type { CaptureStep, CaptureView } from './rooms/capture.ts';

/** The window of captures. Of a locked station it is given nothing. */
export function composeCaptureView(
  { environment, session, settings }: Pick<Truth, 'environment' | 'session' | 'settings'>,
  screenshots: { readonly desk: ScreenshotDesk; readonly pictures: AttachablePictures } | null,
): CaptureView {
  const locked = session.kind === 'locked';
  const shown = locked ? null : screenshots;
  return {
    environment,
    locked,
    ready: screenshots !== null,
    step: shown ? stepOf(shown.desk.state.get()) : { kind: 'choosing', failure: null },
    kept: (shown?.pictures.state.get() ?? []).map(({ id, name, size, width, height }) => ({
      id,
      name,
      size,
      width,
      height,
    })),
    most: MOST_PICTURES,
    key:
      settings.shortcuts.find(({ action, status }) => action === 'captureScreen' && status === 'held')
        ?.keys ?? null,
  };
}

function stepOf(state: DeskState): CaptureStep {
  if (state.kind !== 'editing') return state;
  const { edits, ...shown } = state;
  const { boxes, area } = edits.present;
  return { ...shown, boxes, area, canUndo: edits.past.length > 0, canRedo: edits.future.length > 0 };
}
