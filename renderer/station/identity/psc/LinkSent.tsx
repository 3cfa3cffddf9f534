import { useEffect, useRef } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { CooldownButton } from '../../../ui/CooldownButton.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { t } from '../../text.ts';
import { cancelSignIn } from '../use-way.ts';

interface LinkSentProps {
  readonly email: string;
  /** Milliseconds since the epoch, as `resendAt`. */
  readonly expiresAt: number;
  readonly resendAt: number;
  readonly failure: Failure | null;
  readonly pending: boolean;
  readonly onResend: () => void;
  readonly onOther: () => void;
}

/** A mail is on its way: the link in it has to be followed in time. */
export function LinkSent({ email, expiresAt, resendAt, failure, pending, onResend, onOther }: LinkSentProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="fields" aria-busy={pending}>
      <h2 className="title" tabIndex={-1} ref={title}>
        {t('link.sent.title')}
      </h2>
      {failure && <FailureAlert failure={failure} />}
      <p className="sent" role="status">
        {t('link.sent', { email })}
      </p>
      <p>{t('link.sent.hint')}</p>
      <Countdown until={expiresAt} text={t('link.valid')} over={t('link.expired')} />
      <div className="buttons">
        <CooldownButton
          until={resendAt}
          text={t('link.resend')}
          wait={(seconds) => t('link.resendIn', { seconds })}
          busy={pending}
          onClick={onResend}
        />
        <Button priority="secondary" busy={pending} onClick={onOther}>
          {t('link.other')}
        </Button>
        <Button priority="tertiary" onClick={cancelSignIn}>
          {t('cancel')}
        </Button>
      </div>
    </section>
  );
}
