import type { Observable } from '../../shared/listeners.ts';

/** Who this station is to the exchange. */
export interface SipIdentity {
  /** For example `sip:1501@samu44.example`. */
  readonly addressOfRecord: string;
  readonly credential: { readonly username: string; readonly password: string } | null;
}

export type SipLinkState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'up'; readonly server: string }
  | { readonly kind: 'stopped' };

/** A final answer; 408 when none came in time and 503 when the link went away, as RFC 3261 §8.1.3.1 has it. */
export interface SipResponse {
  readonly code: number;
  /** Every value of a header, lists taken apart at commas, trimmed. */
  headers(name: string): readonly string[];
  /** `''` when it has none. */
  readonly body: string;
}

export interface SipBody {
  readonly contentType: string;
  readonly content: string;
}

export interface SipRequest {
  readonly method: 'OPTIONS' | 'NOTIFY' | 'REFER' | 'MESSAGE' | 'PUBLISH';
  readonly uri: string;
  /** Whole header lines, `Name: value`. */
  readonly headers?: readonly string[];
  readonly body?: SipBody;
  /** Milliseconds; 4,000 when not given. */
  readonly deadline?: number;
}

export interface SipNotification {
  /** One value a SUBSCRIBE dialog. */
  readonly subscription: string;
  /** `''` when the NOTIFY has none. */
  readonly body: string;
  /** When the message came off the socket: ms since the epoch, with a fraction. */
  readonly receivedAt: number;
}

/** Why a subscription is over: the code of a refusal, or what `Subscription-State: terminated` gives. */
export interface SipSubscriptionEnd {
  readonly code: number | null;
  readonly reason: string | null;
  /** Milliseconds that the notifier asks to wait. */
  readonly retryAfter: number | null;
}

export interface SipSubscribeRequest {
  readonly uri: string;
  readonly event: string;
  readonly accept: string;
  /** Seconds asked for. */
  readonly expires: number;
  readonly onNotify: (notification: SipNotification) => void;
  /** Called once at most; not after `unsubscribe`, nor when the link goes away: nothing outlives its connection. */
  readonly onEnd: (end: SipSubscriptionEnd) => void;
}

export interface SipSubscription {
  unsubscribe(): void;
}

/** A call leg of ours that was answered. */
export interface SipSession {
  refer(to: string, deadline: number): Promise<SipResponse>;
  /** Resolves once the other side reports progress of the REFER beyond 100 (RFC 3515 §2.4.5), has left, or is late. */
  progress(deadline: number): Promise<void>;
  bye(): void;
}

export type SipInviteOutcome =
  | { readonly ok: true; readonly session: SipSession }
  | { readonly ok: false; readonly code: number };

/** What came by INFO inside a dialog of ours (RFC 6086 §4). */
export interface SipInfo extends SipBody {
  /** Its CSeq: one more than that of the request before, unless something was lost on the way (RFC 3261 §12.2.1.1). */
  readonly sequence: number;
  /** When the message came off the socket: ms since the epoch, with a fraction. */
  readonly receivedAt: number;
}

export interface SipInfoDialogRequest {
  readonly uri: string;
  readonly headers: readonly string[];
  readonly body: SipBody;
  /** Milliseconds to be answered in; then it is cancelled. */
  readonly deadline: number;
  /** Gives the code of the answer. */
  readonly onInfo: (info: SipInfo) => number;
  /** The other side has left. Called once at most; not after `end`, nor when the link goes away. */
  readonly onEnd: () => void;
}

/** A dialog of ours that carries INFO both ways and never a call. */
export interface SipInfoDialog {
  info(body: SipBody, deadline: number): Promise<SipResponse>;
  /** Sends BYE. */
  end(): void;
}

export type SipInfoDialogOutcome =
  | { readonly ok: true; readonly dialog: SipInfoDialog; readonly answer: SipResponse }
  /** The code of the refusal; below 200 where the other side began to ring, and was told to stop. */
  | { readonly ok: false; readonly code: number };

/** Requests of this station as a SIP user agent without media; never rejects, never throws on what it receives. */
export interface SipUserAgent {
  request(request: SipRequest): Promise<SipResponse>;
  /** Keeps one subscription alive by refreshing it (RFC 6665 §4.1.2.2). */
  subscribe(request: SipSubscribeRequest): SipSubscription;
  invite(request: {
    readonly uri: string;
    readonly headers: readonly string[];
    readonly body: SipBody;
    /** Milliseconds to be answered in; then it is cancelled. */
    readonly deadline: number;
  }): Promise<SipInviteOutcome>;
  openInfoDialog(request: SipInfoDialogRequest): Promise<SipInfoDialogOutcome>;
}

/** A user agent that is connected again whenever it was cut off; `state` turns `up` anew at each connection. */
export interface SipLink extends SipUserAgent {
  readonly state: Observable<SipLinkState>;
  /** Messages that were no SIP, or too long. */
  readonly dropped: Observable<number>;
  /** INFO and NOTIFY of no dialog of ours: refused. */
  readonly strays: Observable<number>;
  /** Within a second, whatever the server does. */
  stop(): Promise<void>;
}
