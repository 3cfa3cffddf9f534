import { useId, useState } from 'react';
import type { WaitingPriority } from '../../../electron/ipc/exercise.ts';
import type { TrainingView } from '../../../electron/ipc/rooms/training.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';
import { Section } from './Section.tsx';
import { useExercise } from './use-exercise.ts';

const priorities: readonly WaitingPriority[] = ['P0', 'P1', 'P2', 'P3'];

interface RoomProps {
  readonly callers: TrainingView['callers'];
  readonly activity: boolean;
  /** Whether a phone is there to ring. */
  readonly bound: boolean;
}

/** The control room around: who waits, and colleagues. */
export function Room({ callers, activity, bound }: RoomProps) {
  const id = useId();
  const [chosen, choose] = useState(callers[0]?.id ?? '');
  const exercise = useExercise();
  return (
    <Section title={t('training.room')}>
      {exercise.failure && <FailureAlert failure={exercise.failure} onClose={exercise.clear} />}
      <label className="fr-label" htmlFor={id}>
        {t('training.caller')}
      </label>
      <select id={id} className="fr-select" value={chosen} onChange={({ target }) => choose(target.value)}>
        {callers.map((caller) => (
          <option key={caller.id} value={caller.id}>
            {caller.label}
          </option>
        ))}
      </select>
      <p className="training__hint" id={`${id}-wait`}>
        {t('training.wait')}
      </p>
      <ul className="training__priorities" aria-labelledby={`${id}-wait`}>
        {priorities.map((priority) => (
          <li key={priority}>
            <Button
              small
              priority="secondary"
              label={t('training.waitIn', { priority, meaning: t(`training.priority.${priority}`) })}
              onClick={() => void exercise.run({ do: 'wait', callerId: chosen, priority })}
            >
              {priority}
            </Button>
          </li>
        ))}
      </ul>
      <ul className="training__acts">
        <li>
          <Button small priority="secondary" onClick={() => void exercise.run({ do: 'empty-rooms' })}>
            {t('training.emptyRooms')}
          </Button>
        </li>
        <li>
          <Button
            small
            priority="secondary"
            disabled={!bound}
            onClick={() => void exercise.run({ do: 'hand-over', callerId: chosen })}
          >
            {t('training.handOver')}
          </Button>
        </li>
      </ul>
      <label className="training__cut">
        <input
          type="checkbox"
          checked={activity}
          onChange={({ target }) => void exercise.run({ do: 'activity', on: target.checked })}
        />
        {t('training.activity')}
      </label>
    </Section>
  );
}
