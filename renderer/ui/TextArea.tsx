import type { ComponentProps } from 'react';
import { FieldFrame, type FieldTexts } from './FieldFrame.tsx';

interface TextAreaProps
  extends FieldTexts,
    Omit<ComponentProps<'textarea'>, 'id' | 'className' | 'aria-describedby'> {}

/** The same as `Field` for a text of several lines. */
export function TextArea({ label, hint, problem, ...textarea }: TextAreaProps) {
  return (
    <FieldFrame label={label} hint={hint} problem={problem}>
      {(tied) => <textarea {...textarea} {...tied} className="fr-input" />}
    </FieldFrame>
  );
}
