import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';
import { Section } from './Section.tsx';
import { useExercise } from './use-exercise.ts';

const acts = ['give-up', 'hang-up', 'pass-on'] as const;

/** What whoever calls, or talks with us, may do. */
export function OtherSide({ bound }: { readonly bound: boolean }) {
  const exercise = useExercise();
  return (
    <Section title={t('training.otherSide')}>
      {exercise.failure && <FailureAlert failure={exercise.failure} onClose={exercise.clear} />}
      <ul className="training__acts">
        {acts.map((act) => (
          <li key={act}>
            <Button
              small
              priority="secondary"
              disabled={!bound}
              onClick={() => void exercise.run({ do: act })}
            >
              {t(`training.otherSide.${act}`)}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
