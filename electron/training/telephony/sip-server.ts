import { randomBytes } from 'node:crypto';
import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import type { Exchange, TrainingCall, TrainingNumber } from './exchange.ts';
import { type Fault, type Hostility, hostileDocument, hostileMessage } from './faults.ts';
import {
  notify,
  readRequest,
  response,
  type SipContent,
  userOf,
  type Watcher,
  watcherOf,
} from './sip-messages.ts';
import { Watchers } from './watchers.ts';

export interface SipServerOptions {
  readonly exchange: Exchange;
  readonly domain: string;
  readonly faults: ReadonlySet<Fault>;
  readonly send: (message: string) => void;
}

/** What a request is answered, and what then happens. */
interface Answer extends SipContent {
  readonly code: number;
  readonly reason: string;
  readonly after?: (tag: string) => void;
}

const sdp =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n';
const contact = 'Contact: <sip:training.invalid;transport=ws>';

const ok = { code: 200, reason: 'OK' };
const accepted = { code: 202, reason: 'Accepted' };
const forbidden = { code: 403, reason: 'Forbidden' };
const notFound = { code: 404, reason: 'Not Found' };
const notAllowed = { code: 405, reason: 'Method Not Allowed' };
const unavailable = { code: 480, reason: 'Temporarily Unavailable' };
const noSuchDialog = { code: 481, reason: 'Dialog Does Not Exist' };
const busy = { code: 486, reason: 'Busy Here' };
const badEvent = { code: 489, reason: 'Bad Event' };
const notImplemented = { code: 501, reason: 'Not Implemented' };

/** What the exchange and its phones answer on one connection, in real SIP; the transport is reliable, so no timers. */
export class SipServer {
  readonly #options: SipServerOptions;
  readonly #watchers: Watchers;
  /** Legs that a phone picked up by itself, by Call-ID. */
  readonly #legs = new Map<string, { readonly call: TrainingCall; readonly watcher: Watcher }>();

  constructor(options: SipServerOptions) {
    this.#options = options;
    this.#watchers = new Watchers(options);
  }

