import type { EnvironmentView } from '../../../electron/ipc/rooms/environment.ts';
import { formatHelpdeskPhone } from '../../ui/phone-number.ts';
import { t } from '../text.ts';

/** Whom to call, and which version to name to them. */
export function Footer({ environment }: { readonly environment: EnvironmentView }) {
  return (
    <footer className="footer">
      <strong>{t('footer.support', { phone: formatHelpdeskPhone(environment.helpdeskPhone) })}</strong>
      <span>{t('footer.version', { version: environment.version })}</span>
    </footer>
  );
}
