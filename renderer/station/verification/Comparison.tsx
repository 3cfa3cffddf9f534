import { useEffect, useId, useState } from 'react';
import type { Result } from '../../../electron/failures/index.ts';
import type { RunSummary } from '../../../electron/ipc/rooms/verification.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { dateText } from './date.ts';
import { t } from './text.ts';

interface ComparisonProps {
  /** Two at least, the newest first. */
  readonly runs: readonly RunSummary[];
}

/** What changed between two runs; to begin with, between the last two. */
export function Comparison({ runs }: ComparisonProps) {
  const [before, setBefore] = useState(runs[1]?.id ?? '');
  const [after, setAfter] = useState(runs[0]?.id ?? '');
  const [told, setTold] = useState<Result<readonly string[]> | null>(null);
  useEffect(() => {
    let isWanted = true;
    setTold(null);
    if (before !== after) {
      void stationBridge
        .ask('verification.compare', { one: before, other: after })
        .then((answer) => isWanted && setTold(answer));
    }
    return () => {
      isWanted = false;
    };
  }, [before, after]);
  return (
    <section>
      <h3 className="subtitle">{t('verification.compare')}</h3>
      <div className="verification__two">
        <Choice label={t('verification.one')} runs={runs} value={before} onChoose={setBefore} />
        <Choice label={t('verification.other')} runs={runs} value={after} onChoose={setAfter} />
      </div>
      <div className="verification__changes" role="status">
        {before === after && <p>{t('verification.same')}</p>}
        {told?.ok && told.value.map((change) => <p key={change}>{change}</p>)}
      </div>
      {told && !told.ok && <FailureAlert failure={told.failure} />}
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly runs: readonly RunSummary[];
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

function Choice({ label, runs, value, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="fr-select-group">
      <label className="fr-label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="fr-select" value={value} onChange={({ target }) => onChoose(target.value)}>
        {runs.map((run) => (
          <option key={run.id} value={run.id}>
            {`${dateText(run.date)} (${t(`verification.state.${run.verdict}`).toLowerCase()})`}
          </option>
        ))}
      </select>
    </div>
  );
}
