import { type ComponentProps, type RefObject, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { t } from '../text.ts';
import { useFadingSecret } from './use-fading-secret.ts';

interface PasswordFieldProps
  extends Pick<ComponentProps<typeof Field>, 'label' | 'hint' | 'problem' | 'readOnly' | 'onInput'> {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly autoComplete: 'current-password' | 'new-password';
}

/** Longer than anybody's, and within what main takes whatever its characters. */
const longest = 256;

/** A password, which can be looked at. Nothing here reads it; left alone for two minutes, it goes. */
export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  useFadingSecret(props.ref);
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
