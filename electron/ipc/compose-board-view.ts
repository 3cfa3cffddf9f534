import type { BoardState, RoomState } from '../telephony/board/ports.ts';
import type { Truth } from './compose-views.ts';
import type { BoardSummaryView, BoardView } from './rooms/board.ts';

/**
 * The board's window: everything that is known of rooms and colleagues, and what one may do to them. Of a locked
 * station, whoever passes by reads no name and no number there: the page is given none.
 */
export function composeBoardView(
  truth: Pick<Truth, 'environment' | 'session' | 'phone' | 'binding' | 'board' | 'agent'>,
): BoardView {
  const { environment, session, phone, binding, board, agent } = truth;
  const locked = session.kind === 'locked';
  return {
    environment,
    locked,
    bound: binding.kind === 'bound',
    calls: locked ? [] : phone.calls,
    capabilities: phone.capabilities,
    board: locked ? { link: board.link, rooms: [], colleagues: [] } : board,
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
