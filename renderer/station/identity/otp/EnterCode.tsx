import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { OtpChallenge } from '../../../../electron/identity/ports.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { CooldownButton } from '../../../ui/CooldownButton.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { useLate } from '../../../ui/use-late.ts';
import { t } from '../../text.ts';
import { failureOf } from '../progress.ts';
import { takeDigits, typedDigits } from '../secret.ts';
import { cancelSignIn } from '../use-way.ts';

interface EnterCodeProps {
  readonly challenge: Extract<OtpChallenge, { kind: 'enter-code' }>;
  readonly refused: Failure | null;
  readonly busy: boolean;
}

/** The code that was sent. Like the PIN, it goes from its field to bytes, which are overwritten when main has answered. */
export function EnterCode({ challenge, refused, busy }: EnterCodeProps) {
  const { channel, destination, digits, expiresAt, resendAt, triesLeft, otherChannel, position, count } =
    challenge;
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const intent = useAsking();
  const pending = intent.pending || busy;
  const late = useLate(pending);
  const failure = pending ? null : failureOf(intent.failure, refused);
  const isLastTry = triesLeft === 1;

  useEffect(() => {
    if (!pending) field.current?.focus();
  }, [pending]);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || !field.current) return;
    const code = takeDigits(field.current, digits);
    setProblem(code ? null : t('otp.code.short', { digits }));
    if (!code) return field.current.focus();
    try {
      await intent.run(() => stationBridge.ask('identity.submitCode', { code }));
    } finally {
      code.fill(0);
    }
  };

  const onInput = (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const typed = typedDigits(input.value, digits);
    if (typed !== input.value) input.value = typed;
    setProblem(null);
  };

  return (
    <form className="fields" onSubmit={onSubmit} noValidate aria-busy={pending}>
      <h2 className="title">
        {count > 1 ? t('otp.code.titleOf', { position, count }) : t('otp.code.title')}
      </h2>
      {count > 1 && position === 1 && !failure && <p className="fields__intro">{t('otp.code.forgotten')}</p>}
      {failure && <FailureAlert failure={failure} />}
      <p className="sent" role="status">
        {t(channel === 'phone' ? 'otp.code.sentPhone' : 'otp.code.sentEmail', { destination })}
      </p>
      <Field
        ref={field}
        label={t('otp.code.label', { digits })}
        problem={problem}
        look="field--code"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        readOnly={pending}
        onInput={onInput}
        beside={
          <Button type="submit" busy={pending}>
            {pending ? t('otp.code.pending') : t('otp.code.submit')}
          </Button>
        }
      />
      <Countdown until={expiresAt} text={t('otp.code.valid')} over={t('otp.code.expired')} />
      {isLastTry ? (
        <p className="last-try">{t('otp.code.lastTry')}</p>
      ) : (
        <p className="discreet">{t('otp.code.tries', { count: triesLeft })}</p>
      )}
      <p className="discreet">{t(late ? 'ways.late' : `otp.code.wait.${channel}`)}</p>
      <div className="buttons">
        <CooldownButton
          until={resendAt}
          text={t('otp.code.resend')}
          wait={(seconds) => t('otp.code.resendIn', { seconds })}
          busy={pending}
          onClick={() => void intent.run(() => stationBridge.ask('identity.resendCode', undefined))}
        />
        {otherChannel && (
          <Button
            priority="secondary"
            busy={pending}
            onClick={() => void intent.run(() => stationBridge.ask('identity.otherOtpChannel', undefined))}
          >
            {t('otp.code.other')}
          </Button>
        )}
        <Button priority="tertiary" onClick={cancelSignIn}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
