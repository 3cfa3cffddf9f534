import type { XmlElement } from '../documents/bounded-xml.ts';
import type { SipInfo, SipInfoDialog, SipResponse, SipUserAgent } from '../sip/sip-link.ts';
import { type CstaEvent, parseCstaEvent } from './events.ts';
import type { CstaService } from './ports.ts';
import { getFeatures, monitorStart, monitorStop, requestSystemStatus } from './requests.ts';
import { crossRefIdOf, errorOf, isReady, readResponse, servicesOf } from './responses.ts';
import { CSTA_TYPE, type CstaNode, cstaDocument, editionOf, FIRST_EDITION } from './xml.ts';

export interface CstaSessionOptions {
  readonly agent: Pick<SipUserAgent, 'openInfoDialog'>;
  /** Where the phone is. */
  readonly phone: string;
  /** How the phone is called: its address of record. */
  readonly device: string;
  /** Milliseconds for each answer. */
  readonly deadline: number;
  readonly onEvent: (event: CstaEvent, receivedAt: number) => void;
  /** An event was lost on the way. */
  readonly onGap: () => void;
  /** Something that came was refused. */
  readonly onDropped: () => void;
  /** The phone has left. */
  readonly onEnd: () => void;
}

/** What a phone answered: the root of its document, null where it says yes without one. */
export type CstaAnswer =
  | { readonly ok: true; readonly root: XmlElement | null }
  /** `error` is the CSTA error, where there is one. */
  | { readonly ok: false; readonly code: number; readonly error: string | null };

/** One application session with a phone (ECMA TR/87), whose calls are monitored. */
export interface CstaSession {
  /** What the phone says that it offers; null where it does not say. */
  readonly services: readonly CstaService[] | null;
  ask(request: CstaNode): Promise<CstaAnswer>;
  /** MonitorStop and BYE, whatever the phone answers. */
  close(): Promise<void>;
}

export type CstaOpening =
  | { readonly ok: true; readonly session: CstaSession }
  /** `speaks` is false where asking again is of no use. */
  | { readonly ok: false; readonly speaks: boolean };

const CLOSE_DEADLINE = 500;
/** Events may overtake the answer that names their monitor. */
const MOST_EARLY = 32;
/** These say that the phone was not reached, or not now. Any other refusal, 415 or baresip's 500: it knows no such session. */
const notNow = new Set([404, 408, 430, 480, 487, 491, 502, 503, 504]);

/**
 * INVITE with RequestSystemStatus, GetCSTAFeatures, MonitorStart (TR/87 §7). A phone that rings, or answers with
 * something else than CSTA, took it for a call: it is left at once, and is not to be asked again.
 */
export async function openCstaSession(options: CstaSessionOptions): Promise<CstaOpening> {
  const receiver = new EventReceiver(options);
  const outcome = await options.agent.openInfoDialog({
    uri: options.phone,
    headers: [`Accept: ${CSTA_TYPE}`, 'Allow: INVITE, ACK, CANCEL, BYE, INFO'],
    body: { contentType: CSTA_TYPE, content: cstaDocument(requestSystemStatus, FIRST_EDITION) },
    deadline: options.deadline,
    onInfo: (info) => receiver.take(info),
    onEnd: options.onEnd,
  });
  if (!outcome.ok) return { ok: false, speaks: notNow.has(outcome.code) };
  const { dialog, answer } = outcome;
  const status = readResponse(answer.body);
  const ask = asker(dialog, editionOf(answer.body) ?? FIRST_EDITION, options);
  const leave = (speaks: boolean): CstaOpening => {
    dialog.end();
    return { ok: false, speaks };
  };
  if (!status.ok || status.value.name !== 'RequestSystemStatusResponse') return leave(false);
  if (!isReady(status.value)) return leave(true);
  const features = await ask(getFeatures);
  const monitor = await ask(monitorStart(options.device));
  const crossRefId = monitor.ok && monitor.root && crossRefIdOf(monitor.root);
  if (!crossRefId) return leave(true);
  receiver.begin(crossRefId);
  return {
    ok: true,
    session: {
      services: features.ok && features.root ? servicesOf(features.root) : null,
      ask,
      close: async () => {
        receiver.stop();
        await ask(monitorStop(crossRefId), CLOSE_DEADLINE);
        dialog.end();
      },
    },
  };
}

type Ask = (request: CstaNode, deadline?: number) => Promise<CstaAnswer>;

function asker(dialog: SipInfoDialog, edition: number, { deadline, onDropped }: CstaSessionOptions): Ask {
  return async (request, within = deadline) => {
    const body = { contentType: CSTA_TYPE, content: cstaDocument(request, edition) };
    const answer = readAnswer(await dialog.info(body, within));
    if (answer !== 'dropped') return answer;
    onDropped();
    return { ok: false, code: 500, error: null };
  };
}

function readAnswer({ code, body }: SipResponse): CstaAnswer | 'dropped' {
  const accepted = code >= 200 && code < 300;
  if (body.trim() === '') return accepted ? { ok: true, root: null } : { ok: false, code, error: null };
  const document = readResponse(body);
  if (!document.ok) return accepted ? 'dropped' : { ok: false, code, error: null };
  const error = errorOf(document.value);
  return accepted && error === null ? { ok: true, root: document.value } : { ok: false, code, error };
}

/** Receives the INFO of the phone: events of our monitor, in their order. */
class EventReceiver {
  readonly #options: CstaSessionOptions;
  readonly #early: [CstaEvent, number][] = [];
  #crossRefId: string | null = null;
  #sequence: number | null = null;
  #stopped = false;

  constructor(options: CstaSessionOptions) {
    this.#options = options;
  }

  /** Gives the code of the answer. */
  take({ contentType, content, sequence, receivedAt }: SipInfo): number {
    if (this.#stopped) return 200;
    const missed = this.#sequence !== null && sequence > this.#sequence + 1;
    this.#sequence = sequence;
    if (contentType !== CSTA_TYPE) return this.#refuse(415);
    const document = parseCstaEvent(content);
    if (!document.ok) return this.#refuse(400);
    if (this.#crossRefId === null) {
      if (this.#early.length >= MOST_EARLY) return this.#refuse(500);
      this.#early.push([document.value, receivedAt]);
      return 200;
    }
    if (document.value.crossRefId !== this.#crossRefId) return this.#refuse(403);
    this.#options.onEvent(document.value, receivedAt);
    if (missed) this.#options.onGap();
    return 200;
  }

  begin(crossRefId: string): void {
    this.#crossRefId = crossRefId;
    for (const [event, receivedAt] of this.#early.splice(0)) {
      if (event.crossRefId === crossRefId) this.#options.onEvent(event, receivedAt);
      else this.#options.onDropped();
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** What could not be read may have been an event. */
  #refuse(code: number): number {
    this.#options.onDropped();
    this.#options.onGap();
    return code;
  }
}
