import { useEffect, useRef } from 'react';
import type { SignInProgress } from '../../../../electron/identity/session-state.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { t } from '../../text.ts';
import { useEscape } from '../Authenticating.tsx';
import { cancelSignIn } from '../use-way.ts';
import { Warning } from './Warning.tsx';

type Waiting = Extract<SignInProgress, { step: 'waiting' }>;

/** Two digits, the same here and on the phone: only then is the request this station's. */
export function CompareDigits({ channel, digits, expiresAt }: Waiting) {
  const title = useRef<HTMLHeadingElement>(null);
  useEscape(cancelSignIn);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="compare">
      <h2 className="title" tabIndex={-1} ref={title}>
        {t('psc.waiting.title')}
      </h2>
      <div className="compare__row">
        <p className="compare__digits">
          <span className="fr-sr-only">{t('psc.waiting.digits', { digits: [...digits].join(' ') })}</span>
          <span aria-hidden="true">{digits}</span>
        </p>
        <div>
          <p className="compare__what">{t(`psc.waiting.${channel}`)}</p>
          <p>{t('psc.waiting.different')}</p>
        </div>
      </div>
      <p className="busy" role="status">
        {t('psc.waiting.busy')}
      </p>
      <Countdown until={expiresAt} text={t('psc.waiting.left')} over={t('psc.waiting.over')} />
      <Warning />
      <div className="buttons">
        <Button priority="secondary" onClick={cancelSignIn}>
          {t('cancel')}
        </Button>
      </div>
    </section>
  );
}
