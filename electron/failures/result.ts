import type { FailureCode } from './catalogue.ts';

/** Values that a failure's French text may show between braces: `{triesLeft}`. Never a secret or a person. */
export type FailureParameters = Readonly<Record<string, string | number>>;

/** A named failure of the catalogue: what a person is told, and nothing else (DESIGN rule 3). */
export interface Failure {
  readonly code: FailureCode;
  readonly parameters?: FailureParameters;
  /** What the attempt left behind and has to be seen to first; told before the failure itself. */
  readonly left?: FailureCode;
}

/** What every operation that can fail gives back; exceptions are for bugs. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Wraps a success. */
export function ok(): Result<undefined>;
export function ok<T>(value: T): Result<T>;
export function ok<T>(value?: T): Result<T | undefined> {
  return { ok: true, value };
}

/** Wraps a failure of the catalogue, with the values that its text shows. */
export function fail(code: FailureCode, parameters?: FailureParameters): { ok: false; failure: Failure } {
  return { ok: false, failure: parameters ? { code, parameters } : { code } };
}
