import type { Source } from '../../../electron/telephony/call-identity.ts';
import { type CallsEvent, type CallsState, noCalls, reduceCalls } from '../../../electron/telephony/calls.ts';
import type { Connection } from '../../../electron/telephony/connections.ts';
import {
  type DialogsEvent,
  type DialogsState,
  noDialogs,
  readDialogs,
} from '../../../electron/telephony/dialog-connections.ts';
import type { Dialog } from '../../../electron/telephony/documents/dialog-info.ts';
import { dialog, document } from './documents.ts';

/** What becomes of a notification on its way. */
export type Fate = 'arrives' | 'lost' | 'twice' | 'late';

export type Step =
  | { readonly kind: 'move'; readonly call: number; readonly to: 'on' | 'hold' | 'over' }
  /** Two answered calls become one: with both parties for a conference, with one after a transfer. */
  | {
      readonly kind: 'join';
      readonly as: 'conference' | 'transfer';
      readonly call: number;
      readonly other: number;
    }
  | { readonly kind: 'notify'; readonly state: 'full' | 'partial'; readonly fate: Fate }
  /** uaCSTA tells what changed since it told last. */
  | { readonly kind: 'event'; readonly fate: Fate }
  | { readonly kind: 'csta'; readonly does: 'begin' | 'end' | 'snapshot' }
  | { readonly kind: 'empty' | 'resubscribe' }
  | { readonly kind: 'wait'; readonly milliseconds: number };

type TrueState = 'trying' | 'early' | 'connected' | 'held' | 'over';

/** A call of the phone as it truly is. */
export interface TrueCall {
  readonly name: string;
  readonly number: string;
  readonly direction: Connection['direction'];
  state: TrueState;
  members: readonly string[];
  /** What it took the place of. */
  continues: readonly TrueCall[];
  about: TrueCall | null;
}

interface Told {
  readonly event: DialogsEvent | Timeless;
  readonly at: number;
}
type Timeless =
  | { type: 'report'; connections: readonly Connection[]; full: boolean }
  | { type: 'csta-ended' };

export interface WorldOptions {
  /** Whether uaCSTA names the SIP call. */
  readonly sipCallIds: boolean;
  /** Whether the same three people call again and again. */
  readonly sameCallers: boolean;
}

const CALLS = 4;

/**
 * A desk phone with up to four calls, one in conversation at a time; an exchange that tells of its dialogs and the
 * phone that tells of its connections; a network that loses, repeats and delays what they tell.
 */
export class TwoSources {
  readonly states: CallsState[] = [];
  readonly #options: WorldOptions;
  readonly #calls: (TrueCall | undefined)[] = Array.from({ length: CALLS }, () => undefined);
  readonly #late: Record<Source, Told[]> = { dialogs: [], csta: [] };
  readonly #changed: Record<Source, Set<TrueCall>> = { dialogs: new Set(), csta: new Set() };
  #dialogs: DialogsState = noDialogs(['1501']);
  #state: CallsState = noCalls('1501');
  #serial = 0;
  #subscription = 0;
  #version = -1;
  #csta = false;
  #at = 10_000;

  constructor(options: WorldOptions) {
    this.#options = options;
  }

  get state(): CallsState {
    return this.#state;
  }

  /** The calls that truly live. */
  get alive(): readonly TrueCall[] {
    return this.#calls.filter((call): call is TrueCall => call !== undefined && call.state !== 'over');
  }

  run(step: Step): void {
    switch (step.kind) {
      case 'move':
        this.#move(step.call, step.to);
        break;
      case 'join':
        this.#join(step.call, step.other, step.as);
        break;
      case 'notify':
        this.#notify(step.state, step.fate);
        break;
      case 'event':
        this.#tellEvents(step.fate);
        break;
      case 'csta':
        this.#session(step.does);
        break;
      case 'resubscribe':
        this.#resubscribe();
        break;
      case 'empty':
        this.#hear({ event: this.#documentEvent(null), at: this.#at });
        break;
      case 'wait':
        this.#at += step.milliseconds;
        this.#hear({ event: { type: 'tick', at: this.#at }, at: this.#at });
    }
  }

  /** Whoever leads tells everything, after all that is still on its way. */
  settle(): void {
    for (const told of [...this.#late.dialogs.splice(0), ...this.#late.csta.splice(0)]) this.#hear(told);
    if (this.#csta) this.#session('snapshot');
    else {
      if (this.#state.needsFullState) this.#resubscribe();
      this.#notify('full', 'arrives');
    }
  }

  #move(index: number, to: 'on' | 'hold' | 'over'): void {
    const call = this.#calls[index];
    if (!call || call.state === 'over') this.#begin(index);
    else if (to === 'over') this.#change(call, 'over');
    else if (call.state === 'trying') this.#change(call, 'early');
    else if (call.state !== 'connected') this.#talk(call);
    else if (to === 'hold') this.#change(call, 'held');
  }

  #begin(index: number): void {
    this.#serial += 1;
    const call: TrueCall = {
      name: `n${this.#serial}`,
      number: `0240${String(this.#options.sameCallers ? this.#serial % 3 : this.#serial).padStart(6, '0')}`,
      direction: index % 2 ? 'outbound' : 'inbound',
      state: 'trying',
      members: [],
      continues: [],
      about: index % 2 ? (this.alive.find(({ state }) => state === 'held') ?? null) : null,
    };
    this.#calls[index] = call;
    this.#note(call);
  }

  #talk(call: TrueCall): void {
    for (const other of this.alive) {
      if (other !== call && other.state === 'connected') this.#change(other, 'held');
    }
    this.#change(call, 'connected');
  }

  #join(one: number, two: number, as: 'conference' | 'transfer'): void {
    const call = this.#calls[one];
    const other = this.#calls[two];
    if (!call || !other || call === other || !isAnswered(call) || !isAnswered(other)) return;
    this.#serial += 1;
    const joined: TrueCall = {
      name: `n${this.#serial}`,
      number: other.number,
      direction: call.direction,
      state: 'held',
      members: as === 'conference' ? [...membersOf(call), ...membersOf(other)] : [],
      continues: [call, other],
      about: null,
    };
    call.state = 'over';
    other.state = 'over';
    this.#calls[one] = joined;
    this.#calls[two] = undefined;
    for (const source of ['dialogs', 'csta'] as const) {
      this.#changed[source].add(call).add(other);
    }
    this.#talk(joined);
  }

