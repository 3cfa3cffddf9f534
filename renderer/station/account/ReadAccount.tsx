import { type ReactNode, useEffect } from 'react';
import type { Account } from '../../../electron/identity/account/account.ts';
import type { AccountView } from '../../../electron/ipc/rooms/account.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { useLate } from '../../ui/use-late.ts';
import { t } from '../text.ts';

interface ReadAccountProps {
  /** Null where the session has none. */
  readonly view: AccountView | null;
  readonly children: (account: Account) => ReactNode;
}

const refresh = () => stationBridge.ask('account.refresh', undefined);

/** The account of the signed-in person once it was read; until then, what keeps it. It is asked for again each time. */
export function ReadAccount({ view, children }: ReadAccountProps) {
  const again = useIntent(refresh);
  const account = view?.account ?? null;
  const failure = view ? (again.failure ?? view.failure) : ({ code: 'Account_NotNow' } as const);
  const waiting = account === null && (failure === null || again.pending);
  const late = useLate(waiting);

  useEffect(() => void refresh(), []);

  if (account) return children(account);
  if (waiting) {
    return (
      <>
        <p className="busy" role="status">
          {t('account.loading')}
        </p>
        <p className="late discreet" role="status">
          {late && t('account.late')}
        </p>
      </>
    );
  }
  return (
    <>
      {failure && <FailureAlert failure={failure} />}
      <div className="buttons">
        <Button first onClick={() => void again.run()}>
          {t('account.retry')}
        </Button>
      </div>
    </>
  );
}
