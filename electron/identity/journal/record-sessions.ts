import type { Observable, Unsubscribe } from '../../shared/listeners.ts';
import type { SessionState } from '../session-state.ts';
import type { Journal } from './journal.ts';
import { journalEntryOf } from './note.ts';

/** Notes what happens to the session of this workstation, from now on. */
export function recordSessions(state: Observable<SessionState>, journal: Pick<Journal, 'note'>): Unsubscribe {
  let before = state.get();
  return state.subscribe((after) => {
    const note = journalEntryOf(before, after);
    before = after;
    if (note) journal.note(note);
  });
}
