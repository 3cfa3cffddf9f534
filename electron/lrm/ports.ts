import type { Failure, Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';
import type { LrmEventType } from './rules/event-types.ts';

/** Who works at the station: the national id (PS_IdNat) or the portal's subject, as the portal gives it. */
export interface LrmAgent {
  readonly id: string;
  readonly profileId: string;
}

/** A call as the LRM sees it; `***` is a number that is withheld. */
export interface LrmCall {
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: 'ringing' | 'dialling' | 'connected' | 'held' | 'ended';
  readonly number: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly answeredAt: string | null;
  /** File of the LRM that the call is about, once that is known. */
  readonly fileId: string | null;
}

/** One thing that happened, before it is signed and sent. */
export type LrmEvent =
  | { readonly type: 'call.incoming' | 'call.outgoing'; readonly call: LrmCall }
  | {
      readonly type: 'call.ended';
      readonly call: LrmCall;
      readonly endedAt: string;
      /** Seconds in conversation, or null where it was never answered or its end was not seen. */
      readonly duration: number | null;
      /** `unwatched`: the station let the phone go while the call went on. */
      readonly reason: 'ended' | 'unwatched';
    }
  | { readonly type: 'call.correlated' | 'file.show'; readonly call: LrmCall; readonly fileId: string }
  | { readonly type: 'agent.state'; readonly state: string };

/** An event waiting for one receiver, as the queue keeps it. */
export interface Delivery {
  readonly id: string;
  readonly receiver: string;
  /** What has to arrive in order: a call's id, or `agent`. */
  readonly subject: string;
  readonly type: LrmEventType;
  /** JSON, as it is posted. It names a caller. */
  readonly body: string;
  /** Ms since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly attempts: number;
}

/** A delivery that was given up; what it said is forgotten. */
export interface DeadLetter {
  readonly receiver: string;
  readonly type: LrmEventType;
  readonly at: number;
  readonly reason: 'expired' | 'refused';
}

/** Keeps what was not delivered yet, in order. Failures are those of the records process. */
export interface OutboxStore {
  load(): Promise<Result<{ readonly waiting: readonly Delivery[]; readonly dead: readonly DeadLetter[] }>>;
  add(deliveries: readonly Delivery[]): Promise<Result<undefined>>;
  attempted(id: string, attempts: number): Promise<Result<undefined>>;
  remove(id: string, letter: DeadLetter | null): Promise<Result<undefined>>;
}

/** What became of one attempt. */
export type Outcome =
  | { readonly kind: 'delivered' }
  /** Sending the same again cannot help: the receiver said so (`status`), or 410. */
  | { readonly kind: 'refused'; readonly status: number }
  /** `retryAfter` in ms, where the receiver told. */
  | { readonly kind: 'failed'; readonly why: FailedDelivery; readonly retryAfter: number | null };
export type FailedDelivery = 'unreachable' | 'timeout' | 'server-error' | 'busy';

export interface ReceiverState {
  /** Host of its address: what a person recognises. */
  readonly host: string;
  readonly waiting: number;
  readonly dead: number;
  /** Of the last attempt; null before the first one. */
  readonly last: 'delivered' | 'refused' | FailedDelivery | null;
}

/** Commands in: not configured, listening, or why not. */
export type CommandsState =
  | { readonly kind: 'off' | 'starting' }
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface LrmState {
  readonly receivers: readonly ReceiverState[];
  readonly commands: CommandsState;
  /** False where events waiting are in memory only. */
  readonly durable: boolean;
  /** Ids of the calls whose file can be shown. */
  readonly withFile: readonly string[];
}

/** The coupling as the rest of the program sees it. */
export interface LrmLink {
  readonly state: Observable<LrmState>;
  /** Asks the LRM to show the file of a call. `Lrm_NoFile`, `Lrm_NoReceiver`. */
  showFile(callId: string): Promise<Result<undefined>>;
}
