import { type ComponentProps, type ReactNode, useId } from 'react';

interface FieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className' | 'aria-describedby'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was typed, or null. */
  readonly problem: string | null;
  /** What stands on the same line: a button. */
  readonly beside?: ReactNode;
  /** Adds to the field's looks. */
  readonly look?: string;
}

/** A field in the design system's classes, with its label, its hint and what is wrong with it. */
export function Field({ label, hint, problem, beside, look, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className={problem ? 'fr-input-group fr-input-group--error' : 'fr-input-group'}>
      <label className="fr-label" htmlFor={id}>
        {label}
        {hint && (
          <span className="fr-hint-text" id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </label>
      <div className="field__row">
        <input
          {...input}
          id={id}
          className={look ? `fr-input ${look}` : 'fr-input'}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-hint ${id}-problem`}
        />
        {beside}
      </div>
      <p id={`${id}-problem`} className={problem ? 'fr-error-text' : 'field__problem'} aria-live="polite">
        {problem}
      </p>
    </div>
  );
}
