import type { PreparedMail as Mail } from '../../../../electron/support/escalation/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import type { useAsking } from '../../../ui/use-intent.ts';
import { CopyButton } from './CopyButton.tsx';
import { t } from './text.ts';

interface PreparedMailProps {
  readonly mail: Mail;
  readonly asking: ReturnType<typeof useAsking>;
}

/** The mail that goes with the call: opened in the mail program, or copied where there is none. */
export function PreparedMail({ mail, asking }: PreparedMailProps) {
  return (
    <div className="escalation__mail">
      <p>
        {t('mail.about')} <strong>{mail.to}</strong>
      </p>
      <div className="buttons">
        <Button
          small
          priority="secondary"
          busy={asking.pending}
          onClick={() => void asking.run(() => stationBridge.ask('escalation.openMail', undefined))}
        >
          {t('mail.open')}
        </Button>
        <CopyButton
          text={`${mail.subject}\n\n${mail.body}`}
          copy={t('mail.copy')}
          copied={t('mail.copied')}
        />
      </div>
      <details>
        <summary>{t('mail.show', { address: mail.to })}</summary>
        <p>
          <strong>{mail.subject}</strong>
        </p>
        <p className="escalation__text">{mail.body}</p>
      </details>
    </div>
  );
}
