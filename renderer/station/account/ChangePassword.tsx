import { useState } from 'react';
import type { Account } from '../../../electron/identity/account/account.ts';
import type { AccountView } from '../../../electron/ipc/rooms/account.ts';
import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { NewPasswordForm } from '../identity/NewPasswordForm.tsx';
import { Panel } from '../shell/Panel.tsx';
import { t } from '../text.ts';
import { formatDay } from './dates.ts';
import { ReadAccount } from './ReadAccount.tsx';

interface ChangePasswordProps {
  readonly account: AccountView | null;
  readonly session: Extract<SessionView, { kind: 'signed-in' }>;
  readonly onClose: () => void;
}

/** « Modifier mon mot de passe »: the card proves who asks, else the present password does. */
export function ChangePassword({ account, session, onClose }: ChangePasswordProps) {
  return (
    <Panel title={t('changePassword.panel')} onClose={onClose}>
      <ReadAccount view={account}>
        {(read) => <Change account={read} byCard={session.method === 'card'} onClose={onClose} />}
      </ReadAccount>
    </Panel>
  );
}

interface ChangeProps {
  readonly account: Account;
  readonly byCard: boolean;
  readonly onClose: () => void;
}

function Change({ account, byCard, onClose }: ChangeProps) {
  const { identifier, password, passwordPolicy } = account;
  const [done, setDone] = useState(false);
  const { run, failure, pending } = useIntent(
    (current: Uint8Array<ArrayBuffer> | null, next: Uint8Array<ArrayBuffer>) =>
      stationBridge.ask('account.changePassword', { current, next }),
  );
  if (done) {
    return (
      <>
        <Alert severity="success" title={t('changePassword.done')}>
          <p>
            {t('changePassword.doneText')}{' '}
            {password.expiresAt !== null &&
              t('changePassword.doneUntil', { date: formatDay(password.expiresAt) })}
          </p>
        </Alert>
        <div className="buttons">
          <Focused onClick={onClose} />
        </div>
      </>
    );
  }
  return (
    <>
      <p>
        {t('changePassword.intro', { identifier })} {standing(password)}
      </p>
      <NewPasswordForm
        policy={passwordPolicy}
        askCurrent={!byCard && password.set}
        onSubmit={async (current, next) => {
          const changed = await run(current, next);
          setDone(changed);
          return changed;
        }}
        failure={failure}
        pending={pending}
        submit={t('changePassword.submit')}
      />
    </>
  );
}

function standing({ set, expiresAt }: Account['password']): string {
  if (!set) return t('changePassword.unset');
  if (expiresAt === null) return '';
  const date = formatDay(expiresAt);
  return expiresAt > Date.now()
    ? t('changePassword.expires', { date })
    : t('changePassword.expired', { date });
}

/** The form took the keyboard with it when it went. */
function Focused({ onClick }: { readonly onClick: () => void }) {
  return (
    <div ref={(element) => element?.querySelector('button')?.focus()}>
      <Button onClick={onClick}>{t('close')}</Button>
    </div>
  );
}
