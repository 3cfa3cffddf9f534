/** A SIP message as text fields: as much of RFC 3261 as scripted parties need. */
export interface SipMessage {
  /** Request line or status line. */
  start: string;
  headers: readonly SipHeader[];
  body: string;
}

export type SipHeader = readonly [name: string, value: string];

const COMPACT: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  c: 'content-type',
  l: 'content-length',
  o: 'event',
};

export function parseSip(text: string): SipMessage {
  const [head = '', body = ''] = splitOnce(text, '\r\n\r\n');
  const [start = '', ...lines] = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): SipHeader => {
    const [name = '', value = ''] = splitOnce(line, ':');
    return [name.trim(), value.trim()];
  });
  return { start, headers, body };
}

export function formatSip({ start, headers, body }: SipMessage): string {
  const length: SipHeader = ['Content-Length', String(Buffer.byteLength(body))];
  const lines = [...headers, length].map(([name, value]) => `${name}: ${value}`);
  return [start, ...lines, '', body].join('\r\n');
}

/** Every value of a header, in order. */
export function headerValues(message: SipMessage, name: string): string[] {
  const wanted = name.toLowerCase();
  return message.headers.filter(([key]) => canonical(key) === wanted).map(([, value]) => value);
}

/** The first value of a header, empty when there is none. */
export function header(message: SipMessage, name: string): string {
  return headerValues(message, name)[0] ?? '';
}

/** The method of a request; undefined for a response. */
export function requestMethod(message: SipMessage): string | undefined {
  return message.start.startsWith('SIP/2.0 ') ? undefined : message.start.split(' ')[0];
}

/** The status of a response; 0 for a request. */
export function status(message: SipMessage): number {
  return message.start.startsWith('SIP/2.0 ') ? Number(message.start.split(' ')[1]) : 0;
}

/** What a response copies from its request, with our tag on To. */
export function responseHeaders(request: SipMessage, toTag: string): SipHeader[] {
  const copied = ['Via', 'Record-Route', 'From', 'Call-ID', 'CSeq'].flatMap((name) =>
    headerValues(request, name).map((value): SipHeader => [name, value]),
  );
  const to = header(request, 'To');
  return [...copied, ['To', tagOf(to) === '' ? `${to};tag=${toTag}` : to]];
}

/** The header of a new transaction over UDP. */
export function via(hostPort: string): SipHeader {
  return ['Via', `SIP/2.0/UDP ${hostPort};branch=z9hG4bK${token()};rport`];
}

/** The address inside `"Name" <sip:…>;tag=…`. */
export function uriOf(address: string): string {
  return /<([^>]+)>/.exec(address)?.[1] ?? address.split(';')[0] ?? '';
}

export function tagOf(address: string): string {
  return /;tag=([^;>\s]+)/.exec(address)?.[1] ?? '';
}

/** A value that no other message bears. */
export function token(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}

function canonical(name: string): string {
  const lower = name.toLowerCase();
  return COMPACT[lower] ?? lower;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
