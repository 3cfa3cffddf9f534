import { changeTexts, entryOf, shortFingerprint, type VerificationState } from '../prerequisites/index.ts';
import type { VerificationView } from './views.ts';

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
    report: report && {
      date: report.date,
      verdict: report.verdict,
      counts: report.counts,
      complete: report.complete,
      fingerprint: shortFingerprint(report),
    },
    changes: report && previousDate ? changeTexts(changes, previousDate, report.date) : [],
  };
}
