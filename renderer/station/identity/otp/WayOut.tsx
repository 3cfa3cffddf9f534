import { useContext } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { HelpdeskPhone } from '../../../ui/helpdesk.ts';
import { formatHelpdeskPhone } from '../../../ui/phone-number.ts';
import { t } from '../../text.ts';

/** What the correspondent and the support can do about it (seed 000). */
const requests = {
  Otp_FrozenDefinitively: { correspondent: t('otp.wayOut.unlock'), support: t('otp.wayOut.unlockSupport') },
  Otp_ResetNotPossible: { correspondent: t('otp.wayOut.reset'), support: t('otp.wayOut.resetSupport') },
} as const;

type Stuck = Failure & { readonly code: keyof typeof requests };

/** Whether somebody else has to act before this way opens again. */
export function hasWayOut(failure: Failure): failure is Stuck {
  return Object.hasOwn(requests, failure.code);
}

interface WayOutProps {
  readonly failure: Stuck;
  readonly onUseCard: () => void;
}

/** Whom to ask, and how to work meanwhile. */
export function WayOut({ failure, onUseCard }: WayOutProps) {
  const phone = formatHelpdeskPhone(useContext(HelpdeskPhone));
  const { correspondent, support } = requests[failure.code];
  return (
    <section className="way-out" aria-labelledby="way-out-title">
      <h3 id="way-out-title" className="subtitle">
        {t('otp.wayOut.title')}
      </h3>
      <dl>
        <div>
          <dt>{t('otp.wayOut.card')}</dt>
          <dd>
            <Button small first onClick={onUseCard}>
              {t('ways.useCard')}
            </Button>
            <p>{t('otp.wayOut.withCard')}</p>
          </dd>
        </div>
        <div>
          <dt>{t('otp.wayOut.correspondent')}</dt>
          <dd>
            <p>{correspondent}</p>
          </dd>
        </div>
        <div>
          <dt>{t('otp.wayOut.support')}</dt>
          <dd>
            <strong className="way-out__phone">{phone}</strong>
            <p>{support}</p>
          </dd>
        </div>
      </dl>
    </section>
  );
}
