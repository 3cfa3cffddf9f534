import type { Dialog } from './dialog-info.ts';

/** Milliseconds for which a notification without a body may still be followed by the state. */
export const EMPTY_GRACE = 1_500;

const states: readonly Dialog['state'][] = ['trying', 'proceeding', 'early', 'confirmed', 'terminated'];

/** Each dialog once. An aggregating exchange may list one several times: the furthest of its states is the latest. */
export function mostAdvanced(dialogs: readonly Dialog[]): readonly Dialog[] {
  const byId = new Map<string, Dialog>();
  for (const dialog of dialogs) {
    const other = byId.get(dialog.id);
    if (!other || states.indexOf(dialog.state) >= states.indexOf(other.state)) byId.set(dialog.id, dialog);
  }
  return [...byId.values()];
}
