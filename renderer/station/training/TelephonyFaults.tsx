import { useId } from 'react';
import type { TelephonyFault } from '../../../electron/ipc/exercise.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';
import { useExercise } from './use-exercise.ts';

const ofTheExchange: readonly TelephonyFault[] = ['none', 'link-cut', 'exchange-frozen'];
const ofThePhone: readonly TelephonyFault[] = [
  'phone-off',
  'phone-slow',
  'phone-silent',
  'phone-refuses',
  'orders-ignored',
];

interface TelephonyFaultsProps {
  readonly fault: TelephonyFault;
  /** Whether a phone is there to break. */
  readonly bound: boolean;
}

/** What can be broken on the telephone, to train on working without it. */
export function TelephonyFaults({ fault, bound }: TelephonyFaultsProps) {
  const id = useId();
  const exercise = useExercise();
  const all = [...ofTheExchange, ...ofThePhone];
  return (
    <>
      <label className="fr-label training__next" htmlFor={id}>
        {t('training.telephonyFault')}
      </label>
      <select
        id={id}
        className="fr-select"
        value={fault}
        onChange={(event) => {
          const chosen = all.find((one) => one === event.target.value);
          if (chosen) void exercise.run({ do: 'fault', fault: chosen });
        }}
      >
        {all.map((one) => (
          <option key={one} value={one} disabled={!bound && ofThePhone.includes(one)}>
            {t(`training.telephonyFault.${one}`)}
          </option>
        ))}
      </select>
      {exercise.failure && <FailureAlert failure={exercise.failure} onClose={exercise.clear} />}
      <p className="training__hint" role="status">
        {fault !== 'none' && t('training.telephonyBroken')}
      </p>
    </>
  );
}
