import type { CardKind, CardState, TrainingDamage } from '../../native/card/protocol.ts';
import type { Failure } from '../failures/index.ts';
import type { SessionState } from '../identity/session-state.ts';
import type { Call, Capabilities, LinkState, PhoneDevice } from '../telephony/ports.ts';

/** What pages show. Main makes these; a page holds a copy and nothing else (DESIGN rule 4). No token, no key. */

export interface EnvironmentView {
  readonly kind: 'formation' | 'production';
  readonly label: string;
  readonly site: string;
  readonly helpdeskPhone: string;
  readonly version: string;
}

export type CardView =
  | { readonly kind: 'starting' | 'middleware-missing' | 'service-stopped' | 'no-reader' | 'not-answering' }
  | { readonly kind: 'reader-empty' | 'reading' | 'card-unknown' | 'no-certificate'; readonly reader: string }
  | (Omit<Extract<CardState, { kind: 'card-present' }>, 'chain'> & {
      /** Whether it is the card that opened the session: a locked station takes no other. */
      readonly inUse: boolean;
    });

export type SessionView = SessionState;

export type BindingView =
  /** `remembered` is the number of the last shift on this station, offered in the field. */
  | { readonly kind: 'unbound'; readonly remembered: string | null; readonly failure: Failure | null }
  | { readonly kind: 'binding'; readonly number: string }
  | { readonly kind: 'choose-device'; readonly number: string; readonly devices: readonly PhoneDevice[] }
  | { readonly kind: 'bound'; readonly number: string; readonly device: PhoneDevice };

export interface PhoneView {
  readonly binding: BindingView;
  readonly link: LinkState;
  /** False while no phone is registered for the bound number: no call can come, even with the link up. */
  readonly phoneRegistered: boolean;
  readonly calls: readonly Call[];
  readonly capabilities: Capabilities;
  readonly droppedDocuments: number;
}

export interface DisplayView {
  readonly id: number;
  /** « Écran 1 (1920 × 1080) », for a person. */
  readonly label: string;
  readonly primary: boolean;
}

export interface SettingsView {
  readonly displays: readonly DisplayView[];
  /** Id of the display that the bar is asked to be on; it may be absent for now. */
  readonly barDisplay: number | null;
  readonly barCollapsed: boolean;
}

/** Something main wants a person to know: settings set aside, a process restarted, … */
export interface NoticeView {
  readonly id: number;
  readonly failure: Failure;
}

export interface TrainingView {
  /** What is in the simulated reader. */
  readonly inserted: string | null;
  readonly damage: TrainingDamage;
  readonly cards: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: CardKind;
    readonly pin: string;
    readonly note: string;
  }[];
  readonly phones: readonly { readonly number: string; readonly label: string }[];
  readonly callers: readonly { readonly id: string; readonly label: string }[];
}

export interface StationView {
  readonly environment: EnvironmentView;
  /** Why the program cannot work at all, for example a malformed configuration; nothing else is then shown. */
  readonly stopped: Failure | null;
  readonly card: CardView;
  readonly session: SessionView;
  readonly phone: PhoneView;
  readonly settings: SettingsView;
  readonly notices: readonly NoticeView[];
  /** Null outside training. */
  readonly training: TrainingView | null;
}

export interface BarView {
  readonly environment: EnvironmentView;
  /** Null when nobody is signed in. */
  readonly agent: { readonly name: string; readonly role: string; readonly entity: string } | null;
  readonly locked: boolean;
  readonly phone: PhoneView;
  readonly collapsed: boolean;
}
