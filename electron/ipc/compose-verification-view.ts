import {
  changeTexts,
  entryOf,
  type MonthSummary,
  monthName,
  pointLines,
  type Report,
  type Sheet,
  shortFingerprint,
  summaryTexts,
  type VerificationState,
} from '../prerequisites/index.ts';
import type { MonthView, RunSummary, RunView, VerificationView } from './rooms/verification.ts';

const made = new WeakMap<VerificationState, VerificationView>();

/** The checks as the station shows them: each with its texts, and what a page need not work out. */
export function verificationView(state: VerificationState): VerificationView {
  // Asked for at each call's change too, when nothing of it has changed.
  const view = made.get(state) ?? composed(state);
  made.set(state, view);
  return view;
}

function composed({ isRunning, checks, report, changes, previousDate }: VerificationState): VerificationView {
  return {
    isRunning,
    checks: checks.map(({ check, phase, result }) => ({
      ...check,
      phase,
      entry: result && entryOf(result),
    })),
    report: report && runSummary(report),
    changes: report && previousDate ? changeTexts(changes, previousDate, report.date) : [],
  };
}

/** A run as a list of them has it. */
export function runSummary(report: Report): RunSummary {
  const { date, verdict, counts, complete, fingerprint } = report;
  return { id: fingerprint, date, verdict, counts, complete, fingerprint: shortFingerprint(report) };
}

/** A run as it is opened, or laid out on paper. */
export function runView({ report, changes }: Sheet): RunView {
  const { site, environment, version, checks } = report;
  return { ...runSummary(report), site, environment, version, checks, changes };
}

/** A month as the station shows it. */
export function monthView(summary: MonthSummary): MonthView {
  const { month, points } = summary;
  const { looks, well } = summaryTexts(summary);
  return {
    month: { id: month, name: monthName(month) },
    looks,
    well,
    points: points.map((point) => ({
      id: point.id,
      title: point.title,
      verdict: point.failures > 0 ? 'failure' : 'warning',
      lines: pointLines(point),
    })),
  };
}