  #change(call: TrueCall, state: TrueState): void {
    call.state = state;
    this.#note(call);
  }

  #note(call: TrueCall): void {
    this.#changed.dialogs.add(call);
    this.#changed.csta.add(call);
  }

  #notify(state: 'full' | 'partial', fate: Fate): void {
    this.#version += 1;
    const changed = [...this.#changed.dialogs];
    const told = state === 'full' ? [...new Set([...this.alive, ...changed])] : changed;
    this.#changed.dialogs.clear();
    const event = this.#documentEvent(document(this.#version, state, told.map(dialogOf)));
    this.#send('dialogs', { event, at: this.#at }, fate);
  }

  #isReplaced(call: TrueCall): boolean {
    return this.alive.some(({ continues }) => continues.includes(call));
  }

  #tellEvents(fate: Fate): void {
    if (!this.#csta) return;
    const connections = [...this.#changed.csta]
      .filter((call) => !this.#isReplaced(call))
      .map((call) => this.#connectionOf(call));
    this.#changed.csta.clear();
    this.#send('csta', { event: { type: 'report', connections, full: false }, at: this.#at }, fate);
  }

  #session(does: 'begin' | 'end' | 'snapshot'): void {
    if (does === 'end') this.#endSession();
    else if (does === 'begin' || this.#csta) this.#snapshot();
  }

  #endSession(): void {
    if (!this.#csta) return;
    this.#csta = false;
    this.#late.csta.length = 0;
    this.#hear({ event: { type: 'csta-ended' }, at: this.#at });
    this.#resubscribe();
  }

  #snapshot(): void {
    this.#csta = true;
    // What a session tells comes in order: a snapshot after all that was told before.
    for (const told of this.#late.csta.splice(0)) this.#hear(told);
    this.#changed.csta.clear();
    const connections = this.alive.map((call) => this.#connectionOf(call));
    this.#hear({ event: { type: 'report', connections, full: true }, at: this.#at });
  }

  #resubscribe(): void {
    this.#subscription += 1;
    // The line passes on nothing more of a subscription that it replaced.
    this.#late.dialogs.length = 0;
    this.#version = -1;
  }

  #send(source: Source, told: Told, fate: Fate): void {
    if (fate === 'late') this.#late[source].push(told);
    else if (fate !== 'lost') this.#hear(told);
    if (fate === 'twice') this.#hear(told);
    // What is late comes after what was sent next.
    if (fate !== 'late' && this.#late[source].length > 1) {
      for (const late of this.#late[source].splice(0, 1)) this.#hear(late);
    }
  }

  #hear({ event, at }: Told): void {
    if (event.type === 'report') {
      const report = { full: event.full, connections: event.connections };
      this.#reduce({ type: 'report', source: 'csta', at, report, fromStart: !event.full, first: event.full });
    } else if (event.type === 'csta-ended') {
      this.#reduce({ type: 'csta-ended', at });
    } else {
      const { state, report, ...when } = readDialogs(this.#dialogs, event);
      this.#dialogs = state;
      if (report) this.#reduce({ type: 'report', source: 'dialogs', at, report, ...when });
      if (event.type === 'tick') this.#reduce(event);
    }
  }

  #reduce(event: CallsEvent): void {
    this.#state = reduceCalls(this.#state, event);
    this.states.push(this.#state);
  }

  #documentEvent(told: ReturnType<typeof document> | null): DialogsEvent {
    return { type: 'document', at: this.#at, subscription: `s${this.#subscription}`, document: told };
  }

  #connectionOf(call: TrueCall): Connection {
    return {
      key: `csta-${call.name}`,
      continues: call.continues.map(({ name }) => `csta-${name}`),
      sipCallId: this.#options.sipCallIds ? `call-${call.name}` : null,
      direction: call.direction,
      state: stateOf(call),
      party: { number: call.number, displayName: null },
      members: call.members.map((number) => ({ number, displayName: null })),
      consultationOf: call.about ? `csta-${call.about.name}` : null,
      reference: null,
    };
  }
}

export function stateOf({ state, direction }: TrueCall): Connection['state'] {
  if (state === 'over') return 'ended';
  if (state === 'connected' || state === 'held') return state;
  return direction === 'outbound' ? 'dialling' : 'ringing';
}

function dialogOf(call: TrueCall): Dialog {
  const states = {
    trying: 'trying',
    early: 'early',
    connected: 'confirmed',
    held: 'confirmed',
    over: 'terminated',
  } as const;
  return dialog(`dialog-${call.name}`, {
    callId: `call-${call.name}`,
    number: call.number,
    direction: call.direction === 'outbound' ? 'initiator' : 'recipient',
    state: states[call.state],
    held: call.state === 'held',
    replaces: call.continues[0] ? `call-${call.continues[0].name}` : null,
  });
}

function isAnswered({ state }: TrueCall): boolean {
  return state === 'connected' || state === 'held';
}

function membersOf({ members, number }: TrueCall): readonly string[] {
  return members.length > 0 ? members : [number];
}
