import type { CardKind, CardState, TrainingDamage } from '../../native/card/protocol.ts';
import type { CallLogState } from '../call-log/call-log.ts';
import type { LogQuery } from '../call-log/rules/query.ts';
import type { DialOffer } from '../dialling/offered-numbers.ts';
import type { PassingFailure } from '../dialling/passing-refusal.ts';
import type { Shortcut } from '../dialling/shortcuts.ts';
import type { CallerIdentity, DirectoryState } from '../directory/index.ts';
import type { Failure } from '../failures/index.ts';
import type { Account, OtpChannel } from '../identity/account/account.ts';
import type { DegradedOffer } from '../identity/degraded/index.ts';
import type { JournalEntry } from '../identity/journal/entry.ts';
import type { PscChannel } from '../identity/ports.ts';
import type { SessionState } from '../identity/session-state.ts';
import type { LrmState } from '../lrm/ports.ts';
import type { CheckPhase, Group, Report, ReportEntry } from '../prerequisites/index.ts';
import type { AgentStatus } from '../telephony/agent/ports.ts';
import type { BoardLink, BoardState, Priority } from '../telephony/board/ports.ts';
import type { Outage } from '../telephony/outage.ts';
import type { CapturesState } from '../telephony/outage-captures.ts';
import type { Call, Capabilities, LinkState, PhoneDevice } from '../telephony/ports.ts';
import type { TelephonyFault } from './exercise.ts';

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

/** What the sign-in page offers. */
export interface SignInView {
  readonly otp: boolean;
  /** Null where the site does not offer PSC. */
  readonly psc: {
    readonly flow: 'ciba' | 'browser';
    readonly channels: readonly PscChannel[];
    /** Address of the activation page, for its QR code. */
    readonly activation: string;
    /** Whether this workstation can keep an identifier encrypted, and the one it keeps. */
    readonly canRemember: boolean;
    readonly remembered: string | null;
  } | null;
  /** Whether this station opens without the provider; each card is judged when it is tried. */
  readonly degraded: DegradedOffer;
  /** The last sign-in failed because the provider is away: the degraded mode is offered. */
  readonly providerAway: boolean;
}

/** The account of the signed-in person; null while nobody is, or in degraded mode. */
export interface AccountView {
  /** Null until it was read. */
  readonly account: Account | null;
  /** Why it could not be read. */
  readonly failure: Failure | null;
  /** Channels whose code was sent and not typed yet. Times in milliseconds since the epoch. */
  readonly tests: {
    readonly [K in OtpChannel]: {
      readonly value: string;
      readonly digits: number;
      readonly expiresAt: number;
      readonly resendAt: number;
      readonly triesLeft: number;
    } | null;
  };
}

export interface JournalView {
  /** The newest first, at most 5,000. */
  readonly entries: readonly JournalEntry[];
  /** How many there are; the export has them all. */
  readonly total: number;
  /** False where names cannot be kept encrypted: entries then carry none. */
  readonly keepsNames: boolean;
  /** Days after which an entry goes. */
  readonly days: number;
}

export interface JournalExport {
  /** Where it was written; null when the person gave up. */
  readonly file: string | null;
}

/** The call log, besides its entries, which a page asks for. */
export interface CallLogView extends CallLogState {
  /** `memory`: without secret storage it goes with the shift; `training`: nothing of it rests. */
  readonly kept: 'disk' | 'memory' | 'training';
  /** Days after which an entry goes. */
  readonly days: number;
}

/** Which entries of the call log are looked for. */
export interface CallLogFilter extends Omit<LogQuery, 'agent' | 'after'> {
  /** Of the person signed in only. */
  readonly mine: boolean;
}

export interface CallLogExport {
  /** Where it was written; null when the person gave up. */
  readonly file: string | null;
  readonly count: number;
}

/** What the checks of this workstation found, live. */
export interface VerificationView {
  readonly isRunning: boolean;
  readonly checks: readonly VerifiedCheck[];
  /** The last run that ended, its fingerprint as it is read out; null before the first. */
  readonly report: RunSummary | null;
  /** What it found otherwise than the run before: « Depuis hier : … ». */
  readonly changes: readonly string[];
}

export interface VerifiedCheck {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly phase: CheckPhase;
  /** Null until it was run; while it is run again, what was found before. */
  readonly entry: ReportEntry | null;
}

