import { Coalescer } from '../../shared/coalescer.ts';
import { queueLimits } from '../documents/dialog-info.ts';
import type { SipIdentity, SipLink } from '../sip/sip-link.ts';
import type { StandingSubscription } from '../sip/standing-subscription.ts';
import { type Clock, stationClock, WallTimes } from '../station-clock.ts';
import { activityOf } from './activity.ts';
import { DialogWatch, watchRegistration } from './address-watch.ts';
import { type Pace, pacedSubscribing } from './paced-subscribing.ts';
import type { BoardOptions, BoardReport, ColleagueReport, Departure, QueueReport } from './protocol.ts';
import { departures, waitsAt } from './waiting.ts';
import type { WatchedDialogs } from './watched-dialogs.ts';

export interface BoardWatchOptions
  extends Pick<BoardOptions, 'queues' | 'colleagues' | 'showParties'>,
    Pick<SipIdentity, 'addressOfRecord'> {
  readonly link: SipLink;
  readonly emit: (report: BoardReport) => void;
  readonly clock?: Clock;
  readonly pace?: Pace;
}

/** A hundred SUBSCRIBE a second at most: 500 colleagues are followed after some seconds, and nobody is flooded. */
const usualPace: Pace = { atOnce: 20, interval: 10 };
/** At most five reports a second. */
const REPORT_INTERVAL = 200;
const TICK = 500;
/** A message that was dropped may have been anybody's: all colleagues are asked anew, this often at most. */
const SWEEP_PAUSE = 60_000;
/** More than that between two reports is no telephony. */
const MAX_DEPARTURES = 1_000;

interface QueueWatch {
  readonly dialogs: DialogWatch;
  readonly waits: ReturnType<typeof waitsAt>;
}

interface ColleagueWatch {
  readonly dialogs: DialogWatch;
  registration: StandingSubscription | null;
  registered: boolean | null;
}

