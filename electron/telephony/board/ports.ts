import type { Result } from '../../failures/index.ts';
import type { Observable, Unsubscribe } from '../../shared/listeners.ts';
import type { CallParty, PhoneTarget } from '../ports.ts';

/** Regulation priority of a flow, the highest first (facts): P0 ultra-prioritaire … P3 différé, NR non renseigné. */
export const priorities = ['P0', 'P1', 'P2', 'P3', 'NR'] as const;
export type Priority = (typeof priorities)[number];

/** A kind of calls (15, 112, 18, …) and the queue in which they wait. */
export interface Flow {
  readonly name: string;
  /** A number of the exchange, or a SIP address. */
  readonly queue: string;
  readonly level?: 'F01' | 'F02' | undefined;
  readonly priority: Priority;
}

/** A waiting room (« salle d’attente ») as the site configures it. */
export interface Room {
  readonly id: string;
  readonly label: string;
  readonly flows: readonly Flow[];
  readonly pickUp: boolean;
  /** Seconds of waiting after which a call is late. */
  readonly alertAfter: number;
  /** The queue answers before anybody takes the call: a confirmed dialog still waits. */
  readonly answersFirst: boolean;
}

export interface Colleague {
  readonly number: string;
  readonly name: string;
  readonly group?: string | undefined;
}

/** A call in a waiting room. Times are ms since the epoch on this station's clock. */
export interface WaitingCall {
  readonly id: string;
  readonly party: CallParty;
  readonly flow: string;
  readonly level: 'F01' | 'F02' | null;
  readonly priority: Priority;
  /** Since when it waits, or is seen to wait where `seenFromStart` is false. */
  readonly since: number;
  readonly seenFromStart: boolean;
  /** Number at which it may be picked up; null where the room does not allow it, or another call would be taken. */
  readonly pickUpAt: string | null;
}

/** A caller who hung up while waiting, and has not called again since; gone after an hour. */
export interface AbandonedCall {
  readonly id: string;
  readonly party: CallParty;
  readonly flow: string;
  readonly since: number;
  readonly leftAt: number;
}

export interface RoomState {
  readonly id: string;
  readonly label: string;
  /** Seconds. */
  readonly alertAfter: number;
  readonly flows: readonly { readonly name: string; readonly priority: Priority; readonly waiting: number }[];
  /** Highest priority first, then longest wait. */
  readonly waiting: readonly WaitingCall[];
  /** The highest priority that waits; null when nobody does. */
  readonly priority: Priority | null;
  /** Since when the call that waits longest does; null when nobody waits. */
  readonly longestSince: number | null;
  /** The latest first. */
  readonly abandoned: readonly AbandonedCall[];
  /** False while one of its queues is not followed: what is shown may be wrong or missing. */
  readonly live: boolean;
}

/**
 * What a colleague's phone does. `absent`: no phone is registered, or the number is none; `unknown`: not told yet, or the
 * exchange does not tell.
 */
export type Activity = 'free' | 'ringing' | 'busy' | 'absent' | 'unknown';

export interface ColleagueState extends Colleague {
  readonly activity: Activity;
  /** Who is at the other end, where the site shows it. */
  readonly party: CallParty | null;
  /** False while it is not followed: `activity` is what was known last. */
  readonly live: boolean;
}

export type BoardLink =
  /** Nobody works, or the site has neither rooms nor colleagues. */
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'up' }
  /** What is shown may be wrong since then, ms since the epoch. */
  | { readonly kind: 'stale'; readonly since: number };

export interface BoardState {
  readonly link: BoardLink;
  readonly rooms: readonly RoomState[];
  readonly colleagues: readonly ColleagueState[];
}

/** Before the services run. */
export const noBoard: BoardState = { link: { kind: 'off' }, rooms: [], colleagues: [] };

/** What became of a call that waited; `unknown` where the exchange does not tell, or nobody was listening. */
export type Outcome = 'taken' | 'abandoned' | 'unknown';

/** A call that has left its waiting room, for whoever keeps a log. */
export interface DepartedCall {
  readonly room: string;
  readonly flow: string;
  readonly party: CallParty;
  readonly since: number;
  readonly leftAt: number;
  readonly outcome: Outcome;
}

/** Waiting rooms and colleagues, followed from binding a phone to letting it go. */
export interface Board {
  readonly state: Observable<BoardState>;
  /** Follows with the address and the credential of the bound phone. */
  follow(target: Pick<PhoneTarget, 'addressOfRecord' | 'credential'>): void;
  unfollow(): Promise<void>;
  onDeparture(listener: (call: DepartedCall) => void): Unsubscribe;
  /** Whether the site allows to take a call that waits or rings at a number. */
  mayPickUp(number: string): Result<undefined>;
  close(): Promise<void>;
}
