import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import {
  type Answer,
  accepted,
  badEvent,
  badRequest,
  busy,
  contact,
  declined,
  noSuchDialog,
  notAllowed,
  notFound,
  notImplemented,
  ok,
  unavailable,
  unsupportedType,
} from './answers.ts';
import { type Brand, brandOf } from './brands.ts';
import { CstaSession, type Obedience } from './csta/session.ts';
import { type ExchangeEvent, type Leg, numbersOf } from './exchange/model.ts';
import type { TrainingNumber } from './exchange/stations.ts';
import { EventOutlet } from './phone-faults.ts';
import { notify, toWatcher, userOf, type Watcher, watcherOf } from './sip-messages.ts';
import type { Site } from './site.ts';

export interface DeskPhonesOptions {
  readonly site: Site;
  readonly send: (message: string) => void;
}

/** A dialog that somebody has with a phone: a leg that it picked up by itself, or a uaCSTA session. */
type PhoneDialog =
  | { readonly number: string; readonly leg: Leg; readonly watcher: Watcher }
  | { readonly number: string; readonly session: CstaSession };

const sdp =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n';
const CSTA = 'application/csta+xml';
/** TR/87 §6: the body is what the request is for. */
const csta = { contentType: CSTA, headers: ['Content-Disposition: signal;handling=required'] };

/** What the desk phones answer on one connection, and what they tell there. */
export class DeskPhones {
  readonly #site: Site;
  readonly #send: (message: string) => void;
  readonly #dialogs = new Map<string, PhoneDialog>();
  readonly #sessions = new Map<string, Set<CstaSession>>();

  constructor({ site, send }: DeskPhonesOptions) {
    this.#site = site;
    this.#send = send;
  }

