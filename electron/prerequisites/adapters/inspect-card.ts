import type { CardInspection, CardState } from '../../../native/card/protocol.ts';
import type { Observable, Unsubscribe } from '../../shared/listeners.ts';
import type { InspectCard, InspectedCard } from '../ports.ts';

/** The card process as this needs it (`electron/identity/card`). */
export interface Inspectable {
  readonly state: Observable<CardState>;
  readonly inspection: Observable<CardInspection | null>;
}

/**
 * A card takes a second or two to read; one that OpenSC does not know takes twenty, and what is known of service and
 * reader need not wait for it. Milliseconds.
 */
const PATIENCE = 6_000;

/** What the card process knows, once it knows what the reader holds, or after a while. It is started by `card`. */
export function inspecting(card: () => Inspectable): InspectCard {
  return (wanted, signal) => {
    const { state, inspection } = card();
    const known = (): InspectedCard | null => {
      const told = inspection.get();
      return told && told.service !== 'starting' ? { ...told, state: state.get() } : null;
    };
    const passing = wanted === 'card' ? ['starting', 'reading'] : ['starting'];
    const isPassing = () => passing.includes(state.get().kind);
    return new Promise((resolve) => {
      const watched: Unsubscribe[] = [];
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        for (const unsubscribe of watched) unsubscribe();
        resolve(known());
      };
      const look = (): void => {
        if (known() && !isPassing()) end();
      };
      const timer = setTimeout(end, PATIENCE);
      signal.addEventListener('abort', end);
      watched.push(state.subscribe(look), inspection.subscribe(look));
      look();
    });
  };
}
