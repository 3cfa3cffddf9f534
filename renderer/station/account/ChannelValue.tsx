import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { ChannelState, OtpChannel } from '../../../electron/identity/account/account.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Field } from '../../ui/Field.tsx';
import { t } from '../text.ts';
import { formatChannelValue } from './channel-value.ts';

interface ChannelValueProps {
  readonly channel: OtpChannel;
  readonly now: ChannelState;
  /** What a code was sent to, when the person came back to it. */
  readonly typed: string | null;
  readonly failure: Failure | null;
  readonly pending: boolean;
  readonly onTest: (value: string) => void;
  /** Back to the code that was sent; null where none was. */
  readonly onBack: (() => void) | null;
}

const fields = {
  phone: { type: 'tel', autoComplete: 'tel', look: 'field--digits' },
  email: { type: 'email', autoComplete: 'email', look: '' },
} as const;

/** Asks for the number or the address, and has a code sent there. */
export function ChannelValue({ channel, now, typed, failure, pending, onTest, onBack }: ChannelValueProps) {
  const field = useRef<HTMLInputElement>(null);
  const [empty, setEmpty] = useState(false);
  // Offered again where trying it again makes sense.
  const offered = typed ?? (now.state === 'unusable' ? now.value : null) ?? '';

  useEffect(() => {
    if (failure || typed) field.current?.focus();
  }, [failure, typed]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = field.current?.value.trim() ?? '';
    setEmpty(value === '');
    if (value === '') return field.current?.focus();
    if (!pending) onTest(value);
  };

  return (
    <form className="fields" onSubmit={submit} noValidate>
      {failure && !pending && <FailureAlert failure={failure} />}
      <Field
        ref={field}
        data-first
        label={t(now.state === 'usable' ? `channels.labelNew.${channel}` : `channels.label.${channel}`)}
        hint={t(`channels.hint.${channel}`)}
        problem={empty ? t(`channels.empty.${channel}`) : null}
        {...fields[channel]}
        spellCheck={false}
        maxLength={320}
        readOnly={pending}
        defaultValue={formatChannelValue(channel, offered)}
        onInput={() => setEmpty(false)}
        beside={
          <Button
            type="submit"
            priority={now.state === 'usable' ? 'secondary' : 'primary'}
            label={pending ? t('channels.testing') : t(`channels.test.${channel}`)}
            busy={pending}
          >
            {pending ? t('channels.testing') : t('channels.test')}
          </Button>
        }
      />
      {onBack && (
        <Button small priority="tertiary" onClick={onBack}>
          {t('channels.backToCode')}
        </Button>
      )}
    </form>
  );
}
