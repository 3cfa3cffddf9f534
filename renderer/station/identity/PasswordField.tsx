import { type ComponentProps, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { t } from '../text.ts';

interface PasswordFieldProps
  extends Pick<ComponentProps<typeof Field>, 'ref' | 'label' | 'hint' | 'problem' | 'readOnly' | 'onInput'> {
  readonly autoComplete: 'current-password' | 'new-password';
}

/** Longer than anybody's, and within what main takes whatever its characters. */
const longest = 256;

/** A password, which can be looked at. It stays in the field: nothing here reads it. */
export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      maxLength={longest}
      spellCheck={false}
      autoCapitalize="none"
      beside={
        <Button
          priority="tertiary"
          label={t(shown ? 'password.hideOf' : 'password.showOf', { field: props.label })}
          onClick={() => setShown(!shown)}
        >
          {t(shown ? 'password.hide' : 'password.show')}
        </Button>
      }
    />
  );
}
