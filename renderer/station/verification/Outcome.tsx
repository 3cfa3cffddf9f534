import type { VerificationView } from '../../../electron/ipc/views.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ReportTools } from './ReportTools.tsx';
import { t } from './text.ts';

const severities = { ok: 'success', warning: 'warning', failure: 'error' } as const;
const dateFormat = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

/** How the workstation is, in one sentence; what changed since the run before, and the report. */
export function Outcome({ verification: { report, changes } }: { readonly verification: VerificationView }) {
  if (!report) return <p>{t('verification.never')}</p>;
  const { verdict, counts, complete } = report;
  // What was not verified may be at fault.
  const isOpen = !complete && verdict === 'ok';
  const numbers = {
    ...counts,
    none: counts['not-applicable'],
    date: dateFormat.format(new Date(report.date)),
  };
  return (
    <>
      <Alert
        severity={isOpen ? 'info' : severities[verdict]}
        title={t(isOpen ? 'verification.incomplete' : `verification.${verdict}`)}
      >
        {!complete && <p>{t('verification.partial')}</p>}
        <p>{t('verification.counts', numbers)}</p>
        {changes.map((change) => (
          <p key={change}>{change}</p>
        ))}
      </Alert>
      <ReportTools key={report.id} run={report} />
    </>
  );
}
