import { randomBytes } from 'node:crypto';
import type { Cause, Leg, LegState, Party, TrainingCall } from './model.ts';

/** A call and its ends, as the exchange writes them; everybody else only reads them. */

export class CallRecord implements TrainingCall {
  readonly id: string;
  readonly legs: LegRecord[] = [];
  calling: Party;
  called: Party;
  redirectedBy: Party | null = null;
  /** Who transferred it in one step, to be called back when the other end cannot be reached. */
  recallTo: string | null = null;

  constructor(id: string, calling: Party, called: Party) {
    this.id = id;
    this.calling = calling;
    this.called = called;
  }
}

export interface NewLeg {
  readonly id?: string;
  readonly number: string | null;
  readonly party: Party;
  readonly direction: Leg['direction'];
  readonly state: LegState;
  readonly consultationOf?: string | null;
  readonly replaces?: LegRecord;
}

export class LegRecord implements Leg {
  readonly id: string;
  readonly number: string | null;
  readonly party: Party;
  readonly direction: Leg['direction'];
  readonly localTag: string;
  readonly remoteTag: string;
  readonly startedAt: number;
  readonly replaces: LegRecord | null;
  replacedBy: LegRecord | null = null;
  consultationOf: string | null;
  call: CallRecord;
  state: LegState;
  remote: Party | null = null;
  cause: Cause | null = null;
  heard = '';

  constructor(call: CallRecord, leg: NewLeg, startedAt: number) {
    // One draw for the three names: a few microseconds a call.
    const random = randomBytes(16).toString('hex');
    this.call = call;
    this.id = leg.id ?? random.slice(0, 16);
    this.localTag = random.slice(16, 24);
    this.remoteTag = random.slice(24);
    this.number = leg.number;
    this.party = leg.party;
    this.direction = leg.direction;
    this.state = leg.state;
    this.consultationOf = leg.consultationOf ?? null;
    this.replaces = leg.replaces ?? null;
    this.startedAt = startedAt;
  }
}
