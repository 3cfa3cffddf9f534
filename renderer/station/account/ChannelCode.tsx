import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { OtpChannel } from '../../../electron/identity/account/account.ts';
import { Button } from '../../ui/Button.tsx';
import { CooldownButton } from '../../ui/CooldownButton.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Field } from '../../ui/Field.tsx';
import { takeDigits, typedDigits } from '../identity/secret.ts';
import { t } from '../text.ts';
import type { ChannelTest } from './Channel.tsx';
import { formatChannelValue } from './channel-value.ts';

interface ChannelCodeProps {
  readonly channel: OtpChannel;
  readonly test: ChannelTest;
  readonly failure: Failure | null;
  /** It was sent while the person looked: the code is what they type next. */
  readonly fresh: boolean;
  readonly validating: boolean;
  readonly sending: boolean;
  /** The bytes are overwritten when it has answered. */
  readonly onValidate: (code: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly onResend: () => void;
  /** Back to the number or the address. */
  readonly onChange: () => void;
}

/** Asks for the code that was sent to a channel. The code goes from its field to bytes, never into React's state. */
export function ChannelCode(props: ChannelCodeProps) {
  const { channel, test, failure, fresh, validating, sending, onValidate, onResend, onChange } = props;
  const field = useRef<HTMLInputElement>(null);
  const [short, setShort] = useState(false);
  const { digits, expiresAt, resendAt, triesLeft } = test;
  const pending = validating || sending;

  const asked = useRef(fresh);

  useEffect(() => {
    if (!pending && asked.current) field.current?.focus();
    if (pending) asked.current = true;
  }, [pending]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!field.current || pending) return;
    const code = takeDigits(field.current, digits);
    setShort(code === null);
    if (!code) return field.current.focus();
    try {
      await onValidate(code);
    } finally {
      code.fill(0);
    }
  };

  return (
    <form className="fields" onSubmit={submit} noValidate>
      {failure && !pending && <FailureAlert failure={failure} />}
      <p className="channel__sent" role="status">
        {t(`channels.sent.${channel}`, { digits, value: formatChannelValue(channel, test.value) })}
      </p>
      <Field
        ref={field}
        data-first
        label={t('channels.code')}
        problem={short ? t('channels.codeShort', { digits }) : null}
        look="field--code"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        readOnly={pending}
        onInput={({ currentTarget }) => {
          const code = typedDigits(currentTarget.value, digits);
          if (code !== currentTarget.value) currentTarget.value = code;
          setShort(false);
        }}
        beside={
          <Button type="submit" busy={pending}>
            {t(validating ? 'channels.validating' : 'channels.validate')}
          </Button>
        }
      />
      <div className="channel__limits">
        <Countdown until={expiresAt} text={t('channels.validFor')} over={t('channels.expired')} />
        <p>
          {triesLeft > 1 && t('channels.tries.many', { count: triesLeft })}
          {triesLeft === 1 && <strong>{t('channels.tries.one')}</strong>}
          {triesLeft === 0 && <strong>{t('channels.noTries')}</strong>}
        </p>
      </div>
      <div className="channel__others">
        <CooldownButton
          until={resendAt}
          text={t(sending ? 'channels.testing' : 'channels.resend')}
          wait={(seconds) => t('channels.resendIn', { seconds })}
          busy={pending}
          onClick={onResend}
        />
        <Button priority="tertiary" onClick={onChange}>
          {t(`channels.change.${channel}`)}
        </Button>
      </div>
    </form>
  );
}
