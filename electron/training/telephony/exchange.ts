import { randomBytes } from 'node:crypto';

/** How the called party behaves. */
export type Behaviour = 'answers' | 'busy' | 'no-answer';

export interface Party {
  /** Null for a withheld number. */
  readonly number: string | null;
  readonly displayName: string | null;
}

export interface TrainingNumber {
  readonly number: string;
  /** Where the phone stands, for example « Position 3 ». */
  readonly label: string;
  /** False for a number whose phone is off. */
  readonly registered: boolean;
  /** How many devices share the number; 1 when not given. */
  readonly devices?: number;
  /** False for a phone that takes no order about its calls, as most do. */
  readonly remoteControl?: boolean;
}

/** One call at one phone, as the phone's dialog (RFC 4235) says it. */
export interface TrainingCall {
  readonly id: string;
  readonly number: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly direction: 'initiator' | 'recipient';
  readonly remote: Party;
  readonly state: 'early' | 'confirmed' | 'terminated';
  readonly held: boolean;
}

export interface ExchangeOptions {
  readonly numbers: readonly TrainingNumber[];
  /** Milliseconds after which a called party answers. */
  readonly answerAfter: number;
  readonly behaviour: (number: string) => Behaviour;
}

/** Ended dialogs stay in the documents for a while, as real exchanges do. */
const TERMINATED_STAYS = 2_000;
const BUSY_AFTER = 300;

/** The desk phones of a training site and their calls; knows nothing of SIP. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #calls = new Map<string, TrainingCall>();
  readonly #unregistered: Set<string>;
  readonly #listeners = new Set<(number: string) => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: ExchangeOptions) {
    this.#options = options;
    const off = options.numbers.filter(({ registered }) => !registered);
    this.#unregistered = new Set(off.map(({ number }) => number));
  }

  /** Told of the number whose calls or registration changed. */
  onChange(listener: (number: string) => void): void {
    this.#listeners.add(listener);
  }

  phone(number: string): TrainingNumber | undefined {
    const phone = this.#options.numbers.find((candidate) => candidate.number === number);
    return phone && { ...phone, registered: !this.#unregistered.has(number) };
  }

  setRegistered(number: string, registered: boolean): void {
    if (registered) this.#unregistered.delete(number);
    else this.#unregistered.add(number);
    this.#tell(number);
  }

  callsAt(number: string): readonly TrainingCall[] {
    return [...this.#calls.values()].filter((call) => call.number === number);
  }

  /** Lets a phone ring; gives the id of the call. */
  ring(number: string, remote: Party): string {
    return this.#add(number, 'recipient', remote, 'early').id;
  }

  /** The phone calls somebody, who behaves as told. */
  place(number: string, to: string): string {
    const { id } = this.#add(number, 'initiator', { number: to, displayName: null }, 'early');
    const behaviour = this.#options.behaviour(to);
    if (behaviour === 'answers') this.#later(this.#options.answerAfter, () => this.connect(id));
    if (behaviour === 'busy') this.#later(BUSY_AFTER, () => this.end(id));
    return id;
  }

  /** A leg that the phone picks up by itself, from its own number. */
  pickUpByItself(number: string, id: string): TrainingCall {
    return this.#add(number, 'recipient', { number, displayName: null }, 'confirmed', id);
  }

  /** The call is answered, at the phone or at the other end; a phone has one conversation, others wait on hold. */
  connect(id: string): void {
    const call = this.#calls.get(id);
    if (call?.state !== 'early') return;
    this.#holdOthers(call);
    this.#update({ ...call, state: 'confirmed' });
  }

  hold(id: string): void {
    const call = this.#calls.get(id);
    if (call?.state === 'confirmed') this.#update({ ...call, held: true });
  }

  retrieve(id: string): void {
    const call = this.#calls.get(id);
    if (call?.state !== 'confirmed') return;
    this.#holdOthers(call);
    this.#update({ ...call, held: false });
  }

  /** Either side hangs up, the caller gives up, or the call is refused. */
  end(id: string): void {
    const call = this.#calls.get(id);
    if (!call || call.state === 'terminated') return;
    this.#update({ ...call, state: 'terminated', held: false });
    this.#later(TERMINATED_STAYS, () => this.#calls.delete(id));
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#listeners.clear();
  }

  #add(
    number: string,
    direction: TrainingCall['direction'],
    remote: Party,
    state: TrainingCall['state'],
    id: string = randomBytes(8).toString('hex'),
  ): TrainingCall {
    const tags = { localTag: randomBytes(4).toString('hex'), remoteTag: randomBytes(4).toString('hex') };
    const call: TrainingCall = { id, number, ...tags, direction, remote, state, held: false };
    this.#update(call);
    return call;
  }

  #holdOthers({ number, id }: TrainingCall): void {
    for (const other of this.callsAt(number)) {
      if (other.id !== id && other.state === 'confirmed' && !other.held) {
        this.#calls.set(other.id, { ...other, held: true });
      }
    }
  }

  #update(call: TrainingCall): void {
    this.#calls.set(call.id, call);
    this.#tell(call.number);
  }

  #tell(number: string): void {
    for (const listener of this.#listeners) listener(number);
  }

  #later(milliseconds: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
