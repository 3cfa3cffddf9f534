import type { Outcome } from './ports.ts';
import type { WatchedDialog, WatchedDialogs } from './watched-dialogs.ts';

/** Whether a dialog at a queue is a call that waits there: one that nobody took yet, or that the queue answered itself. */
export function waitsAt(answersFirst: boolean): (dialog: WatchedDialog) => boolean {
  return ({ answered, direction }) => direction === 'inbound' && (answersFirst || !answered);
}

/** The calls that one event let leave a queue, and what became of them. */
export function departures(
  before: WatchedDialogs,
  after: WatchedDialogs,
  answersFirst: boolean,
): readonly { readonly dialog: WatchedDialog; readonly outcome: Outcome }[] {
  const waits = waitsAt(answersFirst);
  const waited = before.dialogs.filter(waits);
  const taken = waited.filter(({ id }) => after.dialogs.some((dialog) => dialog.id === id && !waits(dialog)));
  return [
    ...taken.map((dialog) => ({ dialog, outcome: 'taken' as const })),
    ...after.left.filter(({ dialog }) => waited.some(({ id }) => id === dialog.id)),
  ];
}
