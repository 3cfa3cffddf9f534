import { type ReactNode, useId } from 'react';
import './field.css';

export interface FieldTexts {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was typed, or null. */
  readonly problem: string | null;
}

interface FieldFrameProps extends FieldTexts {
  /** The control itself, tied to its texts. */
  readonly children: (tied: {
    readonly id: string;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}

/** What every field has around it, in the design system's classes: its label, its hint, what is wrong with it. */
export function FieldFrame({ label, hint, problem, children }: FieldFrameProps) {
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
      {children({
        id,
        'aria-invalid': problem !== null,
        'aria-describedby': `${id}-hint ${id}-problem`,
      })}
      <p id={`${id}-problem`} className={problem ? 'fr-error-text' : 'field__problem'} aria-live="polite">
        {problem}
      </p>
    </div>
  );
}
