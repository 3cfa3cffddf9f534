import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import type { PanelName } from '../shell/panels.ts';
import { t } from '../text.ts';
import { formatDay } from './dates.ts';

interface PasswordExpiryProps {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly expired: boolean;
  readonly onPanel: (panel: PanelName) => void;
  readonly onLater: () => void;
}

/** Tells in time that the password of the sign-in by OTP goes. */
export function PasswordExpiry({ expiresAt, expired, onPanel, onLater }: PasswordExpiryProps) {
  const when = expired ? 'over' : 'soon';
  return (
    <Alert severity="warning" title={t(`changePassword.${when}.title`)}>
      <p>{t(`changePassword.${when}.text`, { date: formatDay(expiresAt) })}</p>
      <div className="buttons">
        <Button small priority="secondary" onClick={() => onPanel('password')}>
          {t('changePassword.change')}
        </Button>
        <Button small priority="tertiary" onClick={onLater}>
          {t('first.later')}
        </Button>
      </div>
    </Alert>
  );
}
