import type { PhoneView } from '../../../../electron/ipc/rooms/telephony.ts';
import type { Report } from '../../../../electron/support/rules/report.ts';
import { Button } from '../../../ui/Button.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { Call, Whom } from '../escalation/CallNow.tsx';
import { t } from './text.ts';
import { wallTimeText } from './wall-time.ts';
import '../escalation/escalation.css';

interface PhoneFirstProps {
  readonly phone: PhoneView;
  readonly supportPhone: string;
  readonly report: Report;
  readonly onMajor: () => void;
}

/** « Privilégier le téléphone »: the number, one click to call it, and what to tell, on the screen. */
export function PhoneFirst({ phone, supportPhone, report, onMajor }: PhoneFirstProps) {
  const asking = useAsking();
  const facts: readonly (readonly [string, string])[] = [
    [t('summary.who'), [report.declarant, report.role, report.entity].filter(Boolean).join(', ')],
    [t('summary.callBack'), report.phone],
    [t('summary.what'), report.subject],
    [t('field.concernedFunction'), report.concernedFunction],
    [t('summary.since'), wallTimeText(report.startedAt)],
    [t('field.usersAffected'), report.usersAffected],
    [t('field.environment'), t(`environment.${report.environment}`)],
    [t('field.error'), report.error],
  ];
  return (
    <section className="call-now" aria-labelledby="report-phone">
      <h3 id="report-phone" className="support__section">
        {t('phone.title')}
      </h3>
      <Whom name={t('phone.whom')} phone={supportPhone} />
      <Call to="support" phone={phone} asking={asking} />
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
      <p className="report__say">
        <strong>{t('summary.title')}</strong>
      </p>
      <dl className="report__summary">
        {facts
          .filter(([, value]) => value.trim() !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p>{t('phone.also')}</p>
      <div className="buttons">
        <Button small priority="secondary" onClick={onMajor}>
          {t('major.declare')}
        </Button>
      </div>
      <p className="discreet">{t('major.hint')}</p>
    </section>
  );
}
