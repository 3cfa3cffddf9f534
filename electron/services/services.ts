import type { SystemKeys } from '../dialling/shortcuts.ts';
import type { Failure } from '../failures/index.ts';
import type { AccountService } from '../identity/account/account-service.ts';
import type { CardProcess } from '../identity/card/index.ts';
import type { DegradedOffer } from '../identity/degraded/index.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import type { Journal } from '../identity/journal/index.ts';
import type { PscMemory } from '../identity/psc-memory.ts';
import type { OperatorCommand } from '../operator-command.ts';
import type { ScreenSource } from '../screenshots/index.ts';
import type { Configuration, PscConfiguration } from '../settings/configuration.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { PhoneBinding } from '../telephony/binding.ts';
import type { DeskPhone } from '../telephony/index.ts';
import type { WindowPicture } from '../telephony/outage-captures.ts';
import type { SecretStorage } from '../vault/index.ts';
import type { AssistanceServices } from './assistance.ts';
import type { BoardServices } from './board.ts';
import type { CallLogService } from './call-log.ts';
import type { DiallingServices } from './dialling.ts';
import type { DirectoryServices } from './directory.ts';
import type { LrmService } from './lrm.ts';
import type { OutageServices } from './outages.ts';
import type { ScreenshotServices } from './screenshots.ts';
import type { SupportService } from './support.ts';
import type { TrainingControls } from './training-controls.ts';
import type { VerificationParts, VerificationService } from './verification.ts';

/** Where the entries of the processes of their own are, in the built application. */
export interface Entries {
  readonly card: string;
  readonly telephony: string;
  readonly board: string;
  readonly records: string;
  readonly lrm: string;
  readonly support: string;
  readonly ocr: string;
  readonly training: string;
}

export interface ServicesOptions {
  readonly configuration: Configuration;
  readonly entries: Entries;
  readonly settings: SettingsStore;
  /** Folder of what this workstation remembers of people. */
  readonly directory: string;
  readonly secretStorage: SecretStorage;
  readonly openBrowser: (url: string) => Promise<void>;
  /** Seconds since the last key or move of the mouse. */
  readonly idleSeconds: () => number;
  readonly tell: (failure: Failure) => void;
  /** The same for what somebody just asked for: it has to be seen. */
  readonly show: (failure: Failure) => void;
  /** Told of each bug, which the log keeps. */
  readonly report: (message: string, error: unknown) => void;
  readonly openDial: () => void;
  readonly keys: SystemKeys;
  /** The text that somebody copied. */
  readonly copied: () => Promise<string>;
  readonly onTrainingEnd: () => void;
  /** Whether the system knows of any network. */
  readonly isOnline: () => boolean;
  readonly verification: VerificationParts;
  /** Pictures of our own windows, those that are there. */
  readonly captureWindows: () => Promise<readonly WindowPicture[]>;
  /** What this workstation shows. */
  readonly screen: ScreenSource;
  /** Captures what the screen shows now, where the mouse is. */
  readonly captureScreen: () => void;
}

export interface Services {
  readonly card: CardProcess;
  readonly identity: IdentityService;
  readonly account: AccountService;
  readonly journal: Journal;
  readonly pscMemory: PscMemory;
  readonly phone: DeskPhone;
  readonly binding: PhoneBinding;
  readonly callLog: CallLogService;
  readonly directory: DirectoryServices;
  readonly outages: OutageServices;
  readonly board: BoardServices['board'];
  readonly agent: BoardServices['agent'];
  /** What an operator asks of the phone. */
  readonly command: OperatorCommand;
  readonly dialling: DiallingServices;
  /** Null where the site has no coupling with its regulation software. */
  readonly lrm: LrmService | null;
  /** Whom to call, and what helps beside a report. */
  readonly assistance: AssistanceServices;
  /** What people write to the support. */
  readonly support: SupportService;
  /** Captures without personal data. */
  readonly screenshots: ScreenshotServices;
  /** Whether this workstation is fit. */
  readonly verification: VerificationService['verification'];
  /** What became of it, month by month. */
  readonly months: VerificationService['months'];
  /** What is wrong with it that nobody has read yet. */
  readonly troubles: VerificationService['troubles'];
  readonly training: TrainingControls | null;
  readonly signIn: {
    readonly otp: boolean;
    readonly psc: PscConfiguration | null;
    readonly degraded: DegradedOffer;
  };
  /** Does beforehand what somebody who is about to sign in will wait for. */
  prepare(): void;
  /** Ends the session and lets the phone go. */
  signOut(): Promise<void>;
  /** The same, then ends every process, within the time that quitting leaves. */
  close(): Promise<void>;
}
