import type { Result } from '../../failures/index.ts';
import type { Unsubscribe } from '../../shared/listeners.ts';
import type { ConnectionReport, DialogReference } from '../connections.ts';
import type { CstaAgentState, CstaRequest, CstaService } from '../csta/ports.ts';
import type { DialogInfo } from '../documents/dialog-info.ts';
import type { BindOutcome, LinkState, PhoneDevice, PhoneTarget } from '../ports.ts';

/**
 * The half of the phone that speaks SIP, as the half that holds the calls sees it: it says what was received and
 * sends what it is told, and remembers no call. It may run in another process and die there alone.
 */
export interface Line {
  /** `watch` is the number given to the watch that the event is of: one that is over may still have some on the way. */
  onEvent(listener: (event: LineEvent, watch: number) => void): Unsubscribe;
  /** Has ready what a `watch` needs whatever its number. */
  prepare(): void;
  /**
   * Finds the device of a number and watches it until `unwatch`, through every loss of the link.
   * `Phone_NumberUnknown`, `Phone_NotRegistered`, `Phone_WatchRefused`, `Phone_ServerUnreachable`, and
   * `Phone_BindingInterrupted` when another `watch` or `unwatch` came meanwhile.
   */
  watch(target: PhoneTarget, watch: number): Promise<Result<BindOutcome>>;
  unwatch(): Promise<void>;
  /** Subscribes to the dialogs anew, which gives a full document. */
  resubscribe(): void;
  /** Makes the phone call `number`; success only means that the phone took the order. */
  dial(number: string): Promise<Result<undefined>>;
  /** Asks the phone for something about one of its dialogs; success only means that it took the order. */
  signal(order: PhoneOrder, dialog: DialogReference): Promise<Result<undefined>>;
  /**
   * Asks the phone for a service over uaCSTA. Success only means that the phone took the request: what came of it is
   * told by events. `Phone_CannotAct` where the phone does not offer it or speaks no uaCSTA now, `Phone_CallGone`,
   * `Phone_ActionRefused`, `Phone_NotConfirmed` when it does not answer, `Phone_LinkDown`.
   */
  csta(request: CstaRequest): Promise<Result<undefined>>;
  close(): Promise<void>;
}

/** `talk` and `hold` are NOTIFY events; `bye` is REFER with `method=BYE` (RFC 3515). */
export type PhoneOrder = 'talk' | 'hold' | 'bye';

/** What a phone says of itself in its answer to OPTIONS (RFC 3261 §11), lower-case; null when it does not say. */
export interface PhoneFeatures {
  readonly allow: readonly string[] | null;
  readonly allowEvents: readonly string[];
  readonly supported: readonly string[];
}

export type LineEvent =
  | { readonly type: 'link'; readonly link: LinkState }
  /** The watched device as it is registered now, or null while it is not. */
  | { readonly type: 'device'; readonly device: PhoneDevice | null }
  | { readonly type: 'features'; readonly features: PhoneFeatures }
  | {
      readonly type: 'dialogs';
      readonly subscription: string;
      /** Null for a NOTIFY without a body. */
      readonly document: DialogInfo | null;
      /** When the SIP message came off the socket: ms since the epoch, with a fraction. */
      readonly receivedAt: number;
    }
  /** What the phone offers over uaCSTA; null while there is no session, and its dialogs alone tell of its calls. */
  | { readonly type: 'csta'; readonly services: readonly CstaService[] | null }
  /** From uaCSTA: the connections of the phone, all of them or those that changed. */
  | {
      readonly type: 'connections';
      readonly report: ConnectionReport;
      /** When the SIP message came off the socket: ms since the epoch, with a fraction. */
      readonly receivedAt: number;
    }
  | { readonly type: 'do-not-disturb'; readonly on: boolean }
  /** From uaCSTA, where it offers agent services. */
  | { readonly type: 'agent'; readonly state: CstaAgentState }
  /** Documents and messages dropped since the line was made. */
  | { readonly type: 'dropped'; readonly count: number };
