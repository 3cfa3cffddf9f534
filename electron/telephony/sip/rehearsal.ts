import { LoggerFactory, Parser } from 'sip.js/lib/core/index.js';
import { parseDialogInfo } from '../documents/dialog-info.ts';
import { parseRegInfo } from '../documents/reg-info.ts';

/** So often until the engine has compiled what the messages of a binding go through. */
const TIMES = 40;

const phone = 'sip:0@rehearsal.invalid';
const headers = [
  'Via: SIP/2.0/WS rehearsal.invalid;branch=z9hG4bK0;rport',
  `From: "0" <${phone}>;tag=0`,
  `To: <${phone}>;tag=1`,
  'Call-ID: 0@rehearsal.invalid',
  `Contact: <${phone};transport=ws>;expires=3600`,
];
const answer = ['SIP/2.0 200 OK', ...headers, 'CSeq: 1 OPTIONS', 'Allow: INVITE, NOTIFY, REFER', '', ''];
const notification = [
  `NOTIFY ${phone} SIP/2.0`,
  ...headers,
  'CSeq: 1 NOTIFY',
  'Event: dialog',
  'Subscription-State: active;expires=3600',
  'Content-Type: application/dialog-info+xml',
  '',
  '',
];
const dialogs = `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="${phone}"><dialog id="0"><state>terminated</state></dialog></dialog-info>`;
const registrations = `<?xml version="1.0"?><reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="0" state="full"><registration aor="${phone}" id="0" state="active"><contact id="0" state="active" event="registered"><uri>${phone}</uri></contact></registration></reginfo>`;

let done = false;

/** Reads, once, what a binding receives, of nobody: the first of each kind takes many times longer than the next ones. */
export function rehearse(): void {
  if (done) return;
  done = true;
  const loggers = new LoggerFactory();
  loggers.builtinEnabled = false;
  for (let time = 0; time < TIMES; time += 1) {
    for (const message of [answer, notification]) {
      Parser.parseMessage(message.join('\r\n'), loggers.getLogger('sip.parser'));
    }
    parseDialogInfo(dialogs);
    parseRegInfo(registrations);
  }
}
