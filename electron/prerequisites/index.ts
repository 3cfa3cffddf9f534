export { type ChecksOptions, createChecks } from './checks/index.ts';
export { type FollowUpStore, openFollowUp } from './follow-up.ts';
export { fileHistory, previousOf, type RunHistory } from './history.ts';
export { KeptRuns, type ReportDocuments } from './kept-runs.ts';
export type {
  Desktop,
  InspectCard,
  Machine,
  PhoneSummary,
  ReportPrinter,
  Route,
  RouteOf,
  Sheet,
} from './ports.ts';
export { type Change, changeLines, changesBetween, changeTexts } from './rules/changes.ts';
export type { Actor, Check, CheckResult, Finding, Group, Verdict } from './rules/check.ts';
export { findingTexts, textOf } from './rules/findings.ts';
export {
  type MonthPoint,
  type MonthSummary,
  monthName,
  monthsOf,
  pointLines,
  summaryOf,
  summaryTexts,
  textSummary,
} from './rules/month.ts';
export {
  entryOf,
  isIntact,
  type Report,
  type ReportEntry,
  reportOf,
  reportSchema,
  reportTexts,
  shortFingerprint,
  textReport,
} from './rules/report.ts';
export { RUN_DEADLINE, runChecks, withNeeds } from './rules/run-checks.ts';
export type { Trouble } from './rules/watch.ts';
export {
  type CheckPhase,
  type CheckProgress,
  Verification,
  type VerificationOptions,
  type VerificationRun,
  type VerificationState,
} from './service.ts';
export { startWatch, type Watch, type WatchOptions } from './watch.ts';
