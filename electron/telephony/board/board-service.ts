import { fail, ok, type Result } from '../../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../../shared/listeners.ts';
import { type Abandoned, noteAbandoned } from './abandoned.ts';
import type { BoardTarget } from './board-process.ts';
import { type BoardSite, composeBoard, numberOf } from './compose-board.ts';
import { Inheritance } from './inheritance.ts';
import type { Board, BoardLink, BoardState, DepartedCall } from './ports.ts';
import type { BoardReport, ColleagueReport, Departure, QueueReport } from './protocol.ts';

export interface BoardServiceOptions extends BoardSite {
  readonly process: { follow(target: BoardTarget): void; unfollow(): Promise<void> };
}

const off: BoardLink = { kind: 'off' };
/** Milliseconds between two looks for callers who gave up long ago. */
const TICK = 60_000;

/** Keeps what the board's process reports: it outlives that process, and says when it may be wrong. */
export class BoardService implements Board {
  readonly #options: BoardServiceOptions;
  readonly #state: Subject<BoardState>;
  readonly #listeners = new Set<(call: DepartedCall) => void>();
  readonly #queues = new Map<string, QueueReport>();
  readonly #colleagues = new Map<string, ColleagueReport>();
  readonly #flows: ReadonlyMap<string, { readonly room: string; readonly flow: string }>;
  readonly #inheritance = new Inheritance();
  #abandoned: readonly Abandoned[] = [];
  #link: BoardLink = off;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(options: BoardServiceOptions) {
    this.#options = options;
    this.#state = new Subject(composeBoard(options, this.#known()));
    this.#flows = new Map(
      options.rooms.flatMap(({ label, flows }) =>
        flows.map(({ queue, name }) => [queue, { room: label, flow: name }]),
      ),
    );
  }

  get state(): Observable<BoardState> {
    return this.#state;
  }

  follow(target: BoardTarget): void {
    this.#forget();
    this.#link = { kind: 'connecting' };
    this.#ticking = setInterval(() => this.#note({ queues: [], departures: [] }), TICK);
    this.#publish();
    this.#options.process.follow(target);
  }

  async unfollow(): Promise<void> {
    this.#forget();
    this.#publish();
    await this.#options.process.unfollow();
  }

  onDeparture(listener: (call: DepartedCall) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  mayPickUp(number: string): Result<undefined> {
    const { rooms, colleagues } = this.#options;
    const open = rooms.filter(({ pickUp }) => pickUp).flatMap(({ flows }) => flows);
    const allowed =
      open.some(({ queue }) => numberOf(queue) === number) || colleagues.some((one) => one.number === number);
    return allowed ? ok() : fail('Board_PickUpNotAllowed', { number });
  }

  async close(): Promise<void> {
    await this.unfollow();
    this.#listeners.clear();
  }

  /** What the process told. */
  take(report: BoardReport): void {
    if (this.#link.kind === 'off') return;
    const { queues, departures } = this.#inheritance.complete(report, Date.now());
    for (const queue of queues) this.#queues.set(queue.queue, queue);
    for (const colleague of report.colleagues) this.#colleagues.set(colleague.number, colleague);
    if (report.linkUp) this.#link = { kind: 'up' };
    else if (this.#link.kind === 'up') this.#link = { kind: 'stale', since: Date.now() };
    this.#note({ queues, departures });
    for (const departure of departures) this.#tell(departure);
  }

  /** The process is gone: what is shown stays, and is no longer live until the next one has told it. */
  lost(): void {
    if (this.#link.kind === 'up') this.#link = { kind: 'stale', since: Date.now() };
    for (const [queue, report] of this.#queues) {
      this.#queues.set(queue, { ...report, live: false });
      this.#inheritance.leave(report);
    }
    for (const [number, report] of this.#colleagues) {
      this.#colleagues.set(number, { ...report, live: false });
    }
    this.#publish();
  }

  #note(report: Pick<BoardReport, 'queues' | 'departures'>): void {
    const flowOf = (queue: string): string => this.#flows.get(queue)?.flow ?? queue;
    this.#abandoned = noteAbandoned(this.#abandoned, report, flowOf, Date.now());
    this.#publish();
  }

  #tell({ queue, party, since, leftAt, outcome }: Departure): void {
    const { room = '', flow = queue } = this.#flows.get(queue) ?? {};
    for (const listener of [...this.#listeners]) listener({ room, flow, party, since, leftAt, outcome });
  }

  #forget(): void {
    clearInterval(this.#ticking);
    this.#queues.clear();
    this.#colleagues.clear();
    this.#inheritance.clear();
    this.#abandoned = [];
    this.#link = off;
  }

  #publish(): void {
    this.#state.set(composeBoard(this.#options, this.#known()));
  }

  #known() {
    return {
      link: this.#link,
      queues: this.#queues,
      colleagues: this.#colleagues,
      abandoned: this.#abandoned,
    };
  }
}
