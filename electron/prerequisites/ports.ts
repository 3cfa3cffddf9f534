import type { CardInspection, CardState } from '../../native/card/protocol.ts';
import type { Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';
import type { PhoneCommand, PhoneState } from '../telephony/ports.ts';
import type { Report } from './rules/report.ts';

/** What of a phone's state matters here: nobody's number, no call. */
export type PhoneSummary = Pick<PhoneState, 'link' | 'registered' | 'capabilities'> & {
  readonly isBound: boolean;
};

/** The phone as a trial call needs it. */
export interface TrialPhone {
  readonly state: Observable<Pick<PhoneState, 'calls' | 'capabilities'>>;
  readonly isBound: () => boolean;
  /** By the rules of the site, as everything that an operator asks. */
  readonly command: (command: PhoneCommand) => Promise<Result<undefined>>;
}

/** The machine, by whatever system runs it. */
export interface Machine {
  /** What a person calls the system and its version, and how well it is supported. */
  system(): Promise<SystemVersion>;
  /** Bytes. */
  memory(): number;
  /** Bytes that this user may still write where `folder` is, or will be. */
  freeSpace(folder: string): Promise<number>;
  /** Whether the system keeps its clock by a time server; null where it cannot be asked. */
  synchronisesClock(signal: AbortSignal): Promise<boolean | null>;
  /** The headsets that are plugged in, by name; null where the system cannot be asked. */
  headsets(signal: AbortSignal): Promise<readonly string[] | null>;
  /** The names of the programs that run, as the system lists them; none where it cannot be asked. */
  programs(signal: AbortSignal): Promise<readonly string[]>;
}

export interface SystemVersion {
  readonly name: string;
  readonly support: 'current' | 'ending' | 'over' | 'unknown';
}

/** What only a program with a window system knows. Null where there is none. */
export interface Desktop {
  readonly screens: () => readonly { readonly width: number; readonly height: number }[];
  readonly hasSecretStorage: () => boolean;
}

/** How a request to an address leaves this machine. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly host: string; readonly port: number; readonly secure: boolean }
  /** A proxy of a kind that is not tried out here: SOCKS. */
  | { readonly kind: 'other'; readonly name: string };

/** The system's proxies, PAC files included. Rejects where their settings cannot be read. */
export type RouteOf = (url: string) => Promise<Route>;

/** The card process; null when it does not answer. */
export type InspectCard = (
  /** Whether what the reader holds matters too: it may take long to read. */
  wanted: 'software' | 'card',
  signal: AbortSignal,
) => Promise<InspectedCard | null>;

export type InspectedCard = CardInspection & { readonly state: CardState };

/** The phone of whoever works here; null while nobody does. */
export type SummarisePhone = () => PhoneSummary | null;

/** What is laid out on paper. */
export interface Sheet {
  readonly report: Report;
  /** What it found otherwise than the run before, as lines. */
  readonly changes: readonly string[];
}

/** Lays a report out on A4, its pages numbered. */
export interface ReportPrinter {
  /** A tagged PDF. Rejects when the page is not laid out. */
  pdf(sheet: Sheet): Promise<Buffer>;
  /** Through the system's dialog, which a person may close without printing. */
  print(sheet: Sheet): Promise<'printed' | 'given-up' | 'failed'>;
}
