import { useEffect, useState } from 'react';
import type { TrainingView } from '../../../electron/ipc/rooms/training.ts';

const nothing: readonly string[] = [];

/** How many simulated messages and requests came since somebody last looked. */
export function useUnseen(training: TrainingView | null, looking: boolean): number {
  const [seen, setSeen] = useState(nothing);
  const arrived = training ? [...training.messages, ...training.ecps].map(({ id }) => id) : nothing;
  const all = arrived.join('\n');
  useEffect(() => {
    if (looking) setSeen(all.split('\n'));
  }, [looking, all]);
  return looking ? 0 : arrived.filter((id) => !seen.includes(id)).length;
}
