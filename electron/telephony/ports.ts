import type { Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';

/** ECMA-323 services that the bar offers today, in this product's short names. */
export const phoneActions = ['dial', 'answer', 'hangUp', 'hold', 'retrieve'] as const;
export type PhoneAction = (typeof phoneActions)[number];

/** Why an action is greyed; each reason has its French text in `resources/fr/telephony.json`. */
export type UnavailableReason = 'not-bound' | 'link-down' | 'phone-cannot' | 'phone-unregistered' | 'asking';

export type Capability =
  | { readonly available: true }
  | { readonly available: false; readonly reason: UnavailableReason };

export type Capabilities = Readonly<Record<PhoneAction, Capability>>;

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
  /** What is shown may be wrong since `since` (ms since the epoch); `attempt` counts the reconnections. */
  | { readonly kind: 'stale'; readonly since: number; readonly attempt: number };

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
  dial(number: string): Promise<Result<undefined>>;
  /** The four act on a call of the state by its id; each resolves on the event that confirms it. */
  answer(callId: string): Promise<Result<undefined>>;
  hangUp(callId: string): Promise<Result<undefined>>;
  hold(callId: string): Promise<Result<undefined>>;
  retrieve(callId: string): Promise<Result<undefined>>;
  /** Ends the adapter: subscriptions are withdrawn within a deadline. */
  close(): Promise<void>;
}