/** Follows queues and colleagues over one link, and reports what changed, the last state of each. */
export class BoardWatch {
  readonly #options: BoardWatchOptions;
  readonly #link: SipLink;
  readonly #clock: Clock;
  readonly #wallTimes: WallTimes;
  readonly #queues = new Map<string, QueueWatch>();
  readonly #colleagues = new Map<string, ColleagueWatch>();
  readonly #changedQueues = new Set<string>();
  readonly #changedColleagues = new Set<string>();
  readonly #departures: Departure[] = [];
  readonly #reports: Coalescer;
  readonly #ticking: ReturnType<typeof setInterval>;
  readonly #unwatch: readonly (() => void)[];
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(options: BoardWatchOptions) {
    this.#options = options;
    this.#clock = options.clock ?? stationClock;
    this.#wallTimes = new WallTimes(this.#clock);
    this.#link = pacedSubscribing(options.link, options.pace ?? usualPace);
    this.#reports = new Coalescer(REPORT_INTERVAL, () => this.#report());
    this.#unwatch = [
      this.#link.state.subscribe(() => this.#reports.mark()),
      this.#link.dropped.subscribe(() => this.#onDropped()),
    ];
    // The order of subscribing: who waits comes first, whether phones are registered last.
    for (const { queue, answersFirst } of options.queues) this.#watchQueue(queue, answersFirst);
    for (const number of options.colleagues) this.#watchColleague(number);
    for (const number of options.colleagues) this.#watchRegistration(number);
    this.#ticking = setInterval(() => this.#tick(), TICK);
    this.#reports.mark();
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticking);
    this.#reports.stop();
    for (const unwatch of this.#unwatch) unwatch();
    for (const { dialogs } of this.#queues.values()) dialogs.stop();
    for (const { dialogs, registration } of this.#colleagues.values()) {
      dialogs.stop();
      registration?.stop();
    }
    await this.#link.stop();
  }

  #watchQueue(queue: string, answersFirst: boolean): void {
    const dialogs = new DialogWatch({
      link: this.#link,
      uri: this.#uriOf(queue),
      limits: queueLimits,
      now: () => this.#clock.monotonic(),
      onChange: (before, after) => {
        this.#noteDepartures(queue, before, after, answersFirst);
        this.#changedQueues.add(queue);
        this.#reports.mark();
      },
    });
    this.#queues.set(queue, { dialogs, waits: waitsAt(answersFirst) });
    this.#changedQueues.add(queue);
  }

  #watchColleague(number: string): void {
    const dialogs = new DialogWatch({
      link: this.#link,
      uri: this.#uriOf(number),
      now: () => this.#clock.monotonic(),
      onChange: () => this.#markColleague(number),
    });
    this.#colleagues.set(number, { dialogs, registration: null, registered: null });
    this.#changedColleagues.add(number);
  }

  #watchRegistration(number: string): void {
    const colleague = this.#colleagues.get(number);
    if (!colleague) return;
    colleague.registration = watchRegistration({
      link: this.#link,
      uri: this.#uriOf(number),
      onChange: (registered) => {
        if (registered && !colleague.registered) colleague.dialogs.returned();
        colleague.registered = registered;
        this.#markColleague(number);
      },
    });
  }

  #markColleague(number: string): void {
    this.#changedColleagues.add(number);
    this.#reports.mark();
  }

  #noteDepartures(queue: string, before: WatchedDialogs, after: WatchedDialogs, answersFirst: boolean): void {
    const leftAt = this.#wallTimes.at(this.#clock.monotonic());
    for (const { dialog, outcome } of departures(before, after, answersFirst)) {
      if (this.#departures.length >= MAX_DEPARTURES) this.#departures.shift();
      const since = this.#wallTimes.at(dialog.since);
      this.#departures.push({ id: dialog.id, queue, party: dialog.party, since, leftAt, outcome });
    }
  }

  #onDropped(): void {
    for (const { dialogs } of this.#queues.values()) dialogs.renewSoon();
    const now = this.#clock.monotonic();
    if (now - this.#sweptAt < SWEEP_PAUSE) return;
    this.#sweptAt = now;
    for (const { dialogs } of this.#colleagues.values()) dialogs.renewSoon();
  }

  #tick(): void {
    for (const { dialogs } of this.#queues.values()) dialogs.tick();
    for (const { dialogs } of this.#colleagues.values()) dialogs.tick();
    if (!this.#wallTimes.wereSet()) return;
    for (const queue of this.#queues.keys()) this.#changedQueues.add(queue);
    this.#reports.mark();
  }

  #report(): void {
    const linkUp = this.#link.state.get().kind === 'up';
    const queues = [...this.#changedQueues].map((queue) => this.#queueReport(queue));
    const colleagues = [...this.#changedColleagues].map((number) => this.#colleagueReport(number));
    this.#changedQueues.clear();
    this.#changedColleagues.clear();
    this.#options.emit({
      type: 'report',
      linkUp,
      queues: queues.filter((report) => report !== null),
      colleagues: colleagues.filter((report) => report !== null),
      departures: this.#departures.splice(0),
    });
  }

  #queueReport(queue: string): QueueReport | null {
    const watch = this.#queues.get(queue);
    if (!watch) return null;
    const waiting = watch.dialogs.dialogs.dialogs.filter(watch.waits);
    return {
      queue,
      live: watch.dialogs.live,
      waiting: waiting.map(({ id, party, since, seenFromStart }) => ({
        id,
        party,
        since: this.#wallTimes.at(since),
        seenFromStart,
      })),
    };
  }

  #colleagueReport(number: string): ColleagueReport | null {
    const watch = this.#colleagues.get(number);
    if (!watch) return null;
    const { dialogs, registered } = watch;
    const { activity, party } = activityOf({
      dialogs: dialogs.dialogs,
      heard: dialogs.heard,
      registered,
      gone: dialogs.gone,
    });
    return { number, live: dialogs.live, activity, party: this.#options.showParties ? party : null };
  }

  #uriOf(address: string): string {
    if (/^sips?:/i.test(address)) return address;
    const domain = this.#options.addressOfRecord.split('@').at(-1)?.split(/[;?]/)[0] ?? '';
    return `sip:${address.replaceAll('#', '%23')}@${domain}`;
  }
}
