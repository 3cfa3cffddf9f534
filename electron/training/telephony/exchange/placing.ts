import type { LegRecord } from './call-record.ts';
import { establish, holdOthers } from './connections.ts';
import type { Ledger } from './ledger.ts';
import type { Party } from './model.ts';
import type { PickUp } from './pick-up.ts';
import type { Routing } from './routing.ts';

/** How a call begins. Each gives the end of it that is at the number. */

interface Places {
  readonly ledger: Ledger;
  readonly routing: Routing;
  readonly pickUps: PickUp;
}

/** Somebody outside calls a phone or a queue. */
export function ring(
  { ledger, routing }: Pick<Places, 'ledger' | 'routing'>,
  number: string,
  remote: Party,
): LegRecord {
  const call = ledger.open(remote, routing.partyOf(number));
  ledger.join(call, { number: null, party: remote, direction: 'initiator', state: 'originated' });
  return routing.offer(call, number, 'newCall');
}

/** The phone calls somebody, about the call at `consultationOf` where there is one. */
export function place(
  { ledger, routing, pickUps }: Places,
  number: string,
  to: string,
  consultationOf: string | null,
): LegRecord {
  holdOthers(ledger, number, null);
  const own = routing.partyOf(number);
  const call = ledger.open(own, routing.partyOf(to));
  const leg = ledger.join(call, {
    number,
    party: own,
    direction: 'initiator',
    state: 'originated',
    consultationOf,
  });
  const cause = consultationOf === null ? 'newCall' : 'consultation';
  ledger.emit({ type: 'serviceInitiated', call, leg, cause });
  ledger.emit({ type: 'originated', call, leg, cause });
  if (!pickUps.takeByCode(leg, to)) routing.offer(call, to, 'newCall');
  return leg;
}

/** A phone that picks up by itself, from its own number. */
export function pickUpByItself(
  { ledger, routing }: Pick<Places, 'ledger' | 'routing'>,
  number: string,
  id: string,
): LegRecord {
  const caller: Party = { number, displayName: null };
  const call = ledger.open(caller, caller);
  ledger.join(call, { number: null, party: caller, direction: 'initiator', state: 'originated' });
  const leg = ledger.join(call, {
    id,
    number,
    party: routing.partyOf(number),
    direction: 'recipient',
    state: 'alerting',
  });
  ledger.emit({ type: 'delivered', call, leg, cause: 'newCall' });
  establish(ledger, leg, 'newCall');
  return leg;
}
