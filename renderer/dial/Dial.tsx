import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { EnvironmentView } from '../../electron/ipc/views.ts';
import type { Capability } from '../../electron/telephony/ports.ts';
import { dialBridge } from '../ui/bridge.ts';
import { useFailureText } from '../ui/helpdesk.ts';
import { reasonText } from '../ui/reason-text.ts';
import { useIntent } from '../ui/use-intent.ts';
import { t } from './text.ts';

interface DialProps {
  readonly environment: EnvironmentView;
  readonly dial: Capability;
}

const close = () => void dialBridge.ask('dial.close', undefined);

/** The number field: typed or pasted, Enter calls, Escape closes. The window was asked for, so it takes the focus. */
export function Dial({ environment, dial }: DialProps) {
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const messageId = useId();
  const [empty, setEmpty] = useState(false);
  const { run, pending, failure, clear } = useIntent((number: string) =>
    dialBridge.ask('phone.command', { action: 'dial', number }),
  );

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const number = field.current?.value.trim() ?? '';
    setEmpty(number === '');
    if (number === '' || pending || !dial.available) return;
    if (await run(number)) close();
    else field.current?.focus();
  };

  const textOf = useFailureText();
  const text = failure && textOf(failure);
  const message = text ? text.remedy : !dial.available ? reasonText(dial.reason) : empty ? t('empty') : null;

  return (
    <main className="dial" data-environment={environment.kind}>
      <h1 className="fr-sr-only">{t('title')}</h1>
      <form className="dial__form" onSubmit={submit} noValidate>
        <div className="dial__row">
          <label className="fr-label" htmlFor={fieldId}>
            {t('number')}
          </label>
          <button type="button" className="dial__close" title={t('close')} onClick={close}>
            <span className="icon icon--close" aria-hidden="true" />
            <span className="fr-sr-only">{t('close')}</span>
          </button>
        </div>
        <div className="dial__row">
          <input
            ref={field}
            id={fieldId}
            className="fr-input"
            type="text"
            inputMode="tel"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            aria-invalid={failure !== null || empty}
            aria-describedby={messageId}
            onInput={() => {
              setEmpty(false);
              clear();
            }}
          />
          <button type="submit" className="fr-btn" aria-disabled={pending || !dial.available}>
            {pending ? t('pending') : t('call')}
          </button>
        </div>
        <p
          id={messageId}
          className={message ? 'dial__message dial__message--error' : 'dial__message'}
          role={message ? 'alert' : undefined}
          title={text ? `${text.title}\n${text.cause}\n${text.remedy}` : (message ?? undefined)}
        >
          {message ?? t('hint')}
        </p>
      </form>
    </main>
  );
}
