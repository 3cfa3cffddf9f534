import type { TrainingView } from '../../../electron/ipc/rooms/training.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';
import { Section } from './Section.tsx';

interface CallersProps {
  readonly callers: TrainingView['callers'];
  /** Whether a phone is there to ring. */
  readonly bound: boolean;
}

/** Who can be made to call. */
export function Callers({ callers, bound }: CallersProps) {
  const call = useIntent((callerId: string) => stationBridge.ask('training.call', { callerId }));
  return (
    <Section title={t('training.callers')}>
      {!bound && <p className="discreet">{t('training.callHint')}</p>}
      {call.failure && <FailureAlert failure={call.failure} onClose={call.clear} />}
      <ul className="training__list">
        {callers.map(({ id, label }) => (
          <li key={id}>
            <span>{label}</span>
            <Button
              small
              priority="secondary"
              disabled={!bound}
              label={t('training.callFrom', { caller: label })}
              onClick={() => void call.run(id)}
            >
              {t('training.call')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
