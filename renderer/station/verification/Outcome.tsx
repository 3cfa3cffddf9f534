import type { RunSummary } from '../../../electron/ipc/rooms/verification.ts';
import { Alert } from '../../ui/Alert.tsx';
import { dateText } from './date.ts';
import { ReportTools } from './ReportTools.tsx';
import { t } from './text.ts';

const severities = { ok: 'success', warning: 'warning', failure: 'error' } as const;

interface OutcomeProps {
  /** Null before the first. */
  readonly run: RunSummary | null;
  /** What it found otherwise than the one before. */
  readonly changes: readonly string[];
}

/** How the workstation is, in one sentence; what changed since the run before, and the report. */
export function Outcome({ run, changes }: OutcomeProps) {
  if (!run) return <p>{t('verification.never')}</p>;
  const { verdict, counts, complete } = run;
  // What was not verified may be at fault.
  const isOpen = !complete && verdict === 'ok';
  const numbers = {
    ...counts,
    none: counts['not-applicable'],
    date: dateText(run.date),
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
      <ReportTools key={run.id} run={run} />
    </>
  );
}
