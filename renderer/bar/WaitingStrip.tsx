import type { BoardSummaryView } from '../../electron/ipc/rooms/board.ts';
import { nobodyText, t } from '../ui/board-text.ts';
import { barBridge } from '../ui/bridge.ts';
import { useNow } from '../ui/clock.ts';
import { formatDuration } from '../ui/duration.ts';
import { PriorityBadge } from '../ui/PriorityBadge.tsx';
import { summaryOf } from './waiting-summary.ts';
import './waiting-strip.css';

/** How many wait, how urgent and for how long, in the room of two lines; it opens the board. */
export function WaitingStrip({ board }: { readonly board: BoardSummaryView | null }) {
  if (!board || board.link.kind === 'off') return null;
  const { waiting, priority, longestSince, live } = summaryOf(board);
  const rooms = board.rooms.map(roomText);
  const details = [t('strip.open'), ...(live ? [] : [t('room.notLive')]), ...rooms];
  return (
    <>
      <span className="fr-sr-only" role="status">
        {priority === 'P0' && t('strip.urgent')}
      </span>
      <button
        type="button"
        className="waiting-strip"
        data-live={live}
        data-waiting={waiting > 0}
        title={details.join('\n')}
        onClick={() => void barBridge.ask('bar.openBoard', undefined)}
      >
        <span className="waiting-strip__count">
          {!live && <span className="icon icon--stale" aria-hidden="true" />}
          {priority && <PriorityBadge priority={priority} />}
          <strong>{countText(waiting, live)}</strong>
        </span>
        <span className="waiting-strip__longest">
          {longestSince === null ? t('strip.rooms') : <Longest board={board} since={longestSince} />}
        </span>
        <span className="fr-sr-only">{details.join('. ')}</span>
      </button>
    </>
  );
}

/** What the timer is of is said, and that somebody waits for too long by a word and a sign. */
function Longest({ board, since }: { readonly board: BoardSummaryView; readonly since: number }) {
  const now = useNow();
  const late = board.rooms.some(
    ({ longestSince, alertAfter }) => longestSince !== null && now - longestSince >= alertAfter * 1_000,
  );
  return (
    <span data-late={late}>
      {late && <span className="icon icon--warning" aria-hidden="true" />}
      {t(late ? 'strip.late' : 'strip.longest')}{' '}
      <time className="timer" aria-live="off">
        {formatDuration(now - since)}
      </time>
    </span>
  );
}

function roomText({ label, waiting, priority, live }: BoardSummaryView['rooms'][number]): string {
  if (priority === null) return t(live ? 'strip.roomEmpty' : 'strip.roomUnknown', { label });
  return t('strip.room', { label, count: waiting, priority: `${priority} ${t(`priority.${priority}`)}` });
}

function countText(waiting: number, live: boolean): string {
  if (waiting === 0) return nobodyText(live);
  return waiting === 1 ? t('strip.waiting.one') : t('strip.waiting.many', { count: waiting });
}
