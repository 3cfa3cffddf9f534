import type { PasswordPolicy } from '../../../electron/identity/account/account.ts';
import type { checkPassword } from '../../../electron/identity/account/password-rules.ts';
import { t } from '../text.ts';

interface PasswordRulesProps {
  readonly policy: PasswordPolicy;
  readonly checks: ReturnType<typeof checkPassword>;
}

/** What a password has to have, and what of it is there already. */
export function PasswordRules({ policy, checks }: PasswordRulesProps) {
  const values = { count: policy.minimumLength, characters: policy.specialCharacters };
  return (
    <div className="rules">
      <p className="rules__title">{t('password.rules')}</p>
      <ul>
        {checks.map(({ rule, kept }) => (
          <li key={rule} data-rule={rule} data-kept={kept}>
            <span className={kept ? 'icon icon--success' : 'rules__open'} aria-hidden="true" />
            <span>
              {t(`password.rule.${rule}`, values)}
              <span className="fr-sr-only"> – {t(kept ? 'password.kept' : 'password.notKept')}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="fr-sr-only" role="status">
        {t('password.keptCount', { kept: checks.filter(({ kept }) => kept).length, count: checks.length })}
      </p>
    </div>
  );
}
