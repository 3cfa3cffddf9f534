import { randomBytes } from 'node:crypto';
import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import {
  type Answer,
  badEvent,
  badRequest,
  conditionFailed,
  contact,
  forbidden,
  noSuchDialog,
  notFound,
  ok,
} from './answers.ts';
import { DeskPhones } from './desk-phones.ts';
import type { ExchangeEvent } from './exchange/model.ts';
import { type Hostility, hostileDocument, hostileMessage } from './faults.ts';
import { SLOW } from './phone-faults.ts';
import { readRequest, response } from './sip-messages.ts';
import type { Site } from './site.ts';
import { isEventPackage, Watchers } from './watchers.ts';

export interface SipServerOptions {
  readonly site: Site;
  readonly send: (message: string) => void;
}

/** What the exchange and its phones answer on one connection, in real SIP; the transport is reliable, so no timers. */
export class SipServer {
  readonly #site: Site;
  readonly #send: (message: string) => void;
  readonly #watchers: Watchers;
  readonly #phones: DeskPhones;

  constructor(options: SipServerOptions) {
    this.#site = options.site;
    this.#send = options.send;
    this.#watchers = new Watchers(options);
    this.#phones = new DeskPhones(options);
  }

  receive(text: string): void {
    const request = readRequest(text);
    const { faults, phoneFaults } = this.#site;
    if (!request || request.method === 'ACK' || faults.has('silent')) return;
    if (this.#isForExchange(request)) {
      this.#reply(request, this.#answerItself(request));
      return;
    }
    const number = this.#phones.numberOf(request);
    if (request.method === 'OPTIONS' && faults.has('options-lost')) return;
    if (phoneFaults.has(number, 'silent')) return;
    const answer = (): void => {
      const phone = this.#site.exchange.phone(number);
      this.#reply(request, phone ? this.#phones.answer(request, phone) : notFound);
    };
    if (phoneFaults.has(number, 'slow')) setTimeout(answer, SLOW);
    else answer();
  }

  /** Tells everyone who watches a number of its calls and registration, or of its presence. */
  notifyOf(number: string, changed: 'calls' | 'presence'): void {
    this.#watchers.notifyOf(number, changed);
  }

  /** Tells everyone who monitors a phone what happened. */
  onEvent(event: ExchangeEvent): void {
    this.#phones.onEvent(event);
  }

  onSwitchedOff(number: string): void {
    this.#phones.onSwitchedOff(number);
  }

  /** Sends something hostile to everyone who watches dialogs here. */
  attack(kind: Hostility): void {
    if (kind === 'garbage' || kind === 'broken-headers') this.#send(hostileMessage(kind));
    else this.#watchers.notifyAll(hostileDocument(kind));
  }

  counts(): { subscriptions: number; sessions: number } {
    return { subscriptions: this.#watchers.count, sessions: this.#phones.sessionCount };
  }

  #reply(request: IncomingRequestMessage, answer: Answer): void {
    const tag = randomBytes(4).toString('hex');
    this.#send(response(request, answer.code, answer.reason, tag, answer));
    answer.after?.(tag);
  }

  #isForExchange({ method, ruri }: IncomingRequestMessage): boolean {
    return method === 'SUBSCRIBE' || method === 'PUBLISH' || (method === 'OPTIONS' && !ruri?.user);
  }

  #answerItself(request: IncomingRequestMessage): Answer {
    if (request.method === 'OPTIONS') return ok;
    if (request.method === 'SUBSCRIBE' && request.toTag) return this.#onRefresh(request);
    const number = request.ruri?.user ?? '';
    const { exchange } = this.#site;
    if (!exchange.phone(number) && !exchange.queue(number)) return notFound;
    const event = request.getHeader('event') ?? '';
    return request.method === 'PUBLISH'
      ? this.#onPublish(request, number, event)
      : this.#onSubscribe(request, number, event);
  }

  #onSubscribe(request: IncomingRequestMessage, number: string, event: string): Answer {
    if (!isEventPackage(event)) return badEvent;
    if (event !== 'dialog' && this.#site.exchange.queue(number)) return badEvent;
    if (event === 'dialog' && this.#site.faults.has('watch-refused')) return forbidden;
    const after = (tag: string): void => this.#watchers.add(request, number, event, tag);
    return { ...ok, headers: [expiresOf(request), contact], after };
  }

  #onRefresh(request: IncomingRequestMessage): Answer {
    const { callId } = request;
    if (!this.#watchers.has(callId)) return noSuchDialog;
    const over = request.getHeader('expires') === '0';
    const after = (): void => (over ? this.#watchers.remove(callId) : this.#watchers.refresh(callId));
    return { ...ok, headers: [expiresOf(request), contact], after };
  }

  #onPublish(request: IncomingRequestMessage, number: string, event: string): Answer {
    if (event !== 'presence') return badEvent;
    const { code, etag } = this.#site.presence.publish({
      number,
      ifMatch: request.getHeader('sip-if-match') ?? null,
      expires: Number(request.getHeader('expires') ?? 3_600),
      document: request.body,
    });
    if (code === 400) return badRequest;
    if (code === 412) return conditionFailed;
    return { ...ok, headers: [`SIP-ETag: ${etag}`, expiresOf(request)] };
  }
}

function expiresOf(request: IncomingRequestMessage): string {
  return `Expires: ${request.getHeader('expires') ?? '3600'}`;
}
