import { type FormEvent, useContext, useEffect, useRef, useState } from 'react';
import type { SignInProgress } from '../../../../electron/identity/session-state.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { Field } from '../../../ui/Field.tsx';
import { HelpdeskPhone } from '../../../ui/helpdesk.ts';
import { formatHelpdeskPhone } from '../../../ui/phone-number.ts';
import { useIntent } from '../../../ui/use-intent.ts';
import { useLate } from '../../../ui/use-late.ts';
import { personName, t } from '../../text.ts';
import { useEscape } from '../Authenticating.tsx';
import { failureOf } from '../progress.ts';
import { cancelSignIn } from '../use-way.ts';
import { LinkSent } from './LinkSent.tsx';

type Linking = Extract<SignInProgress, { step: 'link' }>;

/** PSC vouches for the person, and the portal asks which account is theirs: a mail to its address proves it. */
export function LinkAccount({ person, sent, refused, busy }: Linking) {
  const field = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState(sent?.email ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  /** When the mail that went to the wrong address expires, once the person changes the address. */
  const [leftMail, setLeftMail] = useState<number | null>(null);
  const intent = useIntent((address: string) =>
    stationBridge.ask('identity.requestLink', { email: address }),
  );
  const phone = formatHelpdeskPhone(useContext(HelpdeskPhone));
  const pending = intent.pending || busy;
  const late = useLate(pending);
  const failure = pending ? null : failureOf(intent.failure, refused);
  const shownSent = sent?.expiresAt === leftMail ? null : sent;
  useEscape(cancelSignIn);

  useEffect(() => {
    if (!pending && !shownSent) field.current?.focus();
  }, [pending, shownSent]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    setProblem(email.trim() ? null : t('link.email.empty'));
    if (email.trim()) void intent.run(email);
    else field.current?.focus();
  };

  if (shownSent) {
    return (
      <LinkSent
        {...shownSent}
        failure={failure}
        pending={pending}
        onResend={() => void intent.run(shownSent.email)}
        onOther={() => setLeftMail(shownSent.expiresAt)}
      />
    );
  }
  return (
    <form className="fields" onSubmit={onSubmit} noValidate aria-busy={pending}>
      <h2 className="title">{t('link.title')}</h2>
      {failure ? (
        <FailureAlert failure={failure} />
      ) : (
        <p className="fields__intro">{t('link.intro', { name: personName(person) })}</p>
      )}
      {failure?.code === 'Link_NoAuthorisation' && (
        <section className="whom" aria-labelledby="whom">
          <h3 id="whom" className="subtitle">
            {t('link.none.title')}
          </h3>
          <ul>
            <li>{t('link.none.correspondent')}</li>
            <li>
              {t('link.none.support')} <strong>{phone}</strong>
            </li>
          </ul>
        </section>
      )}
      <Field
        ref={field}
        type="email"
        label={t('link.email')}
        hint={t('link.email.hint')}
        problem={problem}
        autoComplete="email"
        spellCheck={false}
        readOnly={pending}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <div className="buttons">
        <Button type="submit" busy={pending}>
          {pending ? t('link.pending') : t('link.submit')}
        </Button>
        <Button priority="secondary" onClick={cancelSignIn}>
          {t('cancel')}
        </Button>
      </div>
      <p className="late" role="status">
        {late && t('ways.late')}
      </p>
    </form>
  );
}
