import { randomBytes } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import {
  DigestAuthentication,
  Grammar,
  IncomingRequestMessage,
  LoggerFactory,
  Parser,
  URI,
  UserAgentCore,
} from 'sip.js/lib/core/index.js';
import WebSocket, { type RawData } from 'ws';
import type { SipIdentity } from './sip-link.ts';
import type { SipSocket } from './sip-socket.ts';

/** Longest SIP message that is read; longer ones are dropped and counted. */
const MAX_MESSAGE_BYTES = 128 * 1024;
/** Above this the WebSocket itself gives up; below, what is too long is dropped and the link with its calls goes on. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

export interface SocketOptions {
  readonly server: string;
  /** PEM of an authority that is trusted beside the public ones, or null. */
  readonly authority: string | null;
}

export interface SipConnectionOptions extends SocketOptions {
  readonly identity: SipIdentity;
  readonly onDropped: () => void;
  readonly onStray: () => void;
  readonly onClosed: () => void;
}

/** Milliseconds for a WebSocket to open. */
const CONNECT_DEADLINE = 3_000;

/** Resolves once the WebSocket is open; rejects when it does not open in time. */
export function openSocket({ server, authority }: SocketOptions): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(server, 'sip', {
      handshakeTimeout: CONNECT_DEADLINE,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      minVersion: 'TLSv1.2',
      ...(authority ? { ca: [...rootCertificates, authority] } : {}),
    });
    socket.once('error', reject);
    socket.once('open', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/**
 * One WebSocket to one server (RFC 7118) and one SIP.js core on it. Nothing of it survives the socket: SIP.js would
 * go on believing in its subscriptions after a reconnection.
 */
export class SipConnection {
  readonly core: UserAgentCore;
  readonly addressOfRecord: URI;
  readonly server: string;
  readonly #socket: SipSocket;
  readonly #options: SipConnectionOptions;
  readonly #logger: LoggerFactory;
  #receivedAt = 0;
  #closed = false;

  /** Speaks SIP over an open WebSocket; throws, the socket being ended, where the identity is none. */
  static over(socket: SipSocket, options: SipConnectionOptions): SipConnection {
    try {
      return new SipConnection(socket, options);
    } catch (error) {
      socket.on('error', () => {});
      socket.terminate();
      throw error;
    }
  }

  private constructor(socket: SipSocket, options: SipConnectionOptions) {
    const aor = Grammar.URIParse(options.identity.addressOfRecord);
    if (!aor) throw new TypeError('the address of record is no SIP URI');
    this.#socket = socket;
    this.#options = options;
    this.server = options.server;
    this.addressOfRecord = aor;
    // What SIP.js logs is whole messages: numbers and names. None of it leaves.
    this.#logger = new LoggerFactory();
    this.#logger.builtinEnabled = false;
    this.core = this.#createCore(aor);
    socket.on('message', (data: RawData) => this.#receive(data));
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
  }

  /** When the message being handled came off the socket: ms since the epoch, with a fraction. */
  get receivedAt(): number {
    return this.#receivedAt;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Ends the socket at once and forgets every dialog and transaction. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.terminate();
    this.core.dispose();
    this.#options.onClosed();
  }

  #createCore(aor: URI): UserAgentCore {
    const { credential } = this.#options.identity;
    const host = `${randomBytes(6).toString('hex')}.invalid`;
    const contact = new URI('sip', randomBytes(6).toString('hex'), host, undefined, { transport: 'ws' });
    const transport = {
      protocol: this.server.startsWith('wss') ? 'WSS' : 'WS',
      send: (message: string): Promise<void> => this.#send(message),
    };
    return new UserAgentCore({
      aor,
      contact: {
        pubGruu: undefined,
        tempGruu: undefined,
        uri: contact,
        toString: () => `<${contact.toString()}>`,
      },
      displayName: '',
      loggerFactory: this.#logger,
      hackViaTcp: false,
      routeSet: [],
      sipjsId: randomBytes(4).toString('hex'),
      supportedOptionTags: ['tdialog', 'norefersub'],
      supportedOptionTagsResponse: ['tdialog', 'norefersub'],
      userAgentHeaderFieldValue: 'Bandeau',
      viaForceRport: false,
      viaHost: host,
      authenticationFactory: () =>
        credential
          ? new DigestAuthentication(this.#logger, undefined, credential.username, credential.password)
          : undefined,
      transportAccessor: () => transport,
    });
  }

  #send(message: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(message, (error) => (error ? reject(error) : resolve()));
    });
  }

  #receive(data: RawData): void {
    this.#receivedAt = performance.timeOrigin + performance.now();
    const bytes = bytesOf(data);
    if (this.#closed || isKeepAlive(bytes)) return;
    if (bytes.length > MAX_MESSAGE_BYTES || !this.#handle(bytes.toString('utf8'))) this.#options.onDropped();
  }

  /** SIP.js throws on some malformed messages: one bad message is dropped, never the process. */
  #handle(text: string): boolean {
    try {
      const message = Parser.parseMessage(text, this.#logger.getLogger('sip.parser'));
      if (!message?.via || !message.callId || !message.from || !message.to) return false;
      if (message instanceof IncomingRequestMessage) {
        if (this.#isStray(message)) this.#options.onStray();
        this.core.receiveIncomingRequestFromTransport(message);
      } else this.core.receiveIncomingResponseFromTransport(message);
      return true;
    } catch {
      return false;
    }
  }

  /** Of no dialog and no subscription of ours: the core refuses it. */
  #isStray(message: IncomingRequestMessage): boolean {
    const { method, callId, fromTag, toTag } = message;
    if (method !== 'INFO' && method !== 'NOTIFY') return false;
    const event = message.getHeader('Event')?.split(';')[0]?.trim();
    const { dialogs, subscribers } = this.core;
    return !dialogs.has(callId + toTag + fromTag) && !subscribers.has(callId + toTag + event);
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/** RFC 5626 §3.5.1. */
function isKeepAlive(bytes: Buffer): boolean {
  return bytes.length <= 4 && bytes.toString('latin1').trim() === '';
}
