import type { OpenTicket } from '../../../../electron/support/index.ts';
import type { Letter } from '../../../../electron/support/rules/letter.ts';
import type { Milestone, TicketEntry } from '../../../../electron/support/rules/ticket.ts';

/** One thing of a ticket's history, as it is read from top to bottom. */
export type HistoryItem =
  | { readonly kind: 'letter'; readonly id: string; readonly at: number; readonly letter: Letter }
  | { readonly kind: 'entry'; readonly id: string; readonly at: number; readonly entry: TicketEntry }
  | { readonly kind: 'milestone'; readonly id: string; readonly at: number; readonly milestone: Milestone };

/**
 * What was written on a ticket, once each: a letter of this workstation that the desk has stands where the desk has it,
 * as it was written; one that the desk has not told of yet comes after what it has. Changes of state stand between.
 */
export function historyOf({ copy, letters }: Pick<OpenTicket, 'copy' | 'letters'>): readonly HistoryItem[] {
  const known = new Map(letters.map((letter) => [letter.id, letter]));
  const atDesk = (copy?.entries ?? []).map((entry): HistoryItem => {
    const letter = entry.letter === null ? undefined : known.get(entry.letter);
    const { id, at } = entry;
    return letter ? { kind: 'letter', id: letter.id, at, letter } : { kind: 'entry', id, at, entry };
  });
  const told = new Set(atDesk.map(({ id }) => id));
  const milestones = (copy?.milestones ?? [])
    .filter(({ kind }) => kind !== 'opened')
    .map(
      (milestone): HistoryItem => ({
        kind: 'milestone',
        id: `milestone-${milestone.kind}`,
        at: milestone.at,
        milestone,
      }),
    );
  const rest = letters
    .filter(({ id }) => !told.has(id))
    .map((letter): HistoryItem => ({ kind: 'letter', id: letter.id, at: letter.createdAt, letter }));
  // Clocks of desk and station differ: what the desk has not told of is not put between what it has.
  return [...inOrder([...atDesk, ...milestones]), ...rest];
}

/** The sort is stable: of what happened in one second, what was said comes before what it changed. */
function inOrder(items: readonly HistoryItem[]): readonly HistoryItem[] {
  return [...items].sort((a, b) => a.at - b.at);
}
