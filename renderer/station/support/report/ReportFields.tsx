import type { Problem } from '../../../../electron/support/rules/problems.ts';
import { longest, type Report, type TextField } from '../../../../electron/support/rules/report.ts';
import { Field } from '../../../ui/Field.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { problemText } from './problem-text.ts';
import { t } from './text.ts';

export interface ReportFieldsProps {
  readonly report: Report;
  /** What keeps it from being sent, once somebody has tried. */
  readonly problems: readonly Problem[];
  readonly onChange: (part: Partial<Report>) => void;
}

/** A little more than can be sent is taken while one writes, and told (`rules/schemas.ts`). */
const WRITING = 4;

interface OneProps extends ReportFieldsProps {
  readonly field: TextField;
  readonly hint?: string;
  readonly required?: boolean;
}

/** A line of a report. Its `name` is the field: by it the form finds what to show. */
export function Line({
  field,
  hint,
  required = false,
  type = 'text',
  report,
  problems,
  onChange,
}: OneProps & { readonly type?: 'text' | 'email' | 'tel' | 'datetime-local' }) {
  const isNumber = field === 'usersAffected';
  return (
    <Field
      label={labelOf(field, required)}
      hint={hint}
      name={field}
      problem={problemText(problems, field)}
      type={type}
      inputMode={isNumber ? 'numeric' : undefined}
      value={report[field]}
      maxLength={longest[field] * WRITING}
      autoComplete="off"
      aria-required={required}
      onChange={({ target }) => onChange({ [field]: target.value })}
    />
  );
}

/** The same for a text of several lines. */
export function Lines({
  field,
  hint,
  required = false,
  rows,
  report,
  problems,
  onChange,
}: OneProps & {
  readonly rows: number;
}) {
  return (
    <TextArea
      label={labelOf(field, required)}
      hint={hint}
      name={field}
      problem={problemText(problems, field)}
      rows={rows}
      value={report[field]}
      maxLength={longest[field] * WRITING}
      aria-required={required}
      onChange={({ target }) => onChange({ [field]: target.value })}
    />
  );
}

function labelOf(field: TextField, required: boolean): string {
  const label = t(`field.${field}`);
  return required ? t('field.required', { label }) : label;
}

interface TickProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Tick({ label, hint, checked, onChange }: TickProps) {
  return (
    <label className="report__tick">
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      <span>
        {label}
        {hint && <span className="fr-hint-text">{hint}</span>}
      </span>
    </label>
  );
}
