import type { BrandName } from '../brands.ts';
import type { AgentState } from './model.ts';

export interface TrainingNumber {
  readonly number: string;
  /** Where the phone stands, for example « Position 3 ». */
  readonly label: string;
  /** False for a number whose phone is off. */
  readonly registered: boolean;
  /** How many devices share the number; 1 when not given. */
  readonly devices?: number | undefined;
  /** False for a phone that takes no order about its calls, as most do; the same as the brand `plain`. */
  readonly remoteControl?: boolean | undefined;
  /** What the phone is, by its name in `brands.ts`; without it a phone that knows `talk` and `hold`, and no uaCSTA. */
  readonly brand?: BrandName | undefined;
  /** Somebody sits there: the phone is answered like numbers outside are. */
  readonly staffed?: boolean | undefined;
}

/** What a phone is set to. */
export interface StationState {
  registered: boolean;
  doNotDisturb: boolean;
  /** Every call goes there instead. */
  forwardTo: string | null;
  agent: AgentState;
}

export interface Station {
  readonly phone: TrainingNumber;
  readonly state: StationState;
}

/** The extensions of the exchange and what each is set to. */
export class Stations {
  readonly #stations = new Map<string, Station>();

  constructor(phones: readonly TrainingNumber[]) {
    for (const phone of phones) this.add(phone);
  }

  add(phone: TrainingNumber): void {
    this.#stations.set(phone.number, {
      phone,
      state: { registered: phone.registered, doNotDisturb: false, forwardTo: null, agent: 'agentNull' },
    });
  }

  /** Another phone under the same number, set as the one before. */
  replace(phone: TrainingNumber): void {
    const station = this.#stations.get(phone.number);
    if (station) this.#stations.set(phone.number, { phone, state: station.state });
  }

  get(number: string): Station | undefined {
    return this.#stations.get(number);
  }

  all(): IterableIterator<Station> {
    return this.#stations.values();
  }
}
