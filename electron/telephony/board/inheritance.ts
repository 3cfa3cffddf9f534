import type { BoardReport, Departure, QueueReport } from './protocol.ts';

type WaitingReport = QueueReport['waiting'][number];

/**
 * What one process of the board hands down to the next, through main: a call that goes on waiting keeps its timer, and
 * one that left while nobody listened is told, without a word on what became of it.
 */
export class Inheritance {
  /** What waited when the process died, by queue, until the queue is followed again. */
  readonly #orphans = new Map<string, readonly WaitingReport[]>();
  /** Calls that are still there, by queue: the new process saw them come later than they did. */
  readonly #heirs = new Map<string, readonly WaitingReport[]>();

  /** The process died. */
  leave({ queue, waiting }: QueueReport): void {
    this.#orphans.set(queue, waiting);
  }

  /** A report of the next process, completed; `now` in ms since the epoch. */
  complete(report: BoardReport, now: number): Pick<BoardReport, 'queues' | 'departures'> {
    const told = report.departures.map((departure) => this.#withItsTimes(departure));
    const missed = report.queues.flatMap((queue) => this.#missed(queue, told, now));
    return { queues: report.queues.map((queue) => this.#completed(queue)), departures: [...told, ...missed] };
  }

  clear(): void {
    this.#orphans.clear();
    this.#heirs.clear();
  }

  #missed(
    { queue, live, waiting }: QueueReport,
    told: readonly Departure[],
    now: number,
  ): readonly Departure[] {
    const orphans = this.#orphans.get(queue);
    if (!orphans || !live) return [];
    this.#orphans.delete(queue);
    const still = orphans.filter(({ id }) => waiting.some((call) => call.id === id));
    this.#heirs.set(queue, still);
    const isTold = ({ id }: WaitingReport): boolean =>
      told.some((departure) => departure.queue === queue && departure.id === id);
    return orphans
      .filter((call) => !still.includes(call) && !isTold(call))
      .map(({ id, party, since }) => ({ id, queue, party, since, leftAt: now, outcome: 'unknown' }));
  }

  #completed(report: QueueReport): QueueReport {
    const { queue, waiting } = report;
    const orphans = this.#orphans.get(queue);
    // Not followed yet: what was known stays in sight.
    if (orphans) return { ...report, waiting: orphans };
    const heirs = this.#heirs.get(queue);
    if (!heirs) return report;
    const known = heirs.filter(({ id }) => waiting.some((call) => call.id === id));
    if (known.length > 0) this.#heirs.set(queue, known);
    else this.#heirs.delete(queue);
    return { ...report, waiting: waiting.map((call) => known.find(({ id }) => id === call.id) ?? call) };
  }

  #withItsTimes(departure: Departure): Departure {
    const known = this.#heirs.get(departure.queue)?.find(({ id }) => id === departure.id);
    return known ? { ...departure, since: known.since } : departure;
  }
}
