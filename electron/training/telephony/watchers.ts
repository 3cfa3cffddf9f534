import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import { dialogInfo, regInfo } from './documents.ts';
import { hostileDocument } from './faults.ts';
import { EventOutlet } from './phone-faults.ts';
import { notify, type Watcher, watcherOf } from './sip-messages.ts';
import { brandAt, type Site } from './site.ts';

/** Event packages that are served: RFC 4235, RFC 3680, RFC 3856. */
export const eventPackages = {
  dialog: 'application/dialog-info+xml',
  reg: 'application/reginfo+xml',
  presence: 'application/pidf+xml',
} as const;
export type EventPackage = keyof typeof eventPackages;

export function isEventPackage(event: string): event is EventPackage {
  return Object.hasOwn(eventPackages, event);
}

interface Subscription extends Watcher {
  readonly event: EventPackage;
  readonly number: string;
  readonly outlet: EventOutlet;
  sequence: number;
  version: number;
  /** What was told of its registration last, where that is what is watched. */
  registration: string;
}

export interface WatchersOptions {
  readonly site: Site;
  readonly send: (message: string) => void;
}

const active = 'active;expires=3600';

/** The subscriptions of one connection and what is notified in them: always the full state, at once, when it changed. */
export class Watchers {
  readonly #site: Site;
  readonly #send: (message: string) => void;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #byNumber = new Map<string, Set<Subscription>>();

  constructor({ site, send }: WatchersOptions) {
    this.#site = site;
    this.#send = send;
  }

  get count(): number {
    return this.#subscriptions.size;
  }

  has(callId: string): boolean {
    return this.#subscriptions.has(callId);
  }

  /** Starts a subscription that was answered with `tag`. */
  add(request: IncomingRequestMessage, number: string, event: EventPackage, tag: string): void {
    const subscription: Subscription = {
      ...watcherOf(request, event, tag),
      event,
      number,
      outlet: new EventOutlet(number, this.#site.phoneFaults, this.#send),
      sequence: 0,
      version: -1,
      registration: '',
    };
    this.#subscriptions.set(request.callId, subscription);
    const watching = this.#byNumber.get(number);
    if (watching) watching.add(subscription);
    else this.#byNumber.set(number, new Set([subscription]));
    this.#notify(subscription, active);
  }

  refresh(callId: string): void {
    const subscription = this.#subscriptions.get(callId);
    if (subscription) this.#notify(subscription, active);
  }

  remove(callId: string): void {
    const subscription = this.#subscriptions.get(callId);
    if (!subscription) return;
    this.#subscriptions.delete(callId);
    const watching = this.#byNumber.get(subscription.number);
    watching?.delete(subscription);
    if (watching?.size === 0) this.#byNumber.delete(subscription.number);
    this.#notify(subscription, 'terminated;reason=timeout');
  }

  notifyOf(number: string, changed: 'calls' | 'presence'): void {
    for (const subscription of this.#byNumber.get(number) ?? []) {
      if ((subscription.event === 'presence') !== (changed === 'presence')) continue;
      // A registrar tells of registrations alone, and a call changes none.
      if (subscription.event === 'reg' && subscription.registration === this.#registration(number)) continue;
      this.#notify(subscription, active, true);
    }
  }

  /** Sends `body` to all who watch dialogs, whatever it is. */
  notifyAll(body: string): void {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.event === 'dialog') this.#send(this.#write(subscription, active, body));
    }
  }

  /** What a phone with uaCSTA tells wrongly it tells there; of another one the documents are all that is heard. */
  #notify(subscription: Subscription, state: string, spontaneous = false): void {
    const message = this.#write(subscription, state, this.#document(subscription));
    const faulty = spontaneous && subscription.event === 'dialog';
    if (faulty && brandAt(this.#site, subscription.number).csta === null) subscription.outlet.tell(message);
    else this.#send(message);
  }

  #document(subscription: Subscription): string {
    const { event, number } = subscription;
    const { exchange, domain, faults, presence, dialogs } = this.#site;
    if (event === 'presence') return presence.documentOf(number, domain);
    subscription.version += 1;
    const { version } = subscription;
    if (event === 'dialog') {
      if (faults.has('documents-unreadable')) return hostileDocument('malformed-document');
      return dialogInfo(number, domain, version, dialogs.of(number));
    }
    subscription.registration = this.#registration(number);
    const phone = exchange.phone(number);
    return phone ? regInfo(phone, brandAt(this.#site, number).userAgent, domain, version) : '';
  }

  #registration(number: string): string {
    const registered = this.#site.exchange.phone(number)?.registered ?? false;
    return `${registered} ${brandAt(this.#site, number).userAgent}`;
  }

  #write(subscription: Subscription, state: string, body: string): string {
    subscription.sequence += 1;
    const content = { contentType: eventPackages[subscription.event], body };
    return notify(subscription, subscription.sequence, state, content);
  }
}
