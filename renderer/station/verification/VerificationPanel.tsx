import { useEffect, useRef } from 'react';
import type { VerificationView } from '../../../electron/ipc/views.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useAsking } from '../../ui/use-intent.ts';
import { Panel } from '../shell/Panel.tsx';
import { CheckList } from './CheckList.tsx';
import { MonthlySummary } from './MonthlySummary.tsx';
import { Outcome } from './Outcome.tsx';
import { Todo } from './Todo.tsx';
import { t } from './text.ts';
import './verification.css';

interface VerificationPanelProps {
  /** Null until the services run. */
  readonly verification: VerificationView | null;
  /** Id of the point that it is opened on. */
  readonly check?: string | null;
  readonly onClose: () => void;
}

/** « Vérifier le poste »: what is wrong and what to do first, everything that was verified below. */
export function VerificationPanel({ verification, check = null, onClose }: VerificationPanelProps) {
  const asking = useAsking();
  const isThere = verification !== null;
  const isNew = verification?.report === null;
  const begun = useRef(false);
  const run = () => void asking.run(() => stationBridge.ask('verification.run', undefined));
  // Whoever opens this wants to know how the workstation is.
  useEffect(() => {
    if (!isThere || begun.current) return;
    begun.current = true;
    if (isNew) void stationBridge.ask('verification.run', undefined);
    else if (check !== null) void stationBridge.ask('verification.runOne', { id: check });
  }, [isThere, isNew, check]);
  return (
    <Panel title={t('verification.title')} onClose={onClose}>
      <div className="verification">
        <p className="discreet">{t('verification.intro')}</p>
        {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
        {!verification && (
          <p className="busy" role="status">
            {t('verification.loading')}
          </p>
        )}
        {verification && (
          <>
            <Progress verification={verification} />
            {!verification.isRunning && <Outcome verification={verification} />}
            <div className="buttons">
              {verification.isRunning ? (
                <Button
                  first
                  priority="secondary"
                  onClick={() => void asking.run(() => stationBridge.ask('verification.cancel', undefined))}
                >
                  {t('verification.stop')}
                </Button>
              ) : (
                <Button first onClick={run}>
                  {t('verification.run')}
                </Button>
              )}
            </div>
            <Todo checks={verification.checks} />
            <CheckList
              verification={verification}
              shown={check}
              onAgain={(id) => void asking.run(() => stationBridge.ask('verification.runOne', { id }))}
            />
            <MonthlySummary />
          </>
        )}
      </div>
    </Panel>
  );
}

/** Of one check that is run again, the others count as verified. */
function Progress({ verification: { isRunning, checks } }: { readonly verification: VerificationView }) {
  const total = checks.length;
  const done = checks.filter(({ phase }) => phase === 'idle').length;
  if (!isRunning) return null;
  return (
    <div className="verification__progress">
      <p id="verification-progress" role="status">
        {t('verification.progress', { done, total })}
      </p>
      <progress aria-labelledby="verification-progress" value={done} max={total} />
    </div>
  );
}
