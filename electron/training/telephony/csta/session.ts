import type { Csta } from '../brands.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { ExchangeEvent } from '../exchange/model.ts';
import { eventMessages } from './events.ts';
import { features } from './features.ts';
import { isService, type Outcome, serve, snapshotCall } from './services.ts';
import { find, message, readXml, tag, textOf } from './xml.ts';

export interface CstaSessionOptions {
  readonly exchange: Exchange;
  readonly number: string;
  readonly csta: Csta;
  readonly domain: string;
  /** Sends an event to whoever opened the session. */
  readonly send: (message: string) => void;
}

/** How a request is taken: as usual, refused whatever it is, or answered and not carried out. */
export type Obedience = 'obeys' | 'refuses' | 'ignores';

/** The answer to a request, for the body of the answer to its INFO; null for what cannot be read. */
export type CstaAnswer = { readonly body: string; readonly refused: boolean } | null;

/** One application session with one phone (ECMA TR/87 §6): its services, and the events of what it monitors. */
export class CstaSession {
  readonly number: string;
  readonly #options: CstaSessionOptions;
  readonly #monitors = new Set<string>();
  /** Events that wait for the answer to the request that they come of. */
  #waiting: string[] | null = null;
  #serial = 0;

  constructor(options: CstaSessionOptions) {
    this.#options = options;
    this.number = options.number;
  }

  /** What an INVITE with RequestSystemStatus is answered; null where the body is none. */
  open(body: string): string | null {
    return readXml(body)?.name === 'RequestSystemStatus' ? this.#status() : null;
  }

  /** Answers one request; `flush` must be called once the answer is sent. */
  answer(body: string, obedience: Obedience): CstaAnswer {
    const request = readXml(body);
    if (!request) return null;
    this.#waiting ??= [];
    if (obedience === 'refuses') return this.#refusal('generic');
    switch (request.name) {
      case 'RequestSystemStatus':
        return { body: this.#status(), refused: false };
      case 'GetCSTAFeatures':
        return this.#response('GetCSTAFeatures', features(this.#options.csta));
      case 'MonitorStart':
        return this.#startMonitor();
      case 'MonitorStop':
        if (!this.#monitors.delete(textOf(find(request, 'monitorCrossRefID')))) {
          return this.#refusal('invalidMonitorCrossReferenceID');
        }
        return this.#response('MonitorStop', '');
    }
    const { csta } = this.#options;
    if (request.name === 'SnapshotCall' && csta.snapshotCall) {
      return this.#outcome(request.name, snapshotCall(this.#options, request));
    }
    if (!isService(request.name) || !csta.services.includes(request.name)) {
      return this.#refusal('serviceNotSupported');
    }
    const changes = !request.name.startsWith('Get') && request.name !== 'SnapshotDevice';
    if (obedience === 'ignores' && changes) return this.#response(request.name, '');
    return this.#outcome(request.name, serve(request.name, this.#options, request));
  }

  flush(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const event of waiting) this.#options.send(event);
  }

  onEvent(event: ExchangeEvent): void {
    for (const crossRefId of this.#monitors) {
      for (const body of eventMessages({ ...this.#options, crossRefId }, event)) {
        if (this.#waiting) this.#waiting.push(body);
        else this.#options.send(body);
      }
    }
  }

  #startMonitor(): CstaAnswer {
    this.#serial += 1;
    const crossRefId = String(this.#serial);
    this.#monitors.add(crossRefId);
    return this.#response(
      'MonitorStart',
      `${tag('monitorCrossRefID', crossRefId)}${tag('actualMonitorMediaClass', tag('voice', 'true'))}${tag('monitorExistingCalls', 'true')}`,
    );
  }

  #status(): string {
    return message(
      this.#options.csta.namespace,
      'RequestSystemStatusResponse',
      tag('systemStatus', 'normal'),
    );
  }

  #response(service: string, content: string): CstaAnswer {
    return { body: message(this.#options.csta.namespace, `${service}Response`, content), refused: false };
  }

  #outcome(service: string, outcome: Outcome): CstaAnswer {
    return 'error' in outcome ? this.#refusal(outcome.error) : this.#response(service, outcome.response);
  }

  #refusal(operation: string): CstaAnswer {
    const body = message(this.#options.csta.namespace, 'CSTAErrorCode', tag('operation', operation));
    return { body, refused: true };
  }
}
