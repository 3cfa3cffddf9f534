/** A service that the support renders on request (seed 000). Pages import it: nothing here but language. */
export interface ServiceRequest {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Who may ask, for a person to read. */
  readonly who: string;
  /** Roles of the profile that may ask; everybody where there is none. */
  readonly roles: readonly string[];
  /** Who decides; null where nobody has to. */
  readonly validator: string | null;
  /** `phone`: the support is called; `form`: what is asked goes to the desk. */
  readonly channel: 'phone' | 'form';
  /** One of the desk's categories by its name, or null. */
  readonly category: string | null;
  /** What happens next, in order. */
  readonly followUp: readonly string[];
  /** What one has at hand before calling. */
  readonly haveReady: readonly string[];
  readonly fields: readonly RequestField[];
}

export interface RequestField {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** `line`: one line; `text`: several; `choice`: one of the options. */
  readonly kind: 'line' | 'text' | 'choice';
  readonly options: readonly string[];
  readonly required: boolean;
}

/** What a person filled in, by the field's id. */
export type Answers = Readonly<Record<string, string>>;

/** Characters that a field takes. */
export const longestAnswer = { line: 200, text: 4_000, choice: 200 } as const;

export type FieldProblem = 'missing' | 'too-long' | 'not-offered';

/** What keeps a form from being sent, by the field's id; empty where nothing does. */
export function problemsOf(
  { fields }: ServiceRequest,
  answers: Answers,
): Readonly<Record<string, FieldProblem>> {
  const problems = fields.flatMap((field) => {
    const problem = problemOf(field, (answers[field.id] ?? '').trim());
    return problem === null ? [] : [[field.id, problem] as const];
  });
  return Object.fromEntries(problems);
}

function problemOf({ kind, required, options }: RequestField, answer: string): FieldProblem | null {
  if (answer === '') return required ? 'missing' : null;
  if (answer.length > longestAnswer[kind]) return 'too-long';
  return kind === 'choice' && !options.includes(answer) ? 'not-offered' : null;
}

/** Whether somebody of this role may ask. */
export function mayAsk({ roles }: ServiceRequest, role: string): boolean {
  return roles.length === 0 || roles.includes(role);
}
