import type { AbandonedCall } from './ports.ts';
import type { BoardReport } from './protocol.ts';

/** How many are kept in sight, and for how long, in ms. */
export const ABANDONED_KEPT = 50;
export const ABANDONED_STAYS = 3_600_000;

export type Abandoned = AbandonedCall & { readonly queue: string };

/**
 * The callers who gave up, the latest first: one who waits again has called again and is taken off. `flowOf` names the
 * flow of a queue. Times are ms since the epoch.
 */
export function noteAbandoned(
  known: readonly Abandoned[],
  report: Pick<BoardReport, 'queues' | 'departures'>,
  flowOf: (queue: string) => string,
  now: number,
): readonly Abandoned[] {
  const gaveUp = report.departures
    .filter(({ outcome }) => outcome === 'abandoned')
    .map(({ id, queue, party, since, leftAt }) => ({ id, queue, party, since, leftAt, flow: flowOf(queue) }));
  const waiting = new Set(
    report.queues.flatMap((queue) => queue.waiting.map(({ party }) => party.number ?? undefined)),
  );
  const isOver = ({ party, leftAt }: Abandoned): boolean =>
    now - leftAt > ABANDONED_STAYS || (party.number !== null && waiting.has(party.number));
  if (gaveUp.length === 0 && !known.some(isOver)) return known;
  return [...gaveUp, ...known]
    .filter((call) => !isOver(call))
    .sort((a, b) => b.leftAt - a.leftAt)
    .slice(0, ABANDONED_KEPT);
}
