import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { Fetch } from './exchange.ts';

/**
 * A `fetch` that also trusts the authorities of `pem`, for a portal whose certificate no public authority
 * signed. Node's own cannot be told so without another HTTP library. It does not use the system's proxy.
 */
export function authorityFetch(pem: string): Fetch {
  const ca = [...rootCertificates, pem];
  return async (url, init) => {
    if (new URL(url).protocol === 'http:') return fetch(url, init);
    const body = Buffer.from(await new Response(init.body ?? null).arrayBuffer());
    return new Promise((resolve, reject) => {
      const outgoing = request(
        url,
        {
          method: init.method ?? 'GET',
          headers: Object.fromEntries(new Headers(init.headers)),
          ca,
          minVersion: 'TLSv1.2',
          ...(init.signal ? { signal: init.signal } : {}),
        },
        (incoming) => {
          const status = incoming.statusCode ?? 500;
          const bodyless = status === 204 || status === 205 || status === 304;
          if (bodyless) incoming.resume();
          const content = bodyless ? null : streamOf(incoming);
          resolve(new Response(content, { status, headers: headersOf(incoming.headers) }));
        },
      );
      outgoing.once('error', reject);
      // It may carry a password: overwritten once sent, and when the connection fails.
      for (const event of ['finish', 'close']) outgoing.once(event, () => body.fill(0));
      outgoing.end(body);
    });
  };
}

function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      incoming.on('data', (chunk: Buffer) => controller.enqueue(new Uint8Array(chunk)));
      incoming.once('end', () => controller.close());
      incoming.once('error', (error) => controller.error(error));
    },
    cancel: (reason) => void incoming.destroy(reason instanceof Error ? reason : undefined),
  });
}

function headersOf(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
