import { z } from 'zod';
import type { Failure } from '../../failures/index.ts';
import type { LrmState } from '../../lrm/ports.ts';
import type { ServiceRequest } from '../../support/catalogue/index.ts';
import type { Outage } from '../../telephony/outage.ts';
import type { CapturesState } from '../../telephony/outage-captures.ts';
import type { AccountView } from './account.ts';
import type { CallLogView } from './call-log.ts';
import type { DirectoryView } from './directory.ts';
import type { EnvironmentView } from './environment.ts';
import type { EscalationView } from './escalation.ts';
import type { CardView, SessionView, SignInView } from './identity.ts';
import type { SettingsView } from './settings.ts';
import { nothing } from './shapes.ts';
import type { SupportView } from './support.ts';
import type { PhoneView } from './telephony.ts';
import type { TrainingView } from './training.ts';
import type { VerificationView } from './verification.ts';

export const stationRequests = {
  'station.view': nothing,
  /** Somebody types the PIN: what takes time is started meanwhile. */
  'station.prepare': nothing,
  /** What was asked for is open. */
  'station.attended': nothing,
  'station.openBoard': nothing,
  'station.openCapture': nothing,
  'notice.dismiss': z.strictObject({ id: z.int() }),
  'app.quit': nothing,
  'link.open': z.strictObject({ url: z.url().max(500) }),
} as const;

export interface StationReplies {
  'station.view': StationView;
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
  /** Null until the services run. */
  readonly escalation: EscalationView | null;
  /** What the support does on request; empty until the services run. */
  readonly requests: readonly ServiceRequest[];
  readonly support: SupportView | null;
  /** What another window asked this one to open; null once it has. `check` is the one to look at. */
  readonly asked:
    | { readonly panel: 'verification'; readonly check: string | null }
    | { readonly panel: 'support'; readonly tab: 'tickets' }
    | null;
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

/** Something main wants a person to know: settings set aside, a process restarted, … */
export interface NoticeView {
  readonly id: number;
  readonly failure: Failure;
}
