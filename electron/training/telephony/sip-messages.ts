import { randomBytes } from 'node:crypto';
import { Grammar, IncomingRequestMessage, LoggerFactory, Parser } from 'sip.js/lib/core/index.js';

const logger = new LoggerFactory();
logger.builtinEnabled = false;

/** A SIP request read from a message; null for an answer or anything that is no SIP. */
export function readRequest(text: string): IncomingRequestMessage | null {
  // Answers are most of what comes, and SIP.js takes its time to read them.
  if (text.startsWith('SIP/2.0')) return null;
  try {
    const message = Parser.parseMessage(text, logger.getLogger('training'));
    return message instanceof IncomingRequestMessage ? message : null;
  } catch {
    return null;
  }
}

export interface SipContent {
  readonly headers?: readonly string[];
  readonly contentType?: string;
  readonly body?: string;
}

/** An answer to a request (RFC 3261 §8.2.6), as the text that goes on the wire. */
export function response(
  request: IncomingRequestMessage,
  code: number,
  reason: string,
  toTag: string,
  content: SipContent = {},
): string {
  const to = request.getHeader('to') ?? '';
  return write(
    [
      `SIP/2.0 ${code} ${reason}`,
      ...request.getHeaders('via').map((via) => `Via: ${via}`),
      `From: ${request.getHeader('from') ?? ''}`,
      `To: ${/;\s*tag=/i.test(to) ? to : `${to};tag=${toTag}`}`,
      `Call-ID: ${request.callId}`,
      `CSeq: ${request.getHeader('cseq') ?? ''}`,
    ],
    content,
  );
}

export interface Watcher {
  readonly contact: string;
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly event: string;
}

/** Whoever sent a request that was answered with `tag`, as the target of notifications. */
export function watcherOf(request: IncomingRequestMessage, event: string, tag: string): Watcher {
  return {
    contact: (request.getHeader('contact') ?? '').replace(/^.*<|>.*$/g, ''),
    from: `${request.getHeader('to') ?? ''};tag=${tag}`,
    to: request.getHeader('from') ?? '',
    callId: request.callId,
    event,
  };
}

/** A request to whoever watches, inside the dialog that they opened. */
export function toWatcher(watcher: Watcher, sequence: number, method: string, content: SipContent): string {
  const lines = [
    `${method} ${watcher.contact} SIP/2.0`,
    `Via: SIP/2.0/WS training.invalid;branch=z9hG4bK${branch()}`,
    'Max-Forwards: 70',
    `From: ${watcher.from}`,
    `To: ${watcher.to}`,
    `Call-ID: ${watcher.callId}`,
    `CSeq: ${sequence} ${method}`,
    'Contact: <sip:training.invalid;transport=ws>',
  ];
  return write(lines, content);
}

/** A NOTIFY inside a subscription (RFC 6665 §4.2.2). */
export function notify(watcher: Watcher, sequence: number, state: string, content: SipContent): string {
  const headers = [`Event: ${watcher.event}`, `Subscription-State: ${state}`, ...(content.headers ?? [])];
  return toWatcher(watcher, sequence, 'NOTIFY', { ...content, headers });
}

const thisProcess = randomBytes(6).toString('hex');
let branches = 0;

/** Unique among all transactions (RFC 3261 §8.1.1.7). */
function branch(): string {
  branches += 1;
  return `${thisProcess}${branches.toString(36)}`;
}

/** The part of a URI before the host. */
export function userOf(uri: string): string | null {
  return Grammar.URIParse(uri.replace(/^.*<|>.*$/g, ''))?.user ?? null;
}

function write(lines: readonly string[], { headers = [], contentType, body = '' }: SipContent): string {
  const type = contentType === undefined ? [] : [`Content-Type: ${contentType}`];
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return `${[...lines, ...headers, ...type, length].join('\r\n')}\r\n\r\n${body}`;
}
