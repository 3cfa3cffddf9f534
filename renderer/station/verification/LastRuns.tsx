import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { RunSummary } from '../../../electron/ipc/rooms/verification.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Comparison } from './Comparison.tsx';
import { dateText } from './date.ts';
import { OpenRun } from './OpenRun.tsx';
import { t } from './text.ts';

interface LastRunsProps {
  /** The run that is shown now: when another one is, the list is read again. */
  readonly latest: string | null;
}

/** The runs that are kept, the newest first: one may be opened, two compared. */
export function LastRuns({ latest }: LastRunsProps) {
  const [runs, setRuns] = useState<readonly RunSummary[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const left = useRef<string | null>(null);
  useEffect(() => {
    void stationBridge.ask('verification.runs', undefined).then((answer) => {
      if (answer.ok) setRuns(answer.value);
      else setFailure(answer.failure);
    });
  }, [latest]);

  if (failure) return <FailureAlert failure={failure} />;
  if (!runs) return <p role="status">{t('verification.reading')}</p>;
  if (open !== null) {
    const close = () => {
      left.current = open;
      setOpen(null);
    };
    return <OpenRun key={open} id={open} onClose={close} />;
  }
  if (runs.length === 0) return <p>{t('verification.none')}</p>;
  return (
    <>
      {runs.length > 1 ? <Comparison runs={runs} /> : <p className="discreet">{t('verification.onlyOne')}</p>}
      {runs.length > 1 && <h3 className="subtitle">{t('verification.every')}</h3>}
      <ul className="verification__runs">
        {runs.map((run) => (
          <RunItem key={run.id} run={run} isLeft={run.id === left.current} onOpen={() => setOpen(run.id)} />
        ))}
      </ul>
    </>
  );
}

interface RunItemProps {
  readonly run: RunSummary;
  /** It was just closed: the keyboard goes on from there. */
  readonly isLeft: boolean;
  readonly onOpen: () => void;
}

function RunItem({ run: { date, verdict, counts }, isLeft, onOpen }: RunItemProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isLeft) item.current?.querySelector('button')?.focus();
  }, [isLeft]);
  const when = dateText(date);
  return (
    <li ref={item} className="verification__run" data-verdict={verdict}>
      <span className="verification__state">{t(`verification.state.${verdict}`)}</span>
      <span className="verification__when">
        {when}
        {verdict !== 'ok' && (
          <span className="verification__said">
            {' '}
            {t('verification.faults', { failure: counts.failure, warning: counts.warning })}
          </span>
        )}
      </span>
      <Button small priority="tertiary" label={t('verification.openLabel', { date: when })} onClick={onOpen}>
        {t('verification.open')}
      </Button>
    </li>
  );
}
