import type { BoardSummaryView } from '../../electron/ipc/rooms/board.ts';
import type { Priority } from '../../electron/telephony/board/ports.ts';

export interface WaitingSummary {
  readonly waiting: number;
  /** The highest that waits anywhere; null when nobody does. */
  readonly priority: Priority | null;
  readonly longestSince: number | null;
  /** False while any room is not followed. */
  readonly live: boolean;
}

const order: readonly Priority[] = ['P0', 'P1', 'P2', 'P3', 'NR'];

/** All rooms together. */
export function summaryOf({ link, rooms }: BoardSummaryView): WaitingSummary {
  const since = rooms.flatMap(({ longestSince }) => (longestSince === null ? [] : [longestSince]));
  return {
    waiting: rooms.reduce((sum, { waiting }) => sum + waiting, 0),
    priority: order.find((one) => rooms.some(({ priority }) => priority === one)) ?? null,
    longestSince: since.length === 0 ? null : Math.min(...since),
    live: link.kind === 'up' && rooms.every(({ live }) => live),
  };
}
