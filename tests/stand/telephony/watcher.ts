import { WebSocket } from 'ws';
import { waitFor } from '../process.ts';
import {
  formatSip,
  header,
  parseSip,
  requestMethod,
  responseHeaders,
  type SipMessage,
  status,
  token,
} from './sip-message.ts';

const REPLY_MS = 5_000;

export interface Subscription {
  /** The bodies of the notifications so far; the first may be empty. */
  readonly documents: readonly string[];
  /** The first document, past or coming, that satisfies the predicate. */
  document(matches: (document: string) => boolean, timeoutMs?: number): Promise<string>;
}

/** A bare SIP client over WebSocket: what the exchange tells it without any library in between. */
export interface Watcher {
  /** Rejects with the status when the exchange refuses. */
  subscribe(event: 'dialog' | 'reg', number: string): Promise<Subscription>;
  /** The status of an OPTIONS to the exchange. */
  heartbeat(): Promise<number>;
  /** Resolves once the connection is lost or closed. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

export async function startWatcher(wsUrl: string, domain: string, number: string): Promise<Watcher> {
  const socket = new WebSocket(wsUrl, 'sip');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', reject);
  });
  const host = `${token()}.invalid`;
  const responses = new Map<string, SipMessage>();
  const documents = new Map<string, string[]>();

  socket.on('message', (data) => {
    const message = parseSip(data.toString());
    const callId = header(message, 'Call-ID');
    if (requestMethod(message) === undefined) {
      if (status(message) >= 200) responses.set(callId, message);
      return;
    }
    if (requestMethod(message) === 'NOTIFY') documents.get(callId)?.push(message.body);
    socket.send(formatSip({ start: 'SIP/2.0 200 OK', headers: responseHeaders(message, token()), body: '' }));
  });

  const request = async (callId: string, method: string, uri: string, event?: string): Promise<number> => {
    socket.send(
      formatSip({
        start: `${method} ${uri} SIP/2.0`,
        headers: [
          ['Via', `SIP/2.0/WS ${host};branch=z9hG4bK${token()};rport`],
          ['Max-Forwards', '70'],
          ['From', `<sip:${number}@${domain}>;tag=${token()}`],
          ['To', `<${uri}>`],
          ['Call-ID', callId],
          ['CSeq', `1 ${method}`],
          ['Contact', `<sip:${number}@${host};transport=ws>`],
          ...(event === undefined ? [] : [['Event', event] as const, ['Expires', '600'] as const]),
        ],
        body: '',
      }),
    );
    const response = await waitFor(() => responses.get(callId), {
      timeoutMs: REPLY_MS,
      what: `an answer to ${method} ${uri}`,
    });
    return status(response);
  };

  return {
    subscribe: async (event, watched) => {
      const callId = token();
      const received: string[] = [];
      documents.set(callId, received);
      const code = await request(callId, 'SUBSCRIBE', `sip:${watched}@${domain}`, event);
      if (code !== 200) throw new Error(`subscription to ${event} of ${watched} refused with ${code}`);
      return {
        documents: received,
        document: (matches, timeoutMs = REPLY_MS) =>
          waitFor(() => received.find(matches), { timeoutMs, what: `a ${event} document of ${watched}` }),
      };
    },
    heartbeat: () => request(token(), 'OPTIONS', `sip:${domain}`),
    closed,
    close: async () => {
      socket.close();
      await closed;
    },
  };
}
