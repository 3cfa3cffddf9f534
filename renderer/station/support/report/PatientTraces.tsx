import type { PatientTrace } from '../../../../electron/support/rules/patient-data.ts';
import type { Report } from '../../../../electron/support/rules/report.ts';
import { Button } from '../../../ui/Button.tsx';
import { t } from './text.ts';

/** Those that are listed; the rest is counted. */
const MOST_SHOWN = 8;

interface PatientTracesProps {
  readonly traces: readonly PatientTrace[];
  readonly report: Report;
  /** Selects it where it stands. */
  readonly onShow: (trace: PatientTrace) => void;
  readonly onReplace: (trace: PatientTrace) => void;
}

/** What was typed that may tell who a patient is: where it stands and what kind it is. Whoever writes decides. */
export function PatientTraces({ traces, report, onShow, onReplace }: PatientTracesProps) {
  return (
    <section className="report__traces" aria-labelledby="report-traces">
      <h3 id="report-traces" className="support__section">
        {t(traces.length === 1 ? 'traces.one' : 'traces.many', { count: traces.length })}
      </h3>
      <p>{t('traces.hint')}</p>
      <ul className="report__list">
        {traces.slice(0, MOST_SHOWN).map((trace) => {
          const { field, kind, start, end } = trace;
          const found = report[field].slice(start, end);
          const told = t('traces.told', { kind: t(`trace.${kind}`), field: t(`field.${field}`) });
          return (
            <li key={`${field} ${start}`}>
              <span className="report__name">
                {t('traces.found', { found })}
                <span className="fr-hint-text">{told}</span>
              </span>
              <Button
                small
                priority="tertiary"
                label={t('traces.showOne', { found })}
                onClick={() => onShow(trace)}
              >
                {t('traces.show')}
              </Button>
              <Button
                small
                priority="tertiary"
                label={t('traces.replaceOne', { found })}
                onClick={() => onReplace(trace)}
              >
                {t('traces.replace')}
              </Button>
            </li>
          );
        })}
      </ul>
      {traces.length > MOST_SHOWN && <p>{t('traces.more', { count: traces.length - MOST_SHOWN })}</p>}
    </section>
  );
}
