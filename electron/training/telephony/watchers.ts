import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import { dialogInfo, regInfo } from './documents.ts';
import type { Exchange, TrainingNumber } from './exchange.ts';
import { type Fault, hostileDocument } from './faults.ts';
import { notify, type Watcher, watcherOf } from './sip-messages.ts';

interface Subscription extends Watcher {
  readonly number: string;
  sequence: number;
  version: number;
}

export interface WatchersOptions {
  readonly exchange: Exchange;
  readonly domain: string;
  readonly faults: ReadonlySet<Fault>;
  readonly send: (message: string) => void;
}

/** The subscriptions of one connection and what is notified in them: always the full state, at once. */
export class Watchers {
  readonly #options: WatchersOptions;
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(options: WatchersOptions) {
    this.#options = options;
  }

  has(callId: string): boolean {
    return this.#subscriptions.has(callId);
  }

  /** Starts a subscription that was answered with `tag`. */
  add(request: IncomingRequestMessage, phone: TrainingNumber, event: string, tag: string): void {
    this.#subscriptions.set(request.callId, {
      ...watcherOf(request, event, tag),
      number: phone.number,
      sequence: 0,
      version: -1,
    });
    this.refresh(request.callId);
  }

  refresh(callId: string): void {
    const subscription = this.#subscriptions.get(callId);
    if (subscription) this.#notify(subscription, 'active;expires=3600');
  }

  remove(callId: string): void {
    const subscription = this.#subscriptions.get(callId);
    this.#subscriptions.delete(callId);
    if (subscription) this.#notify(subscription, 'terminated;reason=timeout');
  }

  notifyOf(number: string): void {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.number === number) this.#notify(subscription, 'active;expires=3600');
    }
  }

  /** Sends `body` to all who watch dialogs, whatever it is. */
  notifyAll(body: string): void {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.event === 'dialog') this.#write(subscription, 'active;expires=3600', body);
    }
  }

  #notify(subscription: Subscription, state: string): void {
    const { number, event } = subscription;
    const phone = this.#options.exchange.phone(number);
    if (!phone) return;
    subscription.version += 1;
    const { version } = subscription;
    const body =
      event === 'reg' ? regInfo(phone, this.#options.domain, version) : this.#dialogInfo(number, version);
    this.#write(subscription, state, body);
  }

  #dialogInfo(number: string, version: number): string {
    const { exchange, domain, faults } = this.#options;
    if (faults.has('documents-unreadable')) return hostileDocument('malformed-document');
    return dialogInfo(number, domain, version, exchange.callsAt(number));
  }

  #write(subscription: Subscription, state: string, body: string): void {
    subscription.sequence += 1;
    const type = subscription.event === 'reg' ? 'reginfo' : 'dialog-info';
    const content = { contentType: `application/${type}+xml`, body };
    this.#options.send(notify(subscription, subscription.sequence, state, content));
  }
}
