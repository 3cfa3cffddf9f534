import type { LegRecord } from './call-record.ts';
import { isTalking } from './connections.ts';
import { leaveTo } from './joining.ts';
import type { Ledger } from './ledger.ts';
import { othersOf, type Party, type Refusal } from './model.ts';
import type { Routing } from './routing.ts';

/** How an end of a call comes to somebody else. Each gives why it could not, or null. */

interface Redirects {
  readonly ledger: Ledger;
  readonly routing: Routing;
}

/** The end leaves and its call is offered to a number; it comes back if nobody is reached. */
export function singleStepTransfer(
  { ledger, routing }: Redirects,
  leg: LegRecord,
  to: string,
): Refusal | null {
  if (!isTalking(leg)) return 'wrong-state';
  const [other, ...more] = othersOf(leg);
  if (!other || !isTalking(other) || more.length > 0 || leg.number === to) return 'wrong-state';
  if (!routing.reaches(to)) return 'not-obtainable';
  const { call, number } = leg;
  leaveTo(ledger, leg, routing.partyOf(to));
  call.recallTo = number;
  call.redirectedBy = leg.party;
  call.called = routing.partyOf(to);
  routing.offer(call, to, 'singleStepTransfer');
  return null;
}

/** An end that is alerted, or waits in a queue, is offered to another number instead. */
export function deflect({ ledger, routing }: Redirects, leg: LegRecord, to: string): Refusal | null {
  if (leg.state !== 'alerting' && leg.state !== 'queued') return 'wrong-state';
  if (leg.number === to || ledger.liveAt(to, leg.call.id)) return 'wrong-state';
  if (!routing.reaches(to)) return 'not-obtainable';
  const { call } = leg;
  call.redirectedBy = leg.party;
  ledger.clear(leg, 'redirected');
  const party = routing.partyOf(to);
  ledger.emit({ type: 'diverted', call, leg, to: party, cause: 'redirected' });
  routing.offer(call, to, 'redirected');
  return null;
}

/** The other end passes the call on to somebody outside, who is in conversation at once. */
export function passOn(ledger: Ledger, leg: LegRecord, to: Party): Refusal | null {
  const [other] = othersOf(leg);
  if (!other || !isTalking(other) || !isTalking(leg)) return 'wrong-state';
  ledger.join(leg.call, { number: null, party: to, direction: 'recipient', state: 'connected' });
  leaveTo(ledger, other, to);
  return null;
}
