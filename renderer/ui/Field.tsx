import type { ComponentProps, ReactNode } from 'react';
import { FieldFrame, type FieldTexts } from './FieldFrame.tsx';

interface FieldProps
  extends FieldTexts,
    Omit<ComponentProps<'input'>, 'id' | 'className' | 'aria-describedby'> {
  /** What stands on the same line: a button. */
  readonly beside?: ReactNode;
  /** Adds to the field's looks. */
  readonly look?: string;
}

/** A field in the design system's classes, with its label, its hint and what is wrong with it. */
export function Field({ label, hint, problem, beside, look, ...input }: FieldProps) {
  return (
    <FieldFrame label={label} hint={hint} problem={problem}>
      {(tied) => (
        <div className="field__row">
          <input {...input} {...tied} className={look ? `fr-input ${look}` : 'fr-input'} />
          {beside}
        </div>
      )}
    </FieldFrame>
  );
}
