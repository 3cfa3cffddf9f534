import type { Result } from '../failures/index.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import { nextOutage, noOutage, type Outage, type OutageState, outageOf } from './outage.ts';
import type { PhoneCommand, PhoneState } from './ports.ts';

export interface OutageWatchOptions {
  readonly phone: Observable<PhoneState>;
  readonly bound: Observable<boolean>;
  /** Whether this workstation is on any network. */
  readonly online: () => boolean;
  readonly portalAway: () => boolean;
  readonly boardAway: () => boolean;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Some causes show by nothing but time; milliseconds. */
const LOOK_EVERY = 1_000;

type Command = (command: PhoneCommand) => Promise<Result<undefined>>;

/** Watches the phone for outages, and says when all is back. */
export class OutageWatch {
  readonly current: Subject<Outage | null> = new Subject<Outage | null>(null);
  readonly #options: OutageWatchOptions;
  readonly #now: () => number;
  readonly #stops: readonly (() => void)[];
  #state: OutageState = noOutage;
  #unconfirmed = { count: 0, at: 0 };

  constructor(options: OutageWatchOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    const look = () => this.#look();
    const looking = setInterval(look, LOOK_EVERY);
    this.#stops = [
      options.phone.subscribe(look),
      options.bound.subscribe(look),
      () => clearInterval(looking),
    ];
    look();
  }

  /** The same command, whose confirmations are counted: a phone that confirms nothing is silent. */
  watched(command: Command): Command {
    return async (asked) => {
      const result = await command(asked);
      if (result.ok) this.#unconfirmed = { count: 0, at: 0 };
      else if (result.failure.code === 'Phone_NotConfirmed') {
        this.#unconfirmed = { count: this.#unconfirmed.count + 1, at: this.#now() };
      }
      this.#look();
      return result;
    };
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #look(): void {
    const { phone, bound, online, portalAway, boardAway } = this.#options;
    this.#state = nextOutage(this.#state, {
      at: this.#now(),
      bound: bound.get(),
      online: online(),
      phone: phone.get(),
      unconfirmed: this.#unconfirmed,
    });
    const told = outageOf(this.#state, { portalAway: portalAway(), boardAway: boardAway() });
    if (JSON.stringify(told) !== JSON.stringify(this.current.get())) this.current.set(told);
  }
}
