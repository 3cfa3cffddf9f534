import type { LetterView, SupportView } from '../../../../electron/ipc/rooms/support.ts';

/** How many letters wait for a person, are on their way, and have arrived or were handed over. */
export interface LetterCounts {
  readonly attention: number;
  readonly waiting: number;
  readonly there: number;
}

export function countLetters(letters: readonly LetterView[]): LetterCounts {
  const count = (...stages: readonly LetterView['stage'][]) =>
    letters.filter(({ stage }) => stages.includes(stage)).length;
  return {
    attention: count('attention'),
    waiting: count('waiting'),
    there: count('acknowledged', 'sent', 'handed-over'),
  };
}

/** Letters that do not get on: those that a person has to see to, and those that a failure holds up. */
export function heldUp(support: SupportView | null): number {
  return (support?.letters ?? []).filter(
    ({ stage, failure }) => stage === 'attention' || (stage === 'waiting' && failure !== null),
  ).length;
}
