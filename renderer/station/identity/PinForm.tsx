import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Failure, Result } from '../../../electron/failures/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { useLate } from '../../ui/use-late.ts';
import { t } from '../text.ts';
import type { PresentCard } from './CardPanel.tsx';
import { pinDigits, pinLength, takePin } from './pin.ts';
import { useFadingSecret } from './use-fading-secret.ts';

interface PinFormProps {
  readonly card: PresentCard;
  /** Why the last attempt failed, as main holds it. */
  readonly failure: Failure | null;
  readonly submit: string;
  readonly busy?: boolean;
  /** What the PIN is for; by default to sign in, or to unlock. */
  readonly ask?: (pin: Uint8Array<ArrayBuffer>) => Promise<Result<undefined>>;
}

const submitPin = (pin: Uint8Array<ArrayBuffer>) => stationBridge.ask('identity.submitPin', { pin });

/**
 * Asks for the PIN. It never enters React's state: it goes from the field to bytes, the field is emptied at once,
 * and the bytes are overwritten when main has answered.
 */
export function PinForm({ card, failure, submit, busy = false, ask = submitPin }: PinFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const intent = useIntent(ask);
  const pending = intent.pending || busy;
  const shownFailure = intent.failure ?? failure;

  useFadingSecret(field);
  const late = useLate(pending);
  const failureCode = shownFailure?.code;

  // A failure above the field may have pushed it out of sight.
  useEffect(() => {
    if (pending) return;
    field.current?.focus();
    if (failureCode) field.current?.closest('form')?.scrollIntoView({ block: 'nearest' });
  }, [pending, failureCode]);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!field.current || pending) return;
    const pin = takePin(field.current);
    setProblem(pin ? null : t('pin.short'));
    if (!pin) return field.current.focus();
    try {
      await intent.run(pin);
    } finally {
      pin.fill(0);
    }
  };

  const onInput = (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const digits = pinDigits(input.value);
    setProblem(digits === input.value ? null : t('pin.digitsOnly'));
    if (digits !== input.value) input.value = digits;
    if (input.value !== '') void stationBridge.ask('station.prepare', undefined);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape') return;
    event.currentTarget.value = '';
    setProblem(null);
  };

  return (
    <form className="pin" onSubmit={onSubmit} noValidate>
      {shownFailure && !pending && <FailureAlert failure={shownFailure} />}
      {card.pinTriesLeft === 1 && shownFailure?.code !== 'Card_PinLastTry' && (
        <Alert severity="warning" title={t('pin.lastTry.title')}>
          <p>{t('pin.lastTry')}</p>
        </Alert>
      )}
      <div className={problem ? 'fr-input-group fr-input-group--error' : 'fr-input-group'}>
        <label className="fr-label" htmlFor={id}>
          {t('pin.label')}
          <span className="fr-hint-text" id={`${id}-hint`}>
            {t('pin.hint')}
          </span>
        </label>
        <div className="pin__row">
          <input
            ref={field}
            id={id}
            className="fr-input pin__field"
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={pinLength}
            readOnly={pending}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-hint ${id}-message`}
            onInput={onInput}
            onKeyDown={onKeyDown}
          />
          <Button type="submit" busy={pending}>
            {pending ? t('pin.pending') : submit}
          </Button>
        </div>
        <p id={`${id}-message`} className={problem ? 'fr-error-text' : 'pin__tries'} aria-live="polite">
          {problem ??
            (late ? t('authenticating.late') : null) ??
            (card.pinTriesLeft === 2 && shownFailure?.code !== 'Card_PinWrong' ? t('pin.tries.2') : '')}
        </p>
      </div>
    </form>
  );
}
