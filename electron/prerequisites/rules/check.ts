import type { FindingCode } from './findings.ts';

/** In the order in which a person goes through them. */
export const groups = [
  'application',
  'workstation',
  'card',
  'network',
  'telephony',
  'audio',
  'support',
] as const;
export type Group = (typeof groups)[number];

/** From the best to the worst, but for what was not judged. */
export type Verdict = 'ok' | 'warning' | 'failure' | 'not-applicable';

/** Who can do what the remedy says. */
export type Actor = 'operator' | 'correspondent' | 'network';

/** Values that a text shows between braces. Never a secret or a person. */
export type Values = Readonly<Record<string, string | number>>;

/** What a check saw, in French for people and as figures for programs (units are in their names: `rttMs`). */
export interface Measurement {
  readonly measured?: string;
  readonly expected?: string;
  readonly figures?: Readonly<Record<string, number>>;
}

/** What a check found. The code of anything but `ok` names its texts in `resources/fr/prerequisites/`. */
export type Finding = Measurement &
  (
    | { readonly verdict: 'ok' }
    | { readonly verdict: 'warning' | 'failure'; readonly code: FindingCode; readonly values?: Values }
    | { readonly verdict: 'not-applicable'; readonly code: FindingCode; readonly values?: Values }
  );

/** One thing to verify. */
export interface Check {
  /** `group.what`, `group.what.server` where there is one a server: stable from one version to the next. */
  readonly id: string;
  readonly group: Group;
  /** What a person calls it, in French: a noun. */
  readonly title: string;
  /** Checks that have to be ok, or warn, for this one to mean anything; an id that is not run is no obstacle. */
  readonly needs: readonly string[];
  /** Milliseconds within which `run` gives its finding; after that the check failed. */
  readonly deadline: number;
  /** Costs little and disturbs nothing: the watch runs it every few minutes while somebody works. */
  readonly cheap: boolean;
  /** Looks, and changes nothing. `signal` ends at the deadline or when the run is cancelled. Rejecting is a bug. */
  run(signal: AbortSignal): Promise<Finding>;
}

/** A check that was run, or could not be. */
export interface CheckResult {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly finding: Finding;
  /** Milliseconds that it took. */
  readonly took: number;
  /** The need because of which it was not run. */
  readonly blockedBy?: string;
}

export const ok = (measurement: Measurement = {}): Finding => ({ verdict: 'ok', ...measurement });

export const warning = (code: FindingCode, values: Values = {}, measurement: Measurement = {}): Finding => ({
  verdict: 'warning',
  code,
  values,
  ...measurement,
});

export const failure = (code: FindingCode, values: Values = {}, measurement: Measurement = {}): Finding => ({
  verdict: 'failure',
  code,
  values,
  ...measurement,
});

export const notApplicable = (
  code: FindingCode,
  values: Values = {},
  measurement: Measurement = {},
): Finding => ({ verdict: 'not-applicable', code, values, ...measurement });
