import type { EscalationView } from '../../../../electron/ipc/rooms/escalation.ts';
import { formatHelpdeskPhone } from '../../../ui/phone-number.ts';
import { t } from './text.ts';

/** The whole table, with the rows of now marked. */
export function WhoAnswers({ escalation }: { readonly escalation: EscalationView }) {
  const { levels, day, major, other } = escalation;
  const dayText =
    day.kind === 'holiday'
      ? day.name
        ? t('day.holiday', { name: day.name })
        : t('day.closed')
      : t(`day.${day.kind}`);
  const isNow = (name: string, when: string, forWhat: string) =>
    [major, other].some(
      ({ level }) => level?.name === name && level.when === when && level.for.join() === forWhat,
    );
  return (
    <section>
      <h3>{t('table.title')}</h3>
      <p className="discreet">{t('table.day', { day: dayText })}</p>
      <ul className="escalation__levels">
        {levels.map(({ name, when, for: severities, phone, email }) => (
          <li key={`${name} ${when} ${severities.join()}`} data-now={isNow(name, when, severities.join())}>
            <span className="discreet">
              {severities.map((severity) => t(`table.for.${severity}`)).join(', ')}, {t(`table.when.${when}`)}
              {isNow(name, when, severities.join()) && ` (${t('table.now')})`}
            </span>
            <strong>
              {name}
              {phone && ` ${formatHelpdeskPhone(phone)}`}
            </strong>
            {email && <span>{email}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
