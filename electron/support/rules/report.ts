/** What a person fills in to report an incident (seeds 001 and 003). Pages import it: nothing here but language. */

export const environments = ['production', 'formation', 'other'] as const;
export type ConcernedEnvironment = (typeof environments)[number];

export const answers = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof answers)[number];

/** A report as it stands in its form: what is not filled in yet is empty. */
export interface Report {
  readonly subject: string;
  /** One of the site's categories by its name, or empty. */
  readonly category: string;
  /** Number of the computer or of the device, where it is known. */
  readonly equipment: string;
  readonly declarant: string;
  readonly role: string;
  readonly entity: string;
  /** Who has the trouble, where it is somebody else. */
  readonly userConcerned: string;
  readonly phone: string;
  readonly email: string;
  /** Time of the station's wall clock, `2026-11-28T07:40`. */
  readonly startedAt: string;
  readonly environment: ConcernedEnvironment;
  readonly concernedFunction: string;
  readonly usersAffected: string;
  /** What goes wrong. */
  readonly error: string;
  /** What should have happened. */
  readonly expected: string;
  readonly prerequisitesChecked: boolean;
  readonly reproducible: Answer;
  readonly urgent: boolean;
  /** Declared as a major incident. */
  readonly major: boolean;
}

export type ReportField = keyof Report;
export type TextField = {
  [F in ReportField]: string extends Report[F] ? F : never;
}[ReportField];

export const blankReport: Report = {
  subject: '',
  category: '',
  equipment: '',
  declarant: '',
  role: '',
  entity: '',
  userConcerned: '',
  phone: '',
  email: '',
  startedAt: '',
  environment: 'production',
  concernedFunction: '',
  usersAffected: '',
  error: '',
  expected: '',
  prerequisitesChecked: false,
  reproducible: 'unknown',
  urgent: false,
  major: false,
};

/** Characters that a field takes. */
export const longest: Readonly<Record<TextField, number>> = {
  subject: 200,
  category: 100,
  equipment: 100,
  declarant: 150,
  role: 100,
  entity: 150,
  userConcerned: 150,
  phone: 40,
  email: 254,
  startedAt: 16,
  concernedFunction: 150,
  usersAffected: 5,
  error: 8_000,
  expected: 4_000,
};

/** Every field of text; in the order of the form. */
export const textFields = [
  'subject',
  'error',
  'expected',
  'concernedFunction',
  'startedAt',
  'usersAffected',
  'category',
  'equipment',
  'declarant',
  'role',
  'entity',
  'userConcerned',
  'phone',
  'email',
] as const satisfies readonly TextField[];

/** What the station may learn of who reports after the form was opened. */
const learntFields = ['email', 'phone'] as const satisfies readonly TextField[];
export type Learnt = Pick<Report, (typeof learntFields)[number]>;

/** Of what the station knows by now, what is missing in a report; a field that somebody wrote in or emptied is theirs. */
export function missingOf(report: Report, known: Learnt, own: ReadonlySet<string>): Partial<Learnt> {
  const fields = learntFields.filter(
    (field) => report[field] === '' && known[field] !== '' && !own.has(field),
  );
  return Object.fromEntries(fields.map((field) => [field, known[field]]));
}
