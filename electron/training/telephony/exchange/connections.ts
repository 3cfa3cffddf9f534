import type { LegRecord } from './call-record.ts';
import type { Ledger } from './ledger.ts';
import type { Cause, Leg, Refusal } from './model.ts';

/** What may be done to one end of a call, or to two at one phone. Each gives why it could not, or null. */

/** Whether an end is in conversation, held by its own side or not. */
export function isTalking({ state }: Leg): boolean {
  return state === 'connected' || state === 'held';
}

/** A phone has one conversation: the others at it are held, and what it was dialling is given up. */
export function holdOthers(ledger: Ledger, number: string | null, except: LegRecord | null): void {
  if (number === null) return;
  for (const other of ledger.at(number)) {
    if (other === except) continue;
    if (other.state === 'connected') hold(ledger, other);
    else if (other.state === 'originated') hangUp(ledger, other, 'callCancelled');
  }
}

export function hold(ledger: Ledger, leg: LegRecord): Refusal | null {
  if (leg.state !== 'connected') return 'wrong-state';
  ledger.set(leg, 'held');
  ledger.emit({ type: 'held', call: leg.call, leg, cause: 'normal' });
  return null;
}

export function retrieve(ledger: Ledger, leg: LegRecord): Refusal | null {
  if (leg.state !== 'held') return 'wrong-state';
  holdOthers(ledger, leg.number, leg);
  ledger.set(leg, 'connected');
  ledger.emit({ type: 'retrieved', call: leg.call, leg, cause: 'normal' });
  return null;
}

/** Everybody whom the call was offered to besides `taken` is let alone, and whoever called is in conversation. */
export function establish(ledger: Ledger, taken: LegRecord, cause: Cause): void {
  const { call } = taken;
  for (const other of [...call.legs]) {
    if (other === taken) continue;
    if (other.state === 'originated') ledger.set(other, 'connected');
    else if (other.state === 'alerting' || other.state === 'queued') divert(ledger, other, taken, cause);
  }
  call.recallTo = null;
  holdOthers(ledger, taken.number, taken);
  ledger.set(taken, 'connected');
  ledger.emit({ type: 'established', call, leg: taken, cause });
}

function divert(ledger: Ledger, leg: LegRecord, to: LegRecord, cause: Cause): void {
  ledger.clear(leg, cause);
  ledger.emit({ type: 'diverted', call: leg.call, leg, to: to.party, cause });
}

/** The end leaves; a call that nobody is left to talk in ends for all. */
export function hangUp(ledger: Ledger, leg: LegRecord, cause: Cause): Refusal | null {
  if (leg.state === 'cleared') return 'no-such-call';
  const { call } = leg;
  drop(ledger, leg, cause);
  const talking = call.legs.some(({ state }) => state !== 'alerting' && state !== 'queued');
  if (call.legs.length < 2 || !talking) for (const other of [...call.legs]) drop(ledger, other, cause);
  return null;
}

export function drop(ledger: Ledger, leg: LegRecord, cause: Cause): void {
  const { call } = leg;
  ledger.clear(leg, cause);
  ledger.emit({ type: 'cleared', call, leg, cause });
}
