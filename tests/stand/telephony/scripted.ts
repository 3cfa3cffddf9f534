export type ScriptedCallState = 'calling' | 'ringing' | 'talking' | 'ended';

/** One call of a scripted party, placed or received. */
export interface ScriptedCall {
  readonly callId: string;
  /** The other party, as in `"Name" <sip:number@domain>`. */
  readonly remote: string;
  readonly state: ScriptedCallState;
  /** The final status of the INVITE, 0 as long as there is none. */
  readonly finalStatus: number;
  answer(): void;
  /** CANCEL, refusal or BYE, as the state demands. */
  hangup(): void;
  until(state: ScriptedCallState, timeoutMs?: number): Promise<void>;
}

/** What a call needs of its party. */
export interface Line {
  /** The party's own address, as in `"Name" <sip:number@domain>`. */
  readonly address: string;
  readonly contact: string;
  readonly hostPort: string;
  readonly domain: string;
  send(text: string): void;
}

/**
 * A SIP party without media, over UDP on loopback: quick enough for many calls. Take many of them for many
 * calls: the exchange publishes all recent calls of one number in one document.
 */
export interface ScriptedParty {
  readonly number: string;
  call(to: string): ScriptedCall;
  /** Makes the number reachable; only for numbers that need no password. */
  register(): Promise<void>;
  /** The next incoming call, ringing already. */
  nextCall(timeoutMs?: number): Promise<ScriptedCall>;
  close(): Promise<void>;
}
