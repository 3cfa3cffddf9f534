import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { PasswordPolicy } from '../../../electron/identity/account/account.ts';
import { checkPassword } from '../../../electron/identity/account/password-rules.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';
import { PasswordField } from './PasswordField.tsx';
import { PasswordRules } from './PasswordRules.tsx';
import { takeBytes } from './secret.ts';
import './fields.css';

interface NewPasswordFormProps {
  readonly policy: PasswordPolicy;
  /** Whether the present password proves who asks. */
  readonly askCurrent: boolean;
  /** Tells whether it was done. The bytes are overwritten when it has answered. */
  readonly onSubmit: (
    current: Uint8Array<ArrayBuffer> | null,
    next: Uint8Array<ArrayBuffer>,
  ) => Promise<boolean>;
  /** Why the last attempt failed. */
  readonly failure: Failure | null;
  readonly pending: boolean;
  readonly submit: string;
  /** More buttons, beside the one that submits. */
  readonly children?: ReactNode;
}

type Problem = { readonly field: 'current' | 'next' | 'confirmation'; readonly text: string };

/** A new password, its rules checked as it is typed. No password enters React's state: only which rules it keeps. */
export function NewPasswordForm({
  policy,
  askCurrent,
  onSubmit,
  failure,
  pending,
  submit,
  children,
}: NewPasswordFormProps) {
  const current = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);
  const confirmation = useRef<HTMLInputElement>(null);
  const [checks, setChecks] = useState(() => checkPassword('', policy));
  const [problem, setProblem] = useState<Problem | null>(null);
  const problemOf = (field: Problem['field']) => (problem?.field === field ? problem.text : null);

  useEffect(() => {
    if (!pending) (current.current ?? next.current)?.focus();
  }, [pending]);

  const findProblem = (): Problem | null => {
    if (current.current?.value === '') return { field: 'current', text: t('password.currentEmpty') };
    if (checks.some(({ kept }) => !kept)) return { field: 'next', text: t('password.weak') };
    if (next.current?.value === confirmation.current?.value) return null;
    return { field: 'confirmation', text: t('password.different') };
  };

  const submitPasswords = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || !next.current || !confirmation.current) return;
    const found = findProblem();
    setProblem(found);
    if (found) return { current, next, confirmation }[found.field].current?.focus();
    const secrets = {
      current: current.current && takeBytes(current.current),
      next: takeBytes(next.current),
      confirmation: takeBytes(confirmation.current),
    };
    setChecks(checkPassword('', policy));
    try {
      await onSubmit(secrets.current, secrets.next);
    } finally {
      for (const secret of Object.values(secrets)) secret?.fill(0);
    }
  };

  return (
    <form className="fields" onSubmit={submitPasswords} noValidate>
      {failure && !pending && <FailureAlert failure={failure} />}
      {askCurrent && (
        <PasswordField
          ref={current}
          label={t('password.current')}
          problem={problemOf('current')}
          readOnly={pending}
          autoComplete="current-password"
        />
      )}
      <PasswordField
        ref={next}
        label={t('password.next')}
        problem={problemOf('next')}
        readOnly={pending}
        autoComplete="new-password"
        onInput={(event) => setChecks(checkPassword(event.currentTarget.value, policy))}
      />
      <PasswordRules policy={policy} checks={checks} />
      <PasswordField
        ref={confirmation}
        label={t('password.confirmation')}
        problem={problemOf('confirmation')}
        readOnly={pending}
        autoComplete="new-password"
      />
      <div className="buttons">
        <Button type="submit" busy={pending}>
          {pending ? t('password.pending') : submit}
        </Button>
        {children}
      </div>
    </form>
  );
}
