import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { useLate } from '../../../ui/use-late.ts';
import { t } from '../../text.ts';
import { useEscape } from '../Authenticating.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { failureOf } from '../progress.ts';
import { takeBytes } from '../secret.ts';
import { UseCard } from '../UseCard.tsx';
import { cancelSignIn } from '../use-way.ts';
import { hasWayOut, WayOut } from './WayOut.tsx';

interface OtpFormProps {
  /** Main is asking the provider. */
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly identifier: string;
  readonly onIdentifier: (identifier: string) => void;
  readonly onUseCard: () => void;
}

const nothingWrong = { identifier: null, password: null };

/** Identifier and password. The password goes from its field to bytes, which are overwritten when main has answered. */
export function OtpForm({ busy, failure, identifier, onIdentifier, onUseCard }: OtpFormProps) {
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<{ identifier: string | null; password: string | null }>(nothingWrong);
  const intent = useAsking();
  const pending = intent.pending || busy;
  const late = useLate(pending);
  const shownFailure = pending ? null : failureOf(intent.failure, failure);
  useEscape(() => pending && cancelSignIn());

  const failureCode = shownFailure?.code;
  const isStuck = shownFailure !== null && hasWayOut(shownFailure);

  // The keyboard goes where the answer is: to the way out when typing again does not help.
  useEffect(() => {
    if (pending) return;
    const field = (name.current?.value ? password : name).current;
    const form = field?.closest('form');
    if (isStuck) form?.querySelector<HTMLElement>('[data-first]')?.focus();
    else field?.focus();
    if (failureCode) form?.scrollIntoView({ block: 'start' });
  }, [pending, isStuck, failureCode]);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || !name.current || !password.current) return;
    if (!identifier.trim()) {
      setWrong({ ...nothingWrong, identifier: t('otp.identifier.empty') });
      return name.current.focus();
    }
    if (!password.current.value) {
      setWrong({ ...nothingWrong, password: t('otp.password.empty') });
      return password.current.focus();
    }
    setWrong(nothingWrong);
    const secret = takeBytes(password.current);
    try {
      await intent.run(() => stationBridge.ask('identity.startOtp', { identifier, password: secret }));
    } finally {
      secret.fill(0);
    }
  };

  const onForgotten = () => {
    if (password.current) password.current.value = '';
    if (!identifier.trim()) {
      setWrong({ ...nothingWrong, identifier: t('otp.identifier.forReset') });
      return name.current?.focus();
    }
    setWrong(nothingWrong);
    void intent.run(() => stationBridge.ask('identity.forgotPassword', { identifier }));
  };

  return (
    <form className="fields" onSubmit={onSubmit} noValidate aria-busy={pending}>
      <h2 className="title">{t('otp.title')}</h2>
      {shownFailure && <FailureAlert failure={shownFailure} />}
      {shownFailure && hasWayOut(shownFailure) && <WayOut failure={shownFailure} onUseCard={onUseCard} />}
      <UseCard failure={shownFailure} onUseCard={onUseCard} />
      {!shownFailure && <p className="fields__intro">{t('otp.intro')}</p>}
      <Field
        ref={name}
        label={t('otp.identifier')}
        hint={t('otp.identifier.hint')}
        problem={wrong.identifier}
        value={identifier}
        readOnly={pending}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => onIdentifier(event.currentTarget.value)}
      />
      <PasswordField
        ref={password}
        label={t('otp.password')}
        problem={wrong.password}
        readOnly={pending}
        autoComplete="current-password"
      />
      <div className="buttons">
        <Button type="submit" busy={pending}>
          {pending ? t('otp.pending') : t('otp.submit')}
        </Button>
        {pending ? (
          <Button priority="secondary" onClick={cancelSignIn}>
            {t('cancel')}
          </Button>
        ) : (
          <Button priority="tertiary" onClick={onForgotten}>
            {t('otp.forgotten')}
          </Button>
        )}
      </div>
      <p className="late" role="status">
        {late && t('ways.late')}
      </p>
    </form>
  );
}
