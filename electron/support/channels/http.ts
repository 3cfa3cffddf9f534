import http from 'node:http';
import https from 'node:https';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

export interface HttpOptions {
  /** PEM of the authority of the server's certificate, or null for the public ones. */
  readonly authority: string | null;
  /** Milliseconds without a sign of the server, sending included. */
  readonly timeout: number;
}

export type HttpAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      /** Seconds. */
      readonly retryAfter: string | undefined;
    }
  /** `sent`: whether the server may have read the request, and done what it asks. */
  | { readonly kind: 'unreachable' | 'untrusted' | 'timeout' | 'broken'; readonly sent: boolean };

/** No answer of a desk comes near; bytes. */
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** Sends one request once, redirects not followed. Never rejects. */
export function exchange(request: HttpRequest, options: HttpOptions): Promise<HttpAnswer> {
  const { url, method, headers, body } = request;
  const library = url.protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    let sent = false;
    let over = false;
    const sending = library.request(url, {
      method,
      headers: {
        ...headers,
        'user-agent': 'Bandeau',
        ...(body && { 'content-length': String(body.length) }),
      },
      // A connection that is kept may be closed just as it is used again: then nobody knows what was read.
      agent: false,
      timeout: options.timeout,
      ...(options.authority !== null && { ca: options.authority }),
    });
    const finish = (answer: HttpAnswer): void => {
      if (over) return;
      over = true;
      clearTimeout(deadline);
      resolve(answer);
      sending.destroy();
    };
    // The socket's own time starts again with each byte: one that drips would hold a letter for hours.
    const deadline = setTimeout(() => finish({ kind: 'timeout', sent }), options.timeout * 4);
    sending.on('socket', (socket) => {
      // From here on the request goes out by itself.
      const ready = url.protocol === 'https:' ? 'secureConnect' : 'connect';
      socket.once(ready, () => {
        sent = true;
      });
    });
    sending.on('timeout', () => finish({ kind: 'timeout', sent }));
    sending.on('error', (error) => finish(failureOf(error, sent)));
    sending.on('response', (response) => {
      const pieces: Buffer[] = [];
      let length = 0;
      response.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > LARGEST_ANSWER) finish({ kind: 'broken', sent: true });
        else pieces.push(piece);
      });
      response.on('error', () => finish({ kind: 'broken', sent: true }));
      response.on('close', () => finish({ kind: 'broken', sent: true }));
      response.on('end', () =>
        finish({
          kind: 'answered',
          status: response.statusCode ?? 0,
          body: Buffer.concat(pieces).toString('utf8'),
          retryAfter: response.headers['retry-after'],
        }),
      );
    });
    sending.end(body ?? undefined);
  });
}

const certificateErrors = /CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/;

function failureOf(error: Error, sent: boolean): HttpAnswer {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!sent && certificateErrors.test(code)) return { kind: 'untrusted', sent: false };
  return { kind: sent ? 'broken' : 'unreachable', sent };
}
