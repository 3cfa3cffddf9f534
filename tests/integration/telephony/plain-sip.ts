import { once } from 'node:events';
import WebSocket from 'ws';
import { waitFor } from '../../stand/process.ts';

/** A SIP message as it came: its first line, headers by small name (the first of each), and body. */
export interface PlainMessage {
  readonly start: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface PlainResponse extends PlainMessage {
  readonly code: number;
}

export interface PlainRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly dialog?: PlainDialog;
}

/** What names a dialog to a request inside it. */
export interface PlainDialog {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
}

/**
 * SIP over WebSocket with nothing of the product in it: text in, text out. Every request that comes is answered 200
 * and kept.
 */
export class PlainSip {
  readonly received: PlainMessage[] = [];
  readonly #socket: WebSocket;
  readonly #answers = new Map<string, (response: PlainResponse) => void>();
  #serial = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(String(data)));
  }

  static async connect(url: string): Promise<PlainSip> {
    const socket = new WebSocket(url, 'sip');
    await once(socket, 'open');
    return new PlainSip(socket);
  }

  /** Resolves with the final answer; rejects when there is none within `timeoutMs`. */
  request(request: PlainRequest, timeoutMs = 3_000): Promise<PlainResponse> {
    this.#serial += 1;
    const branch = `z9hG4bKplain${this.#serial}`;
    const answered = new Promise<PlainResponse>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${request.method}`)), timeoutMs);
      this.#answers.set(branch, (response) => {
        clearTimeout(timer);
        resolve(response);
      });
    });
    this.#socket.send(this.#text(request, branch));
    return answered;
  }

  /** INVITE and ACK; the dialog that came of it, or the answer that refused it. */
  async invite(request: Omit<PlainRequest, 'method'>): Promise<PlainResponse & { dialog: PlainDialog }> {
    const response = await this.request({ ...request, method: 'INVITE' });
    const dialog = dialogOf(response);
    if (response.code < 300)
      this.#socket.send(this.#text({ method: 'ACK', uri: request.uri, dialog }, 'z9hG4bKack'));
    return { ...response, dialog };
  }

  async subscribe(uri: string, event: string): Promise<PlainDialog> {
    const response = await this.request({
      method: 'SUBSCRIBE',
      uri,
      headers: [`Event: ${event}`, 'Expires: 3600'],
    });
    if (response.code !== 200) throw new Error(`SUBSCRIBE was answered ${response.code}`);
    return dialogOf(response);
  }

  /** Resolves with the first message received that is so, those received before included. */
  heard(what: string, isSo: (message: PlainMessage) => boolean, timeoutMs = 3_000): Promise<PlainMessage> {
    return waitFor(() => this.received.find(isSo), { timeoutMs, what });
  }

  close(): void {
    this.#socket.terminate();
  }

  #text({ method, uri, headers = [], body = '', dialog }: PlainRequest, branch: string): string {
    const from = dialog?.from ?? `<sip:plain@test.invalid>;tag=p${this.#serial}`;
    return [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/WS test.invalid;branch=${branch}`,
      'Max-Forwards: 70',
      `From: ${from}`,
      `To: ${dialog?.to ?? `<${uri}>`}`,
      `Call-ID: ${dialog?.callId ?? `plain-${process.pid}-${this.#serial}`}`,
      `CSeq: ${this.#serial} ${method}`,
      'Contact: <sip:plain@test.invalid;transport=ws>',
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  }

  #receive(text: string): void {
    const message = read(text);
    if (message.start.startsWith('SIP/2.0')) {
      const branch = /branch=([^;\s]+)/.exec(message.headers.get('via') ?? '')?.[1] ?? '';
      const answered = this.#answers.get(branch);
      this.#answers.delete(branch);
      answered?.({ ...message, code: Number(message.start.split(' ')[1]) });
      return;
    }
    this.received.push(message);
    const echo = ['via', 'from', 'to', 'call-id', 'cseq'].map(
      (name) => `${name}: ${message.headers.get(name)}`,
    );
    this.#socket.send(['SIP/2.0 200 OK', ...echo, 'Content-Length: 0', '', ''].join('\r\n'));
  }
}

function read(text: string): PlainMessage {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { start, headers, body: rest.join('\r\n\r\n') };
}

function dialogOf({ headers }: PlainMessage): PlainDialog {
  return {
    callId: headers.get('call-id') ?? '',
    from: headers.get('from') ?? '',
    to: headers.get('to') ?? '',
  };
}
