import { type Brand, brandOf } from './brands.ts';
import { dialog } from './documents.ts';
import type { Exchange } from './exchange/exchange.ts';
import type { Fault } from './faults.ts';
import type { PhoneFaults } from './phone-faults.ts';
import type { Presence } from './presence.ts';

/** What all connections to the training exchange share. */
export interface Site {
  readonly exchange: Exchange;
  readonly domain: string;
  readonly faults: ReadonlySet<Fault>;
  readonly phoneFaults: PhoneFaults;
  readonly presence: Presence;
  readonly dialogs: Dialogs;
}

export function brandAt({ exchange }: Site, number: string): Brand {
  return brandOf(exchange.phone(number) ?? {});
}

/** The dialogs of each number as XML, written once however many watch. */
export class Dialogs {
  readonly #exchange: Exchange;
  readonly #domain: string;
  readonly #written = new Map<string, string>();

  constructor(exchange: Exchange, domain: string) {
    this.#exchange = exchange;
    this.#domain = domain;
    exchange.onChange((number) => this.#written.delete(number));
  }

  of(number: string): string {
    const known = this.#written.get(number);
    if (known !== undefined) return known;
    const legs = this.#exchange.legsAt(number);
    // How long somebody has waited is told anew each time.
    if (this.#exchange.queue(number)) {
      const now = this.#exchange.now();
      return legs.map((leg) => dialog(leg, { domain: this.#domain, age: now - leg.startedAt })).join('');
    }
    const written = legs.map((leg) => dialog(leg, { domain: this.#domain })).join('');
    if (written === '') return '';
    this.#written.set(number, written);
    return written;
  }
}
