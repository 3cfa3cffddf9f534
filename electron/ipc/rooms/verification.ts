import { z } from 'zod';
import type { CheckPhase, Group, Report, ReportEntry } from '../../prerequisites/index.ts';
import type { SavedFile } from './saved-file.ts';
import { nothing } from './shapes.ts';

/** `2026-11` */
const month = z.string().regex(/^\d{4}-\d{2}$/);

/** A report of the verification is known by its fingerprint. */
export const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

const run = z.strictObject({ id: fingerprint });

export const verificationRequests = {
  'verification.run': nothing,
  'verification.runOne': z.strictObject({ id: z.string().min(1).max(200) }),
  'verification.cancel': nothing,
  /** The report as a page of text, for the clipboard. */
  'verification.text': run,
  /** As PDF, text or JSON: as the name says that is chosen for it. */
  'verification.save': run,
  'verification.print': run,
  'verification.runs': nothing,
  'verification.read': run,
  'verification.compare': z.strictObject({ one: fingerprint, other: fingerprint }),
  /** The months of which something is known of this workstation, the newest first. */
  'month.list': nothing,
  'month.read': z.strictObject({ month }),
  'month.text': z.strictObject({ month }),
  'month.save': z.strictObject({ month, format: z.enum(['text', 'json']) }),
} as const;

export interface VerificationReplies {
  'verification.text': string;
  'verification.save': SavedFile;
  'verification.runs': readonly RunSummary[];
  'verification.read': RunView;
  'verification.compare': readonly string[];
  'month.list': readonly MonthView['month'][];
  'month.read': MonthView;
  'month.text': string;
  'month.save': SavedFile;
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
