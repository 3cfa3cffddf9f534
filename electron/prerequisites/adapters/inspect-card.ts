import type { CardInspection, CardState } from '../../../native/card/protocol.ts';
import type { Observable } from '../../shared/listeners.ts';
import type { InspectCard } from '../ports.ts';

/** The card process as this needs it (`electron/identity/card`). */
export interface Inspectable {
  readonly state: Observable<CardState>;
  inspect(signal: AbortSignal): Promise<CardInspection | null>;
}

/** The card process, asked for what it knows. It is started by `card` at the first question. */
export function inspecting(card: () => Inspectable): InspectCard {
  return async (signal) => {
    const reader = card();
    const inspection = await reader.inspect(signal);
    return inspection && { ...inspection, state: reader.state.get() };
  };
}
