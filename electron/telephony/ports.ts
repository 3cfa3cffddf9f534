import type { Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';
import type { CstaAgent } from './agent/csta-agent.ts';

/** What can be asked of a phone, in this product's short names; `docs/telephony.md` pairs them with ECMA-323 services. */
export const phoneActions = [
  'dial',
  'answer',
  'hangUp',
  'hold',
  'retrieve',
  'alternate',
  'consult',
  'transfer',
  'singleStepTransfer',
  'conference',
  'generateDigits',
  'deflect',
  'pickUp',
  'doNotDisturb',
] as const;
export type PhoneAction = (typeof phoneActions)[number];

/** One request of an operator to the phone. Calls are named by their ids in the state, numbers are as typed. */
export type PhoneCommand =
  | { readonly action: 'dial'; readonly number: string }
  | { readonly action: 'answer' | 'hangUp' | 'hold' | 'retrieve'; readonly callId: string }
  /** Comes back to the held call and holds the one in conversation, in one step. */
  | { readonly action: 'alternate'; readonly callId: string }
  /** Holds the call and calls a colleague about it; afterwards the two are transferred, joined, or alternated. */
  | { readonly action: 'consult'; readonly callId: string; readonly number: string }
  /** Attended: the parties of the two calls talk to one another, this phone leaves. */
  | { readonly action: 'transfer'; readonly callId: string; readonly otherId: string }
  /** Blind. */
  | { readonly action: 'singleStepTransfer'; readonly callId: string; readonly number: string }
  /** Everybody of the two calls talks together; either may be a conference already. */
  | { readonly action: 'conference'; readonly callId: string; readonly otherId: string }
  /** `0-9 * # A-D`, heard by the other side (DTMF). */
  | { readonly action: 'generateDigits'; readonly callId: string; readonly digits: string }
  /** A call that rings here rings there instead. */
  | { readonly action: 'deflect'; readonly callId: string; readonly number: string }
  /** Takes a call that rings at `number`: a colleague or a queue. */
  | { readonly action: 'pickUp'; readonly number: string }
  | { readonly action: 'doNotDisturb'; readonly on: boolean };

/** Why an action is greyed; each reason has its French text in `resources/fr/telephony.json`. */
export type UnavailableReason = 'not-bound' | 'link-down' | 'phone-cannot' | 'phone-unregistered' | 'asking';

export type Capability =
  | { readonly available: true }
  | { readonly available: false; readonly reason: UnavailableReason };

export type Capabilities = Readonly<Record<PhoneAction, Capability>>;

/** The same for every action. */
export function everyAction(capability: Capability): Capabilities {
  return {
    dial: capability,
    answer: capability,
    hangUp: capability,
    hold: capability,
    retrieve: capability,
    alternate: capability,
    consult: capability,
    transfer: capability,
    singleStepTransfer: capability,
    conference: capability,
    generateDigits: capability,
    deflect: capability,
    pickUp: capability,
    doNotDisturb: capability,
  };
}

/** One device registered for the number, from the `reg` event package (RFC 3680). */
export interface PhoneDevice {
  /** `+sip.instance` (RFC 5626) where the phone gives one, else its contact. */
  readonly id: string;
  readonly userAgent: string | null;
  readonly contact: string;
}

export type LinkState =
  | { readonly kind: 'down' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'up'; readonly server: string }
  /**
   * What is shown may be wrong since `since` (ms since the epoch); `attempt` counts the reconnections. `restarting`: the
   * telephony process itself died or hung, and another one is started.
   */
  | {
      readonly kind: 'stale';
      readonly since: number;
      readonly attempt: number;
      readonly restarting?: boolean;
    };

export type CallState = 'ringing' | 'dialling' | 'connected' | 'held' | 'ended';

/** One call of the phone as the bar shows it. Times are ms since the epoch on this station's clock. */
export interface Call {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: CallState;
  /** Digits as the exchange gives them; null when withheld. */
  readonly number: string | null;
  /** Text from the network: show as text only. */
  readonly displayName: string | null;
  readonly startedAt: number;
  readonly connectedAt: number | null;
  readonly heldAt: number | null;
  readonly endedAt: number | null;
  /** False when the call was already there when it was first seen: its timers count from then. */
  readonly seenFromStart: boolean;
  /** The others of a conference, two at least; empty for a call with one other party. */
  readonly members: readonly CallParty[];
  /** Id of the call that this one was made about (a consultation), while both live. */
  readonly consultationOf: string | null;
}

/** Who is at an end of a call: digits, a name as text from the network, or nothing when withheld. */
export interface CallParty {
  readonly number: string | null;
  readonly displayName: string | null;
}

export interface PhoneState {
  readonly link: LinkState;
  /** Null until a number is bound. */
  readonly number: string | null;
  readonly device: PhoneDevice | null;
  /** False while the bound phone is off or unplugged: no call can come, whatever the link says. */
  readonly registered: boolean;
  /** Ordered: oldest first; ended calls stay a few seconds. */
  readonly calls: readonly Call[];
  readonly capabilities: Capabilities;
  /** Null where the phone does not tell. */
  readonly doNotDisturb: boolean | null;
  /** What was dialled last from here since the phone was bound, to dial it again; null when nothing was. */
  readonly lastDialled: string | null;
  /** Documents dropped as malformed, oversized or hostile since the start. */
  readonly droppedDocuments: number;
  /** When the SIP message that caused this state came off the socket, for measurements; ms with a fraction. */
  readonly receivedAt?: number;
}

export interface PhoneTarget {
  readonly number: string;
  readonly addressOfRecord: string;
  readonly credential: { readonly username: string; readonly password: string } | null;
  /** Which device, when several are registered; null takes the only one. */
  readonly deviceId: string | null;
  /** The one to take without asking when it is among several. */
  readonly preferredDeviceId?: string | null;
}

export type BindOutcome =
  | { readonly kind: 'bound'; readonly device: PhoneDevice }
  | { readonly kind: 'choose'; readonly devices: readonly PhoneDevice[] };

/** A desk phone that is watched and, as far as it can, controlled. */
export interface DeskPhone {
  readonly state: Observable<PhoneState>;
  /** Somebody is about to bind: has ready what takes time and needs no number. Never fails. */
  prepare(): void;
  /** Finds the phone of a number and watches it. Fails by name: `Phone_NotRegistered`, `Phone_WatchRefused`, … */
  bind(target: PhoneTarget): Promise<Result<BindOutcome>>;
  unbind(): Promise<void>;
  /**
   * Resolves on the event that confirms it, never on an answer of the phone alone; fails by name: `Phone_NotBound`,
   * `Phone_CannotAct`, `Phone_ActionRefused`, `Phone_NotConfirmed`, …
   */
  command(command: PhoneCommand): Promise<Result<undefined>>;
  /** Agent services of the phone's exchange; absent where the adapter has none. */
  readonly agent?: CstaAgent;
  /** Ends the adapter: subscriptions are withdrawn within a deadline. */
  close(): Promise<void>;
}
