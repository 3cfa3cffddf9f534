import { hangUp } from './connections.ts';
import type { Ledger } from './ledger.ts';
import type { TrainingCall } from './model.ts';

/** Milliseconds after which those outside who were brought together have talked. */
const OUTSIDE_TALKS = 30_000;

/** Ends the calls whose ends are all outside, after a while: nobody here can. */
export function endOutside(ledger: Ledger): void {
  ledger.onEvent((event) => {
    if (!('call' in event) || !isOutside(event.call)) return;
    const { id } = event.call;
    ledger.later(OUTSIDE_TALKS, () => {
      const call = ledger.call(id);
      const [leg] = call?.legs ?? [];
      if (call && leg && isOutside(call)) hangUp(ledger, leg, 'normalClearing');
    });
  });
}

function isOutside({ legs }: TrainingCall): boolean {
  return legs.length > 1 && legs.every(({ number }) => number === null);
}
