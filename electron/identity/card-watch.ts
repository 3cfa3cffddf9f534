import type { CardState } from '../../native/card/protocol.ts';
import type { Unsubscribe } from '../shared/listeners.ts';
import { cardIn, presenceOf } from './card-presence.ts';
import type { CardReader } from './ports.ts';
import { cardInUse } from './session.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** How long the station stays open while nobody can tell whether the card is still there. Milliseconds. */
const PRESENCE_GRACE = 30_000;

/** Tells the session what happens in the reader. Gives how to stop. */
export function watchCard(reader: CardReader, keeper: SessionKeeper): Unsubscribe {
  let presenceTimer: NodeJS.Timeout | undefined;
  /** The card last seen in the reader, in use or not. */
  let inReader: string | null = null;

  /** Software that starts again tells nothing of the card: what was in the reader is taken to be there still. */
  const note = (state: CardState) => {
    const card = cardIn(state);
    const cardId = card === 'unknown' ? inReader : (card?.cardId ?? null);
    if (cardId === inReader) return;
    inReader = cardId;
    keeper.dispatch({ type: 'card-changed', cardId });
  };
  const removed = () => keeper.dispatch({ type: 'card-removed' });
  const watch = (state: CardState) => {
    note(state);
    const cardId = cardInUse(keeper.session);
    const presence = cardId === null ? 'present' : presenceOf(cardId, state);
    if (presence === 'absent') removed();
    if (presence === 'unknown') {
      presenceTimer ??= setTimeout(removed, PRESENCE_GRACE).unref();
      return;
    }
    clearTimeout(presenceTimer);
    presenceTimer = undefined;
  };

  note(reader.state.get());
  const unsubscribe = reader.state.subscribe(watch);
  return () => {
    unsubscribe();
    clearTimeout(presenceTimer);
  };
}