  receive(text: string): void {
    const request = readRequest(text);
    if (!request || request.method === 'ACK' || this.#options.faults.has('silent')) return;
    if (isToPhone(request, 'OPTIONS') && this.#options.faults.has('options-lost')) return;
    const answer = this.#answer(request);
    const tag = randomBytes(4).toString('hex');
    this.#options.send(response(request, answer.code, answer.reason, tag, answer));
    answer.after?.(tag);
  }

  /** Tells everyone who watches a number of its state. */
  notifyOf(number: string): void {
    this.#watchers.notifyOf(number);
  }

  /** Sends something hostile to everyone who watches dialogs here. */
  attack(kind: Hostility): void {
    if (kind === 'garbage' || kind === 'broken-headers') this.#options.send(hostileMessage(kind));
    else this.#watchers.notifyAll(hostileDocument(kind));
  }

  #answer(request: IncomingRequestMessage): Answer {
    const user = request.ruri?.user;
    if (request.method === 'OPTIONS' && !user) return ok;
    if (request.method === 'BYE') return { ...ok, after: () => this.#endLeg(request.callId) };
    if (request.method === 'SUBSCRIBE' && request.toTag) return this.#onRefresh(request);
    const leg = this.#legs.get(request.callId);
    if (request.method === 'REFER' && leg) return this.#onRefer(request, leg);
    const phone = this.#options.exchange.phone(user ?? '');
    if (!phone) return notFound;
    if (request.method === 'SUBSCRIBE') return this.#onSubscribe(request, phone);
    if (!phone.registered) return unavailable;
    switch (request.method) {
      case 'OPTIONS':
        return { ...ok, headers: features(phone) };
      case 'INVITE':
        return this.#onInvite(request, phone);
      case 'NOTIFY':
      case 'REFER':
        return phone.remoteControl === false ? notImplemented : this.#onOrder(request, phone);
      default:
        return notAllowed;
    }
  }

  #onSubscribe(request: IncomingRequestMessage, phone: TrainingNumber): Answer {
    const event = request.getHeader('event') ?? '';
    if (event !== 'dialog' && event !== 'reg') return badEvent;
    if (event === 'dialog' && this.#options.faults.has('watch-refused')) return forbidden;
    const after = (tag: string): void => this.#watchers.add(request, phone, event, tag);
    return { ...ok, headers: [expiresOf(request), contact], after };
  }

  #onRefresh(request: IncomingRequestMessage): Answer {
    const { callId } = request;
    if (!this.#watchers.has(callId)) return noSuchDialog;
    const over = request.getHeader('expires') === '0';
    const after = (): void => (over ? this.#watchers.remove(callId) : this.#watchers.refresh(callId));
    return { ...ok, headers: [expiresOf(request), contact], after };
  }

  /** A call that asks to be picked up by itself: the phone is then told by REFER whom to call. */
  #onInvite(request: IncomingRequestMessage, phone: TrainingNumber): Answer {
    const { exchange } = this.#options;
    const talking = exchange.callsAt(phone.number).some(({ state, held }) => state === 'confirmed' && !held);
    if (talking) return busy;
    const after = (tag: string): void => {
      const call = exchange.pickUpByItself(phone.number, request.callId);
      this.#legs.set(request.callId, { call, watcher: watcherOf(request, 'refer', tag) });
    };
    return { ...ok, headers: [contact], contentType: 'application/sdp', body: sdp, after };
  }

  #onRefer(request: IncomingRequestMessage, leg: { call: TrainingCall; watcher: Watcher }): Answer {
    const to = userOf(request.getHeader('refer-to') ?? '');
    if (to === null) return notFound;
    const place = (): void => {
      this.#options.exchange.place(leg.call.number, to);
      const progress = { contentType: 'message/sipfrag', body: 'SIP/2.0 180 Ringing\r\n' };
      this.#options.send(notify(leg.watcher, 1, 'terminated;reason=noresource', progress));
    };
    return { ...accepted, after: () => this.#unlessIgnored(place) };
  }

  #endLeg(callId: string): void {
    this.#legs.delete(callId);
    this.#options.exchange.end(callId);
  }

  /** NOTIFY `talk` or `hold`, or REFER with `method=BYE`, about the dialog named by `Target-Dialog`. */
  #onOrder(request: IncomingRequestMessage, phone: TrainingNumber): Answer {
    const { exchange } = this.#options;
    const call = targetOf(request, exchange.callsAt(phone.number));
    if (!call) return noSuchDialog;
    const { id, state } = call;
    const obey =
      (action: () => void): (() => void) =>
      () =>
        this.#unlessIgnored(action);
    if (request.method === 'REFER') return { ...accepted, after: obey(() => exchange.end(id)) };
    switch (request.getHeader('event')) {
      case 'talk':
        return {
          ...ok,
          after: obey(() => (state === 'early' ? exchange.connect(id) : exchange.retrieve(id))),
        };
      case 'hold':
        return { ...ok, after: obey(() => exchange.hold(id)) };
      default:
        return badEvent;
    }
  }

  #unlessIgnored(action: () => void): void {
    if (!this.#options.faults.has('orders-ignored')) action();
  }
}

function isToPhone({ method, ruri }: IncomingRequestMessage, asked: string): boolean {
  return method === asked && Boolean(ruri?.user);
}

function expiresOf(request: IncomingRequestMessage): string {
  return `Expires: ${request.getHeader('expires') ?? '3600'}`;
}

function features({ remoteControl }: TrainingNumber): readonly string[] {
  const allow = 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, REFER, NOTIFY';
  if (remoteControl === false) return [allow, 'Supported: replaces'];
  return [allow, 'Supported: replaces, tdialog, norefersub', 'Allow-Events: talk, hold'];
}

/** RFC 4538 §7: the tags are those of the phone that receives the request. */
function targetOf(request: IncomingRequestMessage, calls: readonly TrainingCall[]): TrainingCall | undefined {
  const [callId, ...parameters] = (request.getHeader('target-dialog') ?? '').split(';');
  return calls.find(
    (call) =>
      call.id === callId &&
      parameters.includes(`local-tag=${call.localTag}`) &&
      parameters.includes(`remote-tag=${call.remoteTag}`),
  );
}
