/** What the simulated exchange knows of calls, in the terms of ECMA-269: a call has connections, here legs. */

export interface Party {
  /** Null for a withheld number. */
  readonly number: string | null;
  readonly displayName: string | null;
}

/**
 * `originated`: the caller, before anybody answered. `queued`: waits in a queue. `held`: this side holds the others.
 * `cleared`: over, and kept a while for those who watch.
 */
export type LegState = 'originated' | 'queued' | 'alerting' | 'connected' | 'held' | 'cleared';

/** Event causes of ECMA-269 §17.1 that occur here, by their names in ECMA-323. */
export type Cause =
  | 'normal'
  | 'newCall'
  | 'normalClearing'
  | 'callCancelled'
  | 'busy'
  | 'doNotDisturb'
  | 'destNotObtainable'
  | 'callForward'
  | 'callPickup'
  | 'redirected'
  | 'consultation'
  | 'transfer'
  | 'singleStepTransfer'
  | 'conference'
  | 'recall'
  | 'distributed';

/** One end of a call: at a phone or a queue of this exchange, or outside. */
export interface Leg {
  /** Names the leg for as long as it lives: SIP Call-ID and dialog id at its phone. */
  readonly id: string;
  /** The extension or queue where it is; null outside. */
  readonly number: string | null;
  /** Who is there, as the other ends are told. */
  readonly party: Party;
  readonly direction: 'initiator' | 'recipient';
  readonly localTag: string;
  readonly remoteTag: string;
  /** Milliseconds of the exchange's clock. */
  readonly startedAt: number;
  /** The leg at the same phone that this one was made about. */
  readonly consultationOf: string | null;
  /** The leg at the same phone whose dialog this one's has replaced (RFC 3891). */
  readonly replaces: Leg | null;
  readonly replacedBy: Leg | null;
  readonly call: TrainingCall;
  readonly state: LegState;
  /** Who is at the other end, or was last: null for a conference. */
  readonly remote: Party | null;
  /** Why it was cleared; null before. */
  readonly cause: Cause | null;
  /** Digits that this end has heard. */
  readonly heard: string;
}

export interface TrainingCall {
  /** Names it until it ends, whoever joins or leaves: the callID of CSTA. */
  readonly id: string;
  /** Those who are in it, in the order of their coming. */
  readonly legs: readonly Leg[];
  readonly calling: Party;
  /** What was dialled. */
  readonly called: Party;
  /** Who sent it on to where it rings now; null where it was dialled. */
  readonly redirectedBy: Party | null;
}

/** A leg that was in another call before, or under another connection. */
export interface Moved {
  readonly leg: Leg;
  readonly oldCallId: string;
}

/** Something happened at one end of a call. */
export interface EndEvent {
  readonly type:
    | 'serviceInitiated'
    | 'originated'
    | 'queued'
    | 'delivered'
    | 'established'
    | 'held'
    | 'retrieved'
    | 'failed'
    | 'cleared';
  readonly call: TrainingCall;
  readonly leg: Leg;
  readonly cause: Cause;
  /** The call's id, where the end is in another one by now. */
  readonly callId?: string;
}

/** An end no longer alerts or waits: the call goes on to somebody else. */
export interface DivertedEvent {
  readonly type: 'diverted';
  readonly call: TrainingCall;
  readonly leg: Leg;
  readonly to: Party;
  readonly cause: Cause;
}

/** The ends of two calls are one call; who did it has left it (transferred) or is in it (conferenced). */
export interface JoinedEvent {
  readonly type: 'transferred' | 'conferenced';
  readonly call: TrainingCall;
  /** The end that did it, in the call that goes on. */
  readonly by: Leg;
  /** Its end in the call that is no more, and that call's id; null for a single-step transfer. */
  readonly second: Leg | null;
  readonly secondCallId: string | null;
  /** Transferred to, or added. */
  readonly to: Party;
  /** Ends that came from the call that is no more. */
  readonly moved: readonly Moved[];
  readonly cause: Cause;
}

/** What happened, after it happened. */
export type ExchangeEvent =
  | EndEvent
  | DivertedEvent
  | JoinedEvent
  | { readonly type: 'doNotDisturb'; readonly number: string; readonly on: boolean }
  | {
      readonly type: 'agent';
      readonly number: string;
      readonly state: AgentState;
      readonly before: AgentState;
    };

/** ECMA-269 §6.1.1.6. */
export type AgentState = 'agentNull' | 'agentNotReady' | 'agentReady' | 'agentBusy' | 'agentWorkingAfterCall';

/** Why an order was not carried out. */
export type Refusal = 'no-such-call' | 'wrong-state' | 'not-obtainable' | 'not-allowed';

/** The others that somebody at this end talks with: two or more in a conference. */
export function othersOf<
  L extends { readonly state: LegState; readonly call: { readonly legs: readonly L[] } },
>(leg: L): readonly L[] {
  const others = leg.call.legs.filter((other) => other !== leg);
  const talking = others.filter(({ state }) => state !== 'alerting' && state !== 'queued');
  return talking.length > 0 ? talking : others.slice(0, 1);
}

/** The phones and queues that an event is about. */
export function numbersOf(event: ExchangeEvent): ReadonlySet<string> {
  if ('number' in event) return new Set([event.number]);
  const { number } = 'by' in event ? event.by : event.leg;
  const numbers = new Set(number === null ? [] : [number]);
  for (const leg of event.call.legs) if (leg.number !== null) numbers.add(leg.number);
  return numbers;
}

/** Time as the exchange sees it; a test may stand in for it. */
export interface Clock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Does something later, unless it is called off by what this returns. */
  after(milliseconds: number, action: () => void): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};
