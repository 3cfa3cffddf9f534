import {
  type AckableIncomingResponseWithSession,
  Grammar,
  type IncomingRequestMessage,
  type OutgoingInviteRequest,
  type Session,
  SessionState,
} from 'sip.js/lib/core/index.js';
import type { PendingAnswers } from './pending-answers.ts';
import type { SipConnection } from './sip-connection.ts';
import type { SipInfoDialog, SipInfoDialogOutcome, SipInfoDialogRequest, SipResponse } from './sip-link.ts';
import { answered, locally, onFinal } from './sip-response.ts';

/** RFC 3261 §20.11: whoever does not understand the body refuses the whole request, instead of ringing. */
const DISPOSITION = 'Content-Disposition: signal;handling=required';

/**
 * Opens a dialog for INFO by an INVITE without session description, through the core of SIP.js: its `Inviter` sends
 * BYE when a 200 has another disposition than `session`. A phone that begins to ring takes it for a call: it is
 * cancelled at once.
 */
export async function openInfoDialog(
  connection: SipConnection,
  pending: PendingAnswers,
  request: SipInfoDialogRequest,
): Promise<SipInfoDialogOutcome> {
  const uri = Grammar.URIParse(request.uri);
  if (!uri) return { ok: false, code: 400 };
  const { core, addressOfRecord } = connection;
  let session: Session | null = null;
  let outgoing: OutgoingInviteRequest | null = null;
  let over = false;
  const headers = [...request.headers, DISPOSITION, `Contact: ${core.configuration.contact.toString()}`];
  const content = { ...request.body, contentDisposition: 'signal' };
  const answer = await pending.answer(request.deadline, (settle) => {
    const message = core.makeOutgoingRequestMessage(
      'INVITE',
      uri,
      addressOfRecord,
      uri,
      {},
      headers,
      content,
    );
    outgoing = core.invite(message, {
      ...onFinal(settle),
      onProgress: ({ message: { statusCode = 180 } }) => settle(locally(statusCode)),
      onAccept: (response: AckableIncomingResponseWithSession) => {
        response.ack();
        // Another branch of a fork, or an answer that crossed our CANCEL.
        if (over || session) return void response.session.bye();
        session = response.session;
        listen(connection, response.session, request);
        settle(answered(response));
      },
    });
  });
  over = true;
  if (session) return { ok: true, answer, dialog: infoDialog(connection, pending, session) };
  const unanswered = answer.code < 200 || answer.code === 408;
  if (unanswered && !connection.closed) cancel(outgoing);
  return { ok: false, code: answer.code };
}

function cancel(outgoing: OutgoingInviteRequest | null): void {
  outgoing?.cancel();
}

function listen(connection: SipConnection, session: Session, request: SipInfoDialogRequest): void {
  session.delegate = {
    onInfo: (info) => {
      const { message } = info;
      const statusCode = request.onInfo({
        contentType: typeOf(message),
        content: message.body ?? '',
        sequence: message.cseq,
        receivedAt: connection.receivedAt,
      });
      if (statusCode < 300) info.accept({ statusCode });
      else info.reject({ statusCode });
    },
    // Without a session description it only refreshes the dialog (RFC 4028 §7.4).
    onInvite: (invite) => {
      if (invite.message.body) invite.reject({ statusCode: 488 });
      else invite.accept();
    },
    onBye: (bye) => {
      bye.accept();
      request.onEnd();
    },
  };
}

function infoDialog(connection: SipConnection, pending: PendingAnswers, session: Session): SipInfoDialog {
  const isOver = (): boolean => connection.closed || session.sessionState === SessionState.Terminated;
  return {
    info: (body, deadline) => {
      if (isOver()) return Promise.resolve<SipResponse>(locally(connection.closed ? 503 : 481));
      return pending.answer(deadline, (settle) => {
        const content = { ...body, contentDisposition: 'signal' };
        session.info(onFinal(settle), { body: content, extraHeaders: [DISPOSITION] });
      });
    },
    end: () => {
      session.delegate = undefined;
      if (!isOver()) session.bye();
    },
  };
}

/** `application/csta+xml; charset=utf-8` is `application/csta+xml`. */
function typeOf(message: IncomingRequestMessage): string {
  return (message.getHeader('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
