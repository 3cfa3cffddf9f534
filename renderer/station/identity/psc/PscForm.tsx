import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { SignInView } from '../../../../electron/ipc/rooms/identity.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useLate } from '../../../ui/use-late.ts';
import { t } from '../../text.ts';
import { useEscape } from '../Authenticating.tsx';
import type { PscRequest } from '../OtherWay.tsx';
import { UseCard } from '../UseCard.tsx';
import { cancelSignIn } from '../use-way.ts';
import { Activation } from './Activation.tsx';
import { Warning } from './Warning.tsx';

interface PscFormProps {
  readonly psc: NonNullable<SignInView['psc']>;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly request: PscRequest;
  /** The guide sent here, to see whether the e-CPS works. */
  readonly checking: boolean;
  readonly onRequest: (request: PscRequest) => void;
  readonly onStart: () => void;
  readonly onActivate: () => void;
  readonly onUseCard: () => void;
}

/** The RPPS number, and how the person will answer. */
export function PscForm({
  psc,
  busy,
  failure,
  request,
  checking,
  onRequest,
  onStart,
  onActivate,
  onUseCard,
}: PscFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const rememberId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const late = useLate(busy);
  useEscape(() => busy && cancelSignIn());

  const failureCode = failure?.code;

  useEffect(() => {
    if (busy) return;
    field.current?.focus();
    if (failureCode) field.current?.closest('form')?.scrollIntoView({ block: 'start' });
  }, [busy, failureCode]);
  // The guide gives the keyboard back to what opened it: what is asked for now is the number.
  useEffect(() => {
    if (checking) field.current?.focus();
  }, [checking]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setProblem(request.identifier.trim() ? null : t('psc.identifier.empty'));
    if (request.identifier.trim()) onStart();
    else field.current?.focus();
  };

  return (
    <form className="fields fields--wide" onSubmit={onSubmit} noValidate aria-busy={busy}>
      <h2 className="fr-sr-only">{t('psc.title')}</h2>
      {failure && <FailureAlert failure={failure} />}
      <UseCard failure={failure} onUseCard={onUseCard} />
      {failure?.code === 'Psc_NoEcps' && <Activation failure={failure} onActivate={onActivate} />}
      {!failure && <Warning />}
      <p className="fields__check" role="status">
        {checking && !failure && t('psc.identifier.check')}
      </p>
      {psc.channels.length > 1 && (
        <Choices
          legend={t('psc.channel')}
          name="psc-channel"
          options={psc.channels.map((channel) => ({
            id: channel,
            title: t(`psc.channel.${channel}`),
          }))}
          selected={request.channel}
          onSelect={(id) => {
            const channel = psc.channels.find((known) => known === id);
            if (channel) onRequest({ ...request, channel });
          }}
        />
      )}
      <Field
        ref={field}
        label={t('psc.identifier')}
        hint={t('psc.identifier.hint')}
        problem={problem}
        look="field--digits"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        readOnly={busy}
        value={request.identifier}
        onChange={(event) => onRequest({ ...request, identifier: event.currentTarget.value })}
        beside={
          <Button type="submit" busy={busy}>
            {busy ? t('psc.pending') : t('psc.submit')}
          </Button>
        }
      />
      <label className="remember" htmlFor={rememberId} data-disabled={!psc.canRemember}>
        <input
          id={rememberId}
          type="checkbox"
          checked={psc.canRemember && request.remember}
          disabled={!psc.canRemember}
          onChange={(event) => onRequest({ ...request, remember: event.currentTarget.checked })}
        />
        <span>
          {t('psc.remember')}
          <span className="fr-hint-text">
            {t(psc.canRemember ? 'psc.remember.hint' : 'psc.remember.cannot')}
          </span>
        </span>
      </label>
      {busy && (
        <div className="buttons">
          <Button priority="secondary" onClick={cancelSignIn}>
            {t('cancel')}
          </Button>
        </div>
      )}
      <p className="late" role="status">
        {late && t('ways.late')}
      </p>
      {failure?.code !== 'Psc_NoEcps' && <Activation failure={failure} onActivate={onActivate} />}
    </form>
  );
}
