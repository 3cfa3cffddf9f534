import './outage.css';
import type { EnvironmentView } from '../../../electron/ipc/rooms/environment.ts';
import type { Outage } from '../../../electron/telephony/outage.ts';
import type { CapturesState } from '../../../electron/telephony/outage-captures.ts';
import { Alert } from '../../ui/Alert.tsx';
import { formatDuration } from '../../ui/duration.ts';
import { outageText as t } from '../../ui/outage-text.ts';
import { formatHelpdeskPhone } from '../../ui/phone-number.ts';
import { Timer } from '../../ui/Timer.tsx';
import { timeOf } from '../../ui/time-of.ts';
import { Captures } from './Captures.tsx';

interface OutagePageProps {
  readonly outage: Outage;
  readonly captures: CapturesState;
  readonly environment: EnvironmentView;
}

/** An outage of the telephony in full: its cause, what still works, what to do; then, that all is back. */
export function OutagePage({ outage, captures, environment }: OutagePageProps) {
  if (outage.kind === 'restored') {
    const duration = formatDuration(outage.until - outage.since);
    return (
      <Alert severity="success" title={t('restored')}>
        <p>{t('restoredText', { duration, cause: t(`cause.${outage.cause}`) })}</p>
      </Alert>
    );
  }
  const { cause, since, works, todo, portalAway, boardAway } = outage;
  const phone = formatHelpdeskPhone(environment.helpdeskPhone);
  return (
    <section className="outage" aria-labelledby="outage-title">
      <div className="outage__head">
        <h1 id="outage-title" className="outage__title">
          <span className="icon icon--error" aria-hidden="true" />
          {t(`cause.${cause}`)}
        </h1>
        <p role="status">{t(`text.${cause}`)}</p>
        <p className="discreet">
          {t('since', { time: timeOf(since) })} <Timer since={since} />
        </p>
      </div>
      <div className="outage__columns">
        <div>
          <h2 className="outage__subtitle">{t('todo.title')}</h2>
          <ol>
            {todo.map((one) => (
              <li key={one}>{t(`todo.${one}`, { phone })}</li>
            ))}
          </ol>
        </div>
        <div>
          <h2 className="outage__subtitle">{t('works.title')}</h2>
          <ul>
            {works.map((one) => (
              <li key={one}>{t(`works.${one}`)}</li>
            ))}
          </ul>
          {portalAway && <p>{t('also.portal')}</p>}
          {boardAway && <p>{t('also.board')}</p>}
        </div>
      </div>
      <Captures captures={captures} />
    </section>
  );
}
