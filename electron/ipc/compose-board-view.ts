import type { BoardState, RoomState } from '../telephony/board/ports.ts';
import type { Truth } from './compose-views.ts';
import type { BoardSummaryView, BoardView } from './views.ts';

/** The board's window: everything that is known of rooms and colleagues, and what one may do to them. */
export function composeBoardView({ environment, session, phone, binding, board, agent }: Truth): BoardView {
  return {
    environment,
    locked: session.kind === 'locked',
    bound: binding.kind === 'bound',
    calls: phone.calls,
    capabilities: phone.capabilities,
    board,
    agent,
  };
}

/** The same in the room of a strip; null where the site has no board. */
export function boardSummary(board: BoardState): BoardSummaryView | null {
  if (board.rooms.length === 0 && board.colleagues.length === 0) return null;
  return { link: board.link, rooms: board.rooms.map(roomSummary) };
}

function roomSummary({ id, label, waiting, priority, longestSince, alertAfter, live }: RoomState) {
  return {
    id,
    label,
    waiting: waiting.length,
    priority,
    longestSince,
    longestSeenFromStart: waiting.every(
      ({ since, seenFromStart }) => since !== longestSince || seenFromStart,
    ),
    alertAfter,
    live,
  };
}
