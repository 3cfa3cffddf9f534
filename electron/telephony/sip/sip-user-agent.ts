import {
  type AckableIncomingResponseWithSession,
  Grammar,
  type OutgoingInviteRequest,
  type Session,
  SessionState,
  type URI,
} from 'sip.js/lib/core/index.js';
import { PendingAnswers } from './pending-answers.ts';
import type { SipConnection } from './sip-connection.ts';
import { openInfoDialog } from './sip-info-dialog.ts';
import type {
  SipBody,
  SipInfoDialogOutcome,
  SipInfoDialogRequest,
  SipInviteOutcome,
  SipRequest,
  SipResponse,
  SipSession,
  SipSubscribeRequest,
  SipSubscription,
  SipUserAgent,
} from './sip-link.ts';
import { answered, locally, onFinal } from './sip-response.ts';
import { openSubscription } from './sip-subscription.ts';

const REQUEST_DEADLINE = 4_000;

/** Our requests on one connection, each with its deadline; those under way end with 503 when it closes. */
export class ConnectionUserAgent implements SipUserAgent {
  readonly #connection: SipConnection;
  readonly #pending: PendingAnswers;

  constructor(connection: SipConnection) {
    this.#connection = connection;
    this.#pending = new PendingAnswers(connection);
  }

  request(request: SipRequest): Promise<SipResponse> {
    const uri = Grammar.URIParse(request.uri);
    if (!uri) return Promise.resolve(locally(400));
    return this.#pending.answer(request.deadline ?? REQUEST_DEADLINE, (settle) => {
      const message = this.#message(request.method, uri, request.headers, request.body);
      this.#connection.core.request(message, onFinal(settle));
    });
  }

  subscribe(request: SipSubscribeRequest): SipSubscription {
    return openSubscription(this.#connection, request);
  }

  invite(request: {
    readonly uri: string;
    readonly headers: readonly string[];
    readonly body: SipBody;
    readonly deadline: number;
  }): Promise<SipInviteOutcome> {
    const uri = Grammar.URIParse(request.uri);
    if (!uri) return Promise.resolve({ ok: false, code: 400 });
    let session: Session | null = null;
    let outgoing: OutgoingInviteRequest | null = null;
    let over = false;
    return this.#pending
      .answer(request.deadline, (settle) => {
        const contact = `Contact: ${this.#connection.core.configuration.contact.toString()}`;
        const message = this.#message('INVITE', uri, [...request.headers, contact], request.body);
        outgoing = this.#connection.core.invite(message, {
          ...onFinal(settle),
          onAccept: (response: AckableIncomingResponseWithSession) => {
            response.ack();
            // Another branch of a fork, or an answer that crossed our CANCEL.
            if (over || session) return void response.session.bye();
            session = response.session;
            settle(answered(response));
          },
        });
      })
      .then((response) => {
        over = true;
        if (session) return { ok: true, session: this.#session(session) };
        if (response.code === 408 && !this.#connection.closed) outgoing?.cancel();
        return { ok: false, code: response.code };
      });
  }

  openInfoDialog(request: SipInfoDialogRequest): Promise<SipInfoDialogOutcome> {
    return openInfoDialog(this.#connection, this.#pending, request);
  }

  /** The connection is gone: nothing more will be answered. */
  abandon(): void {
    this.#pending.abandon();
  }

  #session(session: Session): SipSession {
    let onProgress = (): void => {};
    const progressed = new Promise<void>((resolve) => {
      onProgress = resolve;
    });
    session.delegate = {
      onNotify: (notify) => {
        notify.accept();
        if (/^SIP\/2\.0 (?!100)/.test(notify.message.body ?? '')) onProgress();
      },
      onBye: (bye) => {
        bye.accept();
        onProgress();
      },
    };
    return {
      refer: (to, deadline) =>
        this.#pending.answer(deadline, (settle) => {
          const { addressOfRecord } = this.#connection;
          const extraHeaders = [`Refer-To: <${to}>`, `Referred-By: <${addressOfRecord.toString()}>`];
          session.refer(onFinal(settle), { extraHeaders });
        }),
      progress: async (deadline) => {
        const timer = setTimeout(onProgress, deadline);
        await progressed;
        clearTimeout(timer);
      },
      bye: () => {
        const alive = session.sessionState !== SessionState.Terminated;
        if (alive && !this.#connection.closed) session.bye();
      },
    };
  }

  #message(method: string, uri: URI, headers: readonly string[] = [], body?: SipBody) {
    const { core, addressOfRecord } = this.#connection;
    const content = body && { ...body, contentDisposition: 'render' };
    return core.makeOutgoingRequestMessage(method, uri, addressOfRecord, uri, {}, [...headers], content);
  }
}
