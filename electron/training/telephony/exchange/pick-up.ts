import type { LegRecord } from './call-record.ts';
import { establish } from './connections.ts';
import type { Ledger } from './ledger.ts';
import type { Party, Refusal } from './model.ts';
import type { TrainingQueue } from './queues.ts';

export interface PickUpOptions {
  readonly ledger: Ledger;
  readonly queues: ReadonlyMap<string, TrainingQueue>;
  /** Dialled before a number, takes the call that rings there. */
  readonly code: string;
}

/** Directed pick-up (ECMA-269 §17.1.13): the call that has rung, or waited, longest somewhere is taken. */
export class PickUp {
  readonly #options: PickUpOptions;

  constructor(options: PickUpOptions) {
    this.#options = options;
  }

  /** The phone of `own` takes a call at `target`. */
  take(number: string, own: Party, target: string): { readonly id: string } | { readonly refused: Refusal } {
    const { ledger, queues } = this.#options;
    if (queues.get(target)?.pickUp === false) return { refused: 'not-allowed' };
    const offered = this.#offeredAt(target, number);
    if (!offered) return { refused: 'no-such-call' };
    const leg = ledger.join(offered.call, { number, party: own, direction: 'recipient', state: 'alerting' });
    establish(ledger, leg, 'callPickup');
    return { id: leg.id };
  }

  /** Takes a call if that is what was dialled, and there is one: the phone's own call ends, its dialog goes on. */
  takeByCode(leg: LegRecord, dialled: string): boolean {
    const { ledger, queues, code } = this.#options;
    if (!dialled.startsWith(code) || leg.number === null) return false;
    const target = dialled.slice(code.length);
    const offered = queues.get(target)?.pickUp === false ? undefined : this.#offeredAt(target, leg.number);
    if (!offered) return false;
    const { call } = leg;
    ledger.move(leg, offered.call);
    ledger.emit({ type: 'cleared', call, leg, cause: 'callPickup', callId: call.id });
    establish(ledger, leg, 'callPickup');
    return true;
  }

  #offeredAt(target: string, taker: string): LegRecord | undefined {
    const { ledger } = this.#options;
    for (const leg of ledger.at(target)) {
      if (leg.state !== 'alerting' && leg.state !== 'queued') continue;
      if (!ledger.liveAt(taker, leg.call.id)) return leg;
    }
    return undefined;
  }
}
