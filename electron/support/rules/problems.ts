import { longest, type Report, type TextField, textFields } from './report.ts';

export type ProblemKind = 'missing' | 'tooLong' | 'malformed' | 'future' | 'tooOld';

/** What keeps a report from being sent. */
export interface Problem {
  readonly field: TextField;
  readonly kind: ProblemKind;
}

/** Without these the support cannot take the incident in charge (seed 001: « informations indispensables »). */
const required: ReadonlySet<TextField> = new Set<TextField>([
  'subject',
  'error',
  'declarant',
  'entity',
  'phone',
  'email',
  'startedAt',
  'concernedFunction',
]);

/** A clock may be a little ahead. */
const FUTURE_TOLERANCE = 5 * 60_000;
const OLDEST = 366 * 86_400_000;

const wallTime = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/;
// As strict as a person's typing error needs; the desk's server judges the rest.
const email = /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]{2,}$/;

/** What is to be changed before the report can be sent, in the order of the form; `now` in ms since the epoch. */
export function problemsIn(report: Report, now: number): readonly Problem[] {
  return textFields.flatMap((field) => {
    const kind = problemOf(field, report[field].trim(), now);
    return kind === null ? [] : [{ field, kind }];
  });
}

function problemOf(field: TextField, text: string, now: number): ProblemKind | null {
  if (text === '') return required.has(field) ? 'missing' : null;
  if (text.length > longest[field]) return 'tooLong';
  switch (field) {
    case 'email':
      return email.test(text) ? null : 'malformed';
    case 'phone':
      return /^[+\d][\d\s.()-]*$/.test(text) && digitsIn(text) >= 3 && digitsIn(text) <= 15
        ? null
        : 'malformed';
    case 'usersAffected':
      return /^[1-9]\d{0,4}$/.test(text) ? null : 'malformed';
    case 'startedAt':
      return problemOfTime(text, now);
    default:
      return null;
  }
}

function problemOfTime(text: string, now: number): ProblemKind | null {
  const at = wallTime.test(text) ? new Date(text).getTime() : Number.NaN;
  if (Number.isNaN(at)) return 'malformed';
  if (at > now + FUTURE_TOLERANCE) return 'future';
  return at < now - OLDEST ? 'tooOld' : null;
}

function digitsIn(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}
