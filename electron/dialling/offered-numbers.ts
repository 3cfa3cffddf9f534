import { type Failure, fail, type Result } from '../failures/index.ts';
import type { DiallingConfiguration } from '../settings/configuration.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import { type DialReading, prepareDial } from './prepare-dial.ts';
import { readLink } from './read-link.ts';

/** What the number field is opened with. */
export interface DialOffer {
  /** Another one for each offer. */
  readonly id: number;
  readonly reading: DialReading;
  /** Why it cannot be called, or was not called at once where that was asked for. */
  readonly failure: Failure | null;
}

export interface OfferedNumbersOptions {
  readonly configuration: DiallingConfiguration;
  /** Why nobody may call now, or null. */
  readonly refusal: () => Failure | null;
  readonly dial: (number: string) => Promise<Result<undefined>>;
  /** Opens the number field, which takes the keyboard. */
  readonly openField: () => void;
  /** Tells a failure where no number field may open. */
  readonly tell: (failure: Failure) => void;
}

/** A page that floods the station with links opens the field once in this time; ms. */
export const LINK_PAUSE = 1_000;

/** Numbers that come from outside the number field, a link or the clipboard: called, or offered there. */
export class OfferedNumbers {
  readonly #options: OfferedNumbersOptions;
  readonly #current = new Subject<DialOffer | null>(null);
  #lastId = 0;
  #linkAt = Number.NEGATIVE_INFINITY;

  constructor(options: OfferedNumbersOptions) {
    this.#options = options;
  }

  /** Null while the number field has to start empty. */
  get current(): Observable<DialOffer | null> {
    return this.#current;
  }

  /** A `tel:`, `callto:` or `sip:` link that another program hands over: hostile until it is read. */
  async offerLink(link: string): Promise<void> {
    const now = performance.now();
    if (now - this.#linkAt < LINK_PAUSE) return;
    this.#linkAt = now;
    const { telLinks } = this.#options.configuration;
    const refusal = telLinks === 'off' ? fail('Link_Off').failure : this.#options.refusal();
    if (refusal) return this.#options.tell(refusal);
    await this.#take(readLink(link, this.#options.configuration), telLinks === 'dial');
  }

  /** The text that the operator copied, at the key made for it. What may be something else than a number is asked. */
  async offerCopied(text: string): Promise<void> {
    const refusal = this.#options.refusal();
    if (refusal) return this.#options.tell(refusal);
    const reading = prepareDial(text, this.#options.configuration);
    const isSure = reading.kind === 'ready' && !reading.choice.doubtful;
    await this.#take(reading, isSure && this.#options.configuration.copiedNumber === 'dial');
  }

  /** The number field is closed: what was in it is forgotten. */
  withdraw(): void {
    this.#current.set(null);
  }

  async #take(reading: DialReading, atOnce: boolean): Promise<void> {
    if (reading.kind === 'refused') return this.#offer(reading, reading.failure);
    if (!atOnce || reading.kind !== 'ready') return this.#offer(reading, null);
    const dialled = await this.#options.dial(reading.choice.number);
    if (!dialled.ok) this.#offer(reading, dialled.failure);
  }

  #offer(reading: DialReading, failure: Failure | null): void {
    this.#lastId += 1;
    this.#current.set({ id: this.#lastId, reading, failure });
    this.#options.openField();
  }
}
