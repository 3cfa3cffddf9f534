import type { LegRecord } from './call-record.ts';
import { drop, holdOthers, isTalking } from './connections.ts';
import type { Ledger } from './ledger.ts';
import { type Moved, othersOf, type Party, type Refusal } from './model.ts';

const nobody: Party = { number: null, displayName: null };

/**
 * Attended transfer (ECMA-269 §17.1.24): the others of both calls are one call, without this phone. The call that
 * was held goes on under its name. The other one may still ring.
 */
export function transfer(
  ledger: Ledger,
  held: LegRecord,
  active: LegRecord,
  { replacesDialogs }: { readonly replacesDialogs: boolean },
): Refusal | null {
  const refusal = cannotJoin(held, active);
  if (refusal) return refusal;
  if (![...othersOf(held), ...othersOf(active)].some(isTalking)) return 'wrong-state';
  const { call } = held;
  const secondCallId = active.call.id;
  const to = othersOf(active)[0]?.party ?? nobody;
  const moved = moveOthers(ledger, active, held, replacesDialogs);
  ledger.clear(active, 'transfer');
  ledger.clear(held, 'transfer');
  const event = { by: held, second: active, secondCallId, to, moved, cause: 'transfer' } as const;
  ledger.emit({ type: 'transferred', call, ...event });
  if (call.legs.length < 2) for (const leg of [...call.legs]) drop(ledger, leg, 'normalClearing');
  return null;
}

/** Conference (ECMA-269 §17.1.6): everybody of both calls talks, this phone too; either may be one already. */
export function conference(ledger: Ledger, held: LegRecord, active: LegRecord): Refusal | null {
  const reached = othersOf(active).every(isTalking);
  const refusal = cannotJoin(held, active) ?? (reached ? null : 'wrong-state');
  if (refusal) return refusal;
  const { call } = held;
  const secondCallId = active.call.id;
  const to = othersOf(active)[0]?.party ?? nobody;
  const moved = moveOthers(ledger, active, held, false);
  ledger.clear(active, 'conference');
  holdOthers(ledger, held.number, held);
  ledger.set(held, 'connected');
  const event = { by: held, second: active, secondCallId, to, moved, cause: 'conference' } as const;
  ledger.emit({ type: 'conferenced', call, ...event });
  return null;
}

/** The end goes to somebody else at once; the caller of this offers the call to them. */
export function leaveTo(ledger: Ledger, leg: LegRecord, to: Party): void {
  const { call } = leg;
  ledger.clear(leg, 'singleStepTransfer');
  ledger.emit({
    type: 'transferred',
    call,
    by: leg,
    second: null,
    secondCallId: null,
    to,
    moved: [],
    cause: 'singleStepTransfer',
  });
}

function cannotJoin(held: LegRecord, active: LegRecord): Refusal | null {
  if (held === active || held.call === active.call || held.number !== active.number) return 'wrong-state';
  if (!isTalking(held)) return 'wrong-state';
  return isTalking(active) || active.state === 'originated' ? null : 'wrong-state';
}

/** Whoever is at the phone of both ends already cannot be in one call twice: that end goes. */
function moveOthers(ledger: Ledger, from: LegRecord, into: LegRecord, replaces: boolean): readonly Moved[] {
  const oldCallId = from.call.id;
  const moved: Moved[] = [];
  for (const leg of [...from.call.legs]) {
    if (leg === from) continue;
    if (leg.number !== null && ledger.liveAt(leg.number, into.call.id)) {
      drop(ledger, leg, 'transfer');
      continue;
    }
    // What still rings is not replaced: whoever lifts the handset there takes the dialog that rings.
    const replaced = replaces && leg.number !== null && isTalking(leg);
    if (!replaced) ledger.move(leg, into.call);
    moved.push({ leg: replaced ? ledger.replace(leg, into.call) : leg, oldCallId });
  }
  return moved;
}