/** A month of this workstation, in sentences. */
export interface MonthView {
  /** `2026-11`, « novembre 2026 ». */
  readonly month: { readonly id: string; readonly name: string };
  readonly looks: string;
  /** That nothing was found; null where something was. */
  readonly well: string | null;
  readonly points: readonly {
    readonly id: string;
    readonly title: string;
    readonly verdict: 'warning' | 'failure';
    readonly lines: readonly string[];
  }[];
}

/** What the watch found wrong with the workstation, and nobody has read yet. */
export interface TroubleView {
  /** Of the check. */
  readonly id: string;
  readonly verdict: 'warning' | 'failure';
  readonly title: string;
  readonly finding: string;
}

/** One run, in a list of them. */
export interface RunSummary extends Pick<Report, 'date' | 'verdict' | 'counts' | 'complete'> {
  /** Its fingerprint, whole. */
  readonly id: string;
  /** As it is read out. */
  readonly fingerprint: string;
}

/** One run, whole: what a page shows of it, and a sheet of paper. */
export interface RunView extends RunSummary, Pick<Report, 'site' | 'environment' | 'version' | 'checks'> {
  /** What it found otherwise than the run before. */
  readonly changes: readonly string[];
}

export interface VerificationExport {
  /** Where it was written; null when the person gave up. */
  readonly file: string | null;
}

export type BindingView =
  /** `remembered` is the number of the last shift on this station, offered in the field. */
  | { readonly kind: 'unbound'; readonly remembered: string | null; readonly failure: Failure | null }
  | { readonly kind: 'binding'; readonly number: string }
  | { readonly kind: 'choose-device'; readonly number: string; readonly devices: readonly PhoneDevice[] }
  | { readonly kind: 'bound'; readonly number: string; readonly device: PhoneDevice };

/** The directory, besides its entries, which a page asks for. */
export interface DirectoryView extends DirectoryState {
  /** Host of the site's LDAP directory; null where there is none. */
  readonly ldapHost: string | null;
}

export interface DirectoryExport {
  /** Where it was written; null when the person gave up. */
  readonly file: string | null;
}

/** A call, with whom the directory knows at its other end; null while that is not known. */
export interface CallView extends Call {
  readonly caller: CallerIdentity | null;
}

export interface PhoneView {
  readonly binding: BindingView;
  readonly link: LinkState;
  /** False while no phone is registered for the bound number: no call can come, even with the link up. */
  readonly phoneRegistered: boolean;
  readonly calls: readonly CallView[];
  readonly capabilities: Capabilities;
  /** Null where the phone does not tell. */
  readonly doNotDisturb: boolean | null;
  /** What « Rappeler » dials; null when nothing was dialled yet. */
  readonly lastDialled: string | null;
  readonly droppedDocuments: number;
}

export interface DisplayView {
  readonly id: number;
  /** « Écran 1 (1920 × 1080) », for a person. */
  readonly label: string;
  readonly primary: boolean;
}

/** How much larger than drawn everything may be shown. */
export const zoomFactors = [1, 1.25, 1.5, 1.75, 2] as const;

export interface SettingsView {
  readonly displays: readonly DisplayView[];
  /** Id of the display that the bar is asked to be on; it may be absent for now. */
  readonly barDisplay: number | null;
  readonly barCollapsed: boolean;
  /** See `zoomFactors`. */
  readonly zoom: number;
  /** Keys that work in front of every program; empty until the services run. */
  readonly shortcuts: readonly Shortcut[];
  /** Keys that a workstation may choose. */
  readonly offeredKeys: readonly string[];
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
    /** For the other ways to sign in; null where this person has none. */
    readonly otp: { readonly identifier: string; readonly password: string } | null;
    readonly rpps: string | null;
  }[];
  readonly phones: readonly { readonly number: string; readonly label: string }[];
  readonly callers: readonly { readonly id: string; readonly label: string }[];
  /** What arrived on everybody's simulated telephone and mailbox, the newest first. */
  readonly messages: readonly TrainingMessage[];
  /** Requests on the simulated e-CPS application, waiting for an answer. */
  readonly ecps: readonly TrainingEcpsRequest[];
  /** The portal and its provider are cut off. */
  readonly portalBroken: boolean;
  /** What is wrong with the telephone, and whether colleagues and waiting rooms live by themselves. */
  readonly telephony: { readonly fault: TelephonyFault; readonly activity: boolean };
}

