import { useEffect, useRef } from 'react';
import type { VerificationView } from '../../../electron/ipc/rooms/verification.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useAsking } from '../../ui/use-intent.ts';
import { CheckList } from './CheckList.tsx';
import { Outcome } from './Outcome.tsx';
import { Todo } from './Todo.tsx';
import { t } from './text.ts';

interface NowProps {
  readonly verification: VerificationView;
  /** Id of the point that it is opened on. */
  readonly check: string | null;
}

/** What is wrong and what to do first, everything that was verified below. */
export function Now({ verification, check }: NowProps) {
  const asking = useAsking();
  const isNew = verification.report === null;
  const begun = useRef(false);
  const run = () => void asking.run(() => stationBridge.ask('verification.run', undefined));
  // Whoever opens this wants to know how the workstation is.
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (isNew) void stationBridge.ask('verification.run', undefined);
    else if (check !== null) void stationBridge.ask('verification.runOne', { id: check });
  }, [isNew, check]);
  return (
    <>
      <p className="discreet">{t('verification.intro')}</p>
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
      <Progress verification={verification} />
      {!verification.isRunning && <Outcome run={verification.report} changes={verification.changes} />}
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
      <Todo entries={verification.checks.flatMap(({ entry }) => entry ?? [])} />
      <CheckList
        checks={verification.checks}
        shown={check}
        again={{
          isBusy: verification.isRunning,
          ask: (id) => void asking.run(() => stationBridge.ask('verification.runOne', { id })),
        }}
      />
    </>
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
