import { EventEmitter } from 'node:events';
import type { SipSocket } from './sip-socket.ts';

/** No name of this domain can ever be resolved (RFC 6761 §6.4). */
export const DOMAIN = 'rehearsal.invalid';

const EXPIRES = 3_600;
const TAG = 'tag=0';
const ALLOW = 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER, INFO';

const line = `sip:0@${DOMAIN}`;
const registrations = `<?xml version="1.0"?><reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="0" state="full"><registration aor="${line}" id="0" state="active"><contact id="0" state="active" event="registered"><uri>${line}</uri></contact></registration></reginfo>`;
const dialogs = `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="${line}"><dialog id="0" call-id="0" local-tag="0" remote-tag="1" direction="recipient"><state>confirmed</state><local><identity>${line}</identity><target uri="${line}"/></local><remote><identity display="0">${line}</identity><target uri="${line}"/></remote></dialog></dialog-info>`;

/** What each event tells: media type and document. */
const told: Readonly<Record<string, readonly [type: string, document: string]>> = {
  reg: ['application/reginfo+xml', registrations],
  dialog: ['application/dialog-info+xml', dialogs],
};

/** An exchange of nobody, without a network: it accepts everything, and one phone that is in a call answers for all. */
export class RehearsalExchange extends EventEmitter implements SipSocket {
  send(message: string, sent: (error?: Error) => void): void {
    sent();
    setImmediate(() => this.#receive(message));
  }

  terminate(): void {
    this.emit('close');
  }

  #receive(message: string): void {
    const method = /^[A-Z]+(?= sip:)/.exec(message)?.[0];
    if (!method || method === 'ACK') return;
    const header = (name: string): string =>
      new RegExp(`^${name}: *(.*?)\r?$`, 'im').exec(message)?.[1] ?? '';
    const [from, to, callId, event] = ['From', 'To', 'Call-ID', 'Event'].map(header);
    const ours = to?.includes(';tag=') ? to : `${to};${TAG}`;
    this.#say([
      'SIP/2.0 200 OK',
      `Via: ${header('Via')}`,
      `From: ${from}`,
      `To: ${ours}`,
      `Call-ID: ${callId}`,
      `CSeq: ${header('CSeq')}`,
      `Contact: <${line};transport=ws>`,
      `Expires: ${EXPIRES}`,
      ALLOW,
    ]);
    const contact = /<(.*)>/.exec(header('Contact'))?.[1];
    const [type, document] = told[event ?? ''] ?? [];
    if (method !== 'SUBSCRIBE' || header('Expires') === '0' || !document) return;
    this.#say(
      [
        `NOTIFY ${contact} SIP/2.0`,
        `Via: SIP/2.0/WS ${DOMAIN};branch=z9hG4bK${callId}`,
        `From: ${ours}`,
        `To: ${from}`,
        `Call-ID: ${callId}`,
        'CSeq: 1 NOTIFY',
        `Contact: <${line};transport=ws>`,
        'Max-Forwards: 70',
        `Event: ${event}`,
        `Subscription-State: active;expires=${EXPIRES}`,
        `Content-Type: ${type}`,
      ],
      document,
    );
  }

  #say(head: readonly string[], body = ''): void {
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    this.emit('message', Buffer.from([...head, length, '', body].join('\r\n')));
  }
}
