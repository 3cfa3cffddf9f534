import type { Exercise } from '../../../electron/ipc/exercise.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { useIntent } from '../../ui/use-intent.ts';

/** Lets something happen on the telephone of training. */
export function useExercise() {
  return useIntent((exercise: Exercise) => stationBridge.ask('training.exercise', exercise));
}
