import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';

interface PhoneNumberFormProps {
  /** What the person typed last, if it was refused. */
  readonly typed: string | null;
  readonly remembered: string | null;
  readonly failure: Failure | null;
  readonly pending: boolean;
  readonly onSubmit: (number: string) => void;
}

/** Asks for the unique number of the desk phone, offering the last shift's (seed 002, step 5) or the refused one. */
export function PhoneNumberForm({ typed, remembered, failure, pending, onSubmit }: PhoneNumberFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [empty, setEmpty] = useState(false);

  useEffect(() => {
    if (pending) return;
    field.current?.focus();
    field.current?.select();
  }, [pending]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = field.current?.value.trim() ?? '';
    setEmpty(number === '');
    if (number !== '' && !pending) onSubmit(number);
  };

  return (
    <form className="form" onSubmit={submit} noValidate>
      {failure && !pending && <FailureAlert failure={failure} />}
      <div className={empty ? 'fr-input-group fr-input-group--error' : 'fr-input-group'}>
        <label className="fr-label" htmlFor={id}>
          {t('phone.label')}
          <span className="fr-hint-text" id={`${id}-hint`}>
            {t('phone.hint')} {remembered && !typed && t('phone.remembered')}
          </span>
        </label>
        <div className="pin__row">
          <input
            ref={field}
            id={id}
            className="fr-input phone__field"
            type="text"
            inputMode="tel"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            defaultValue={typed ?? remembered ?? ''}
            readOnly={pending}
            aria-invalid={empty}
            aria-describedby={`${id}-hint ${id}-message`}
            onInput={() => setEmpty(false)}
          />
          <Button type="submit" busy={pending}>
            {t('phone.submit')}
          </Button>
        </div>
        <p id={`${id}-message`} className={empty ? 'fr-error-text' : undefined} aria-live="polite">
          {empty && t('phone.empty')}
        </p>
      </div>
    </form>
  );
}