  /** How many uaCSTA sessions are open here. */
  get sessionCount(): number {
    let count = 0;
    for (const sessions of this.#sessions.values()) count += sessions.size;
    return count;
  }

  /** The number of the phone that a request is for: by its dialog, else by its address. */
  numberOf(request: IncomingRequestMessage): string {
    return this.#dialogs.get(request.callId)?.number ?? request.ruri?.user ?? '';
  }

  /** Tells whoever has a session with a phone what happened to its calls. */
  onEvent(event: ExchangeEvent): void {
    if (this.#sessions.size === 0) return;
    for (const number of numbersOf(event)) {
      for (const session of this.#sessions.get(number) ?? []) session.onEvent(event);
    }
  }

  /** A phone that is switched off forgets its sessions, and nobody is told. */
  onSwitchedOff(number: string): void {
    for (const [callId, dialog] of this.#dialogs) {
      if (dialog.number === number && 'session' in dialog) this.#end(callId);
    }
  }

  answer(request: IncomingRequestMessage, phone: TrainingNumber): Answer {
    const dialog = this.#dialogs.get(request.callId);
    if (request.method === 'BYE') return { ...ok, after: () => this.#end(request.callId) };
    if (!phone.registered) return unavailable;
    const brand = brandOf(phone);
    if (dialog && 'session' in dialog) return this.#inSession(request, dialog.session, brand);
    if (request.method === 'REFER' && dialog) return this.#onRefer(request, dialog);
    switch (request.method) {
      case 'OPTIONS':
        return { ...ok, headers: features(brand) };
      case 'INVITE':
        return request.getHeader('content-type') === CSTA
          ? this.#openSession(request, phone, brand)
          : this.#pickUp(request, phone, brand);
      case 'INFO':
        return noSuchDialog;
      case 'NOTIFY':
      case 'REFER':
        return brand.orders ? this.#onOrder(request, phone) : notImplemented;
      default:
        return notAllowed;
    }
  }

  #openSession(request: IncomingRequestMessage, { number }: TrainingNumber, brand: Brand): Answer {
    if (!brand.csta) return { ...unsupportedType, headers: ['Accept: application/sdp'] };
    if (this.#has(number, 'refusing')) return declined;
    let sequence = 0;
    let watcher: Watcher | null = null;
    const outlet = new EventOutlet(number, this.#site.phoneFaults, (body) => {
      if (!watcher) return;
      sequence += 1;
      this.#send(toWatcher(watcher, sequence, 'INFO', { ...csta, body }));
    });
    const { exchange, domain } = this.#site;
    const send = (body: string): void => outlet.tell(body);
    const session = new CstaSession({ exchange, number, csta: brand.csta, domain, send });
    const body = session.open(request.body);
    if (body === null) return badRequest;
    const after = (tag: string): void => {
      watcher = watcherOf(request, '', tag);
      this.#dialogs.set(request.callId, { number, session });
      const sessions = this.#sessions.get(number);
      if (sessions) sessions.add(session);
      else this.#sessions.set(number, new Set([session]));
    };
    return { ...ok, ...csta, headers: [contact, ...csta.headers], body, after };
  }

  #inSession(request: IncomingRequestMessage, session: CstaSession, brand: Brand): Answer {
    if (request.method === 'INVITE') {
      const body = session.open(request.body);
      if (body === null) return badRequest;
      return { ...ok, ...csta, headers: [contact, ...csta.headers], body };
    }
    if (request.method !== 'INFO') return notAllowed;
    if (request.getHeader('content-type') !== CSTA) return unsupportedType;
    const answer = session.answer(request.body, this.#obedience(session.number));
    if (!answer) return badRequest;
    const after = (): void => session.flush();
    if (answer.refused && brand.csta?.quirks.includes('refuses-by-sip')) return { ...declined, after };
    return { ...ok, ...csta, body: answer.body, after };
  }

  /** A call that asks to be picked up by itself: the phone is then told by REFER whom to call. */
  #pickUp(request: IncomingRequestMessage, phone: TrainingNumber, brand: Brand): Answer {
    const { number } = phone;
    if (!brand.refer || this.#has(number, 'refusing')) return declined;
    const { exchange } = this.#site;
    if (this.#dialogs.has(request.callId)) {
      return { ...ok, headers: [contact], contentType: 'application/sdp', body: sdp };
    }
    if (exchange.legsAt(number).some(({ state }) => state === 'connected')) return busy;
    const after = (tag: string): void => {
      const leg = exchange.pickUpByItself(number, request.callId);
      this.#dialogs.set(request.callId, { number, leg, watcher: watcherOf(request, 'refer', tag) });
    };
    return { ...ok, headers: [contact], contentType: 'application/sdp', body: sdp, after };
  }

  #onRefer(request: IncomingRequestMessage, dialog: Extract<PhoneDialog, { leg: Leg }>): Answer {
    const { number, watcher } = dialog;
    const to = userOf(request.getHeader('refer-to') ?? '');
    if (to === null) return notFound;
    if (this.#has(number, 'refusing')) return declined;
    const place = (): void => {
      this.#site.exchange.place(number, to);
      const progress = { contentType: 'message/sipfrag', body: 'SIP/2.0 180 Ringing\r\n' };
      this.#send(notify(watcher, 1, 'terminated;reason=noresource', progress));
    };
    return { ...accepted, after: () => this.#unlessIgnored(number, place) };
  }

  /** NOTIFY `talk` or `hold`, or REFER with `method=BYE`, about the dialog named by `Target-Dialog`. */
  #onOrder(request: IncomingRequestMessage, { number }: TrainingNumber): Answer {
    const { exchange } = this.#site;
    const leg = targetOf(request, exchange.legsAt(number));
    if (!leg) return noSuchDialog;
    if (this.#has(number, 'refusing')) return declined;
    const { id, state } = leg;
    const obey = (order: () => unknown) => (): void => this.#unlessIgnored(number, order);
    if (request.method === 'REFER') return { ...accepted, after: obey(() => exchange.end(id)) };
    switch (request.getHeader('event')) {
      case 'talk':
        return {
          ...ok,
          after: obey(() => (state === 'alerting' ? exchange.answer(id) : exchange.retrieve(id))),
        };
      case 'hold':
        return { ...ok, after: obey(() => exchange.hold(id)) };
      default:
        return badEvent;
    }
  }

  #end(callId: string): void {
    const dialog = this.#dialogs.get(callId);
    this.#dialogs.delete(callId);
    if (!dialog) return;
    if ('leg' in dialog) {
      this.#site.exchange.end(dialog.leg.id);
      return;
    }
    const sessions = this.#sessions.get(dialog.number);
    sessions?.delete(dialog.session);
    if (sessions?.size === 0) this.#sessions.delete(dialog.number);
  }

  #obedience(number: string): Obedience {
    if (this.#has(number, 'refusing')) return 'refuses';
    return this.#ignores(number) ? 'ignores' : 'obeys';
  }

  #unlessIgnored(number: string, order: () => unknown): void {
    if (!this.#ignores(number)) order();
  }

  #ignores(number: string): boolean {
    return this.#site.faults.has('orders-ignored') || this.#has(number, 'orders-ignored');
  }

  #has(number: string, fault: Parameters<Site['phoneFaults']['has']>[1]): boolean {
    return this.#site.phoneFaults.has(number, fault);
  }
}

function features({ refer, orders, csta }: Brand): readonly string[] {
  const methods = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'NOTIFY'];
  if (refer) methods.push('REFER');
  if (csta) methods.push('INFO');
  return [
    `Allow: ${methods.join(', ')}`,
    `Accept: application/sdp${csta ? `, ${CSTA}` : ''}`,
    orders ? 'Supported: replaces, tdialog, norefersub' : 'Supported: replaces',
    ...(orders ? ['Allow-Events: talk, hold'] : []),
  ];
}

/** RFC 4538 §7: the tags are those of the phone that receives the request. */
function targetOf(request: IncomingRequestMessage, legs: readonly Leg[]): Leg | undefined {
  const [callId, ...parameters] = (request.getHeader('target-dialog') ?? '').split(';');
  return legs.find(
    (leg) =>
      leg.id === callId &&
      parameters.includes(`local-tag=${leg.localTag}`) &&
      parameters.includes(`remote-tag=${leg.remoteTag}`),
  );
}