export interface TrainingMessage {
  readonly id: string;
  readonly kind: 'sms' | 'email';
  readonly to: string;
  /** Whose, for the person who trains. */
  readonly name: string;
  readonly subject: string | null;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** A link to follow is in it. */
  readonly hasLink: boolean;
}

export interface TrainingEcpsRequest {
  readonly id: string;
  readonly name: string;
  readonly digits: string;
  readonly channel: PscChannel;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface StationView {
  readonly environment: EnvironmentView;
  /** Why the program cannot work at all, for example a malformed configuration; nothing else is then shown. */
  readonly stopped: Failure | null;
  readonly card: CardView;
  readonly session: SessionView;
  readonly signIn: SignInView;
  readonly account: AccountView | null;
  /** Null until the services run. */
  readonly callLog: CallLogView | null;
  /** Null until the services run. */
  readonly directory: DirectoryView | null;
  /** Null until the services run. */
  readonly verification: VerificationView | null;
  /** What another window asked this one to open; null once it has. `check` is the one to look at. */
  readonly asked: { readonly panel: 'verification'; readonly check: string | null } | null;
  readonly phone: PhoneView;
  readonly settings: SettingsView;
  /** The coupling with the regulation software; null where the site has none. */
  readonly lrm: LrmState | null;
  readonly notices: readonly NoticeView[];
  /** Whether there is a board to open: the site has one, and a phone is bound. */
  readonly hasBoard: boolean;
  /** What is wrong with the telephony, or that it is over; null while all is well. */
  readonly outage: Outage | null;
  /** Screenshots of outages that this workstation keeps: when and of what, never the pictures. */
  readonly captures: CapturesState;
  /** Null outside training. */
  readonly training: TrainingView | null;
}

/** What a number is asked for: a new call, or something about a call that is there. */
export type NumberPurpose =
  | { readonly action: 'dial' }
  | { readonly action: 'consult' | 'singleStepTransfer' | 'deflect'; readonly callId: string };

/** What the window that takes the keyboard is open for: a number, or keys for a call. */
export type DialPurpose = NumberPurpose | { readonly action: 'generateDigits'; readonly callId: string };

export interface BarView {
  readonly environment: EnvironmentView;
  /** Null when nobody is signed in. */
  readonly agent: { readonly name: string; readonly role: string; readonly entity: string } | null;
  readonly locked: boolean;
  /** The session was opened without the portal: telephony only. */
  readonly degraded: boolean;
  readonly phone: PhoneView;
  readonly outage: Outage | null;
  readonly purpose: DialPurpose;
  /** Ids of the calls whose file the regulation software can show. */
  readonly withFile: readonly string[];
  /** What the number field is filled in with: a copied number, a link; null where it starts empty. */
  readonly offer: DialOffer | null;
  /** Why the last key or link did nothing, for a while. */
  readonly refusal: PassingFailure | null;
  readonly collapsed: boolean;
  /** The row of the secondary commands is there. */
  readonly expanded: boolean;
  /** Null where the site has no board. */
  readonly board: BoardSummaryView | null;
  /** The operator's own state at the exchange; null where the site keeps none. */
  readonly agentStatus: AgentStatus | null;
  /** The gravest first. */
  readonly troubles: readonly TroubleView[];
}

/** The waiting rooms in a strip. */
export interface BoardSummaryView {
  readonly link: BoardLink;
  readonly rooms: readonly {
    readonly id: string;
    readonly label: string;
    readonly waiting: number;
    readonly priority: Priority | null;
    /** Ms since the epoch; null when nobody waits. */
    readonly longestSince: number | null;
    /** False when that call was already there when it was first seen. */
    readonly longestSeenFromStart: boolean;
    /** Seconds of waiting after which a call is late. */
    readonly alertAfter: number;
    readonly live: boolean;
  }[];
}

/** The window of waiting rooms and colleagues; sent five times a second at most. */
export interface BoardView {
  readonly environment: EnvironmentView;
  readonly locked: boolean;
  /** Whether a phone is bound: nothing is followed without. */
  readonly bound: boolean;
  readonly calls: readonly Call[];
  readonly capabilities: Capabilities;
  readonly board: BoardState;
  readonly agent: AgentStatus | null;
}
