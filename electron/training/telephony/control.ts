import type { BrandName } from './brands.ts';
import type { AgentState, Clock, LegState, Party } from './exchange/model.ts';
import type { TrainingQueue } from './exchange/queues.ts';
import type { Behaviour } from './exchange/routing.ts';
import type { TrainingNumber } from './exchange/stations.ts';
import type { Fault, Hostility } from './faults.ts';
import type { PhoneFault } from './phone-faults.ts';

export interface TrainingPhonesOptions {
  readonly numbers: readonly TrainingNumber[];
  /** Queues of waiting calls; their addresses are called and watched like numbers. */
  readonly queues?: readonly TrainingQueue[];
  /** Milliseconds after which a called party answers; 2,500 when not given. */
  readonly answerAfter?: number;
  /** How a called number behaves; without it everyone answers, but numbers that end in 98 are busy and in 99 absent. */
  readonly behaviour?: (number: string) => Behaviour;
  /** Dialled before a number, takes the call that rings or waits there; `*8` when not given. */
  readonly pickUpCode?: string;
  /**
   * Whether an attended transfer reaches the phone that it goes to as a new dialog, that replaces the one of the
   * consultation (RFC 3891), as where the exchange stays out of the dialogs; else that dialog goes on with somebody else.
   */
  readonly replacesDialogs?: boolean;
  /** A test may stand in for time. */
  readonly clock?: Clock;
  /** Loopback port; any free one when not given. */
  readonly port?: number;
}

/** One call as it truly is at a phone or queue, whatever the phone tells. */
export interface CallAtPhone {
  /** Names this end of it for the control methods; at a phone also SIP Call-ID and dialog id. */
  readonly id: string;
  /** The same for all its ends until it is over: callID of CSTA. */
  readonly callId: string;
  readonly state: LegState;
  readonly direction: 'initiator' | 'recipient';
  /** Who else is in it. */
  readonly others: readonly Party[];
  /** Digits that were heard here. */
  readonly heard: string;
}

/**
 * A training site's telephony on loopback: an exchange, its queues and desk phones, that speak SIP over WebSocket
 * (RFC 7118). What happens at phones and outside is driven here. Methods that act on a call take the id of one of its
 * ends; they do nothing where that cannot be done, for example because the call is over.
 */
export interface TrainingPhones {
  /** For `telephony.servers` of the configuration. */
  readonly url: string;
  readonly domain: string;
  /** `sip:NUMBER@domain` of a number or a queue. */
  addressOfRecord(number: string): string;

  /**
   * Somebody outside calls `number`, a phone or a queue; `from` null withholds the caller's number. Gives the id of
   * the end there.
   */
  incomingCall(call: { number: string; from: string | null; displayName?: string | null }): string;
  answerAtPhone(id: string): void;
  holdAtPhone(id: string): void;
  retrieveAtPhone(id: string): void;
  hangUpAtPhone(id: string): void;
  /** Whoever rings at the other end answers. */
  remoteAnswers(id: string): void;
  /** Everybody else leaves: the caller gives up, or hangs up. */
  remoteHangsUp(id: string): void;
  /** Somebody dials on the phone itself, a number outside, a colleague or a queue; gives the id of its end. */
  dialAtPhone(number: string, to: string): string;

  /** Holds the call and dials somebody about it; gives the id of the new end, or null where that is not possible. */
  consultAtPhone(id: string, to: string): string | null;
  alternateAtPhone(heldId: string, activeId: string): void;
  /** The others of both calls talk to one another; the call of `heldId` goes on under its callId. */
  transferAtPhone(heldId: string, activeId: string): void;
  singleStepTransferAtPhone(id: string, to: string): void;
  conferenceAtPhone(heldId: string, activeId: string): void;
  deflectAtPhone(id: string, to: string): void;
  /** Takes the call that rings at a colleague's or waits in a queue; gives the id of its end here, or null. */
  pickUpAtPhone(number: string, target: string): string | null;
  pressAtPhone(id: string, digits: string): void;
  /** The other end passes us on to somebody outside, who talks at once. */
  remoteTransfers(id: string, to: Party): void;
  /** One member leaves the conference. */
  memberLeaves(id: string, number: string): void;

  /** The calls at a phone or queue, the oldest first; those that are over are not in it. */
  callsAt(number: string): readonly CallAtPhone[];
  /** What was heard at the ends outside of this call, for DTMF. */
  heardByOthers(id: string): string;

  setRegistered(number: string, registered: boolean): void;
  doNotDisturb(number: string): boolean;
  setDoNotDisturb(number: string, on: boolean): void;
  /** Every call to the number goes on to another one; null takes it back. */
  setForward(number: string, to: string | null): void;
  agentState(number: string): AgentState;
  setAgentState(number: string, state: AgentState): void;
  /** The PIDF document that was published for a number last; null where none is. */
  presence(number: string): string | null;

  /** Makes the phone of a number one of another kind, as if it had been unplugged and exchanged. */
  setBrand(number: string, brand: BrandName): void;
  /** What is wrong with one phone. */
  setPhoneFault(number: string, fault: PhoneFault, on: boolean): void;
  /** What is wrong with the whole exchange. */
  setFault(fault: Fault, on: boolean): void;
  attack(kind: Hostility): void;

  /** How much there is, to find what is left over. */
  counts(): {
    readonly calls: number;
    readonly legs: number;
    readonly timers: number;
    readonly connections: number;
    readonly subscriptions: number;
    readonly sessions: number;
  };
  stop(): Promise<void>;
}
