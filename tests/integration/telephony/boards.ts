import type { Result } from '../../../electron/failures/index.ts';
import { BoardProcess } from '../../../electron/telephony/board/board-process.ts';
import { BoardService } from '../../../electron/telephony/board/board-service.ts';
import type { BoardState, Colleague, Room } from '../../../electron/telephony/board/ports.ts';
import type { BoardReport } from '../../../electron/telephony/board/protocol.ts';
import { forkedProcess } from '../../stand/forked-process.ts';
import { waitFor } from '../../stand/process.ts';

export interface TestBoard {
  readonly service: BoardService;
  readonly process: BoardProcess;
  /** What the process told, in order. */
  readonly reports: readonly BoardReport[];
  readonly published: readonly Result<undefined>[];
  /** Of the process that runs now. */
  pid(): number | undefined;
  /** Resolves with the first state that `isSo` holds for. */
  state(what: string, isSo: (state: BoardState) => boolean, timeoutMs?: number): Promise<BoardState>;
  close(): Promise<void>;
}

export function room(id: string, queues: readonly string[], over: Partial<Room> = {}): Room {
  return {
    id,
    label: id,
    flows: queues.map((queue) => ({ name: queue, queue, priority: 'P1' })),
    pickUp: true,
    alertAfter: 30,
    answersFirst: false,
    ...over,
  };
}

/** The board with its real process, under plain Node. */
export function boardOver(
  servers: readonly string[],
  site: {
    readonly rooms?: readonly Room[];
    readonly colleagues?: readonly Colleague[];
    readonly heartbeat?: number;
  },
): TestBoard {
  const { rooms = [], colleagues = [], heartbeat = 1 } = site;
  const reports: BoardReport[] = [];
  const published: Result<undefined>[] = [];
  let running: ReturnType<typeof forkedProcess> | null = null;
  const spawn = () => {
    running = forkedProcess('electron/telephony/board/process.ts');
    return running;
  };
  const process = new BoardProcess({
    servers,
    heartbeat,
    authority: null,
    queues: rooms.flatMap(({ flows, answersFirst }) => flows.map(({ queue }) => ({ queue, answersFirst }))),
    colleagues: colleagues.map(({ number }) => number),
    showParties: true,
    spawn,
    onEvent: (event) => {
      if (event.type === 'published') {
        published.push(event.outcome.ok ? { ok: true, value: undefined } : event.outcome);
        return;
      }
      reports.push(event);
      service.take(event);
    },
    onLost: () => service.lost(),
  });
  const service = new BoardService({ rooms, colleagues, process });
  return {
    service,
    process,
    reports,
    published,
    pid: () => running?.pid,
    state: (what, isSo, timeoutMs = 8_000) =>
      waitFor(
        () => {
          const state = service.state.get();
          return isSo(state) ? state : undefined;
        },
        { timeoutMs, what },
      ),
    close: () => service.close(),
  };
}
