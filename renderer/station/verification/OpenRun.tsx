import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../../electron/failures/index.ts';
import type { RunView } from '../../../electron/ipc/rooms/verification.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { CheckList } from './CheckList.tsx';
import { Outcome } from './Outcome.tsx';
import { Todo } from './Todo.tsx';
import { t } from './text.ts';

interface OpenRunProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** A run that is over, whole. */
export function OpenRun({ id, onClose }: OpenRunProps) {
  const back = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState<Result<RunView> | null>(null);
  useEffect(() => {
    back.current?.querySelector('button')?.focus();
    void stationBridge.ask('verification.read', { id }).then(setTold);
  }, [id]);
  return (
    <>
      <div ref={back}>
        <Button small priority="secondary" onClick={onClose}>
          {t('verification.back')}
        </Button>
      </div>
      {told && !told.ok && <FailureAlert failure={told.failure} />}
      {told?.ok && (
        <>
          <Outcome run={told.value} changes={told.value.changes} />
          <Todo entries={told.value.checks} />
          <CheckList checks={told.value.checks.map((entry) => ({ ...entry, phase: 'idle', entry }))} />
        </>
      )}
    </>
  );
}
