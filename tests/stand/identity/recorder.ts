import type { Fetch } from '../../../electron/identity/index.ts';
import type { Exchanged } from '../open-api.ts';

export interface Recorder {
  readonly fetch: Fetch;
  /** What was said to the portal. */
  readonly exchanges: readonly Exchanged[];
  /** What the token endpoint answered. */
  readonly tokenAnswers: readonly unknown[];
  /** What the authorization challenge endpoint answered, with its status. */
  readonly challengeAnswers: readonly { readonly status: number; readonly body: unknown }[];
}

/** Notes what a client and the provider below `portal` really say to one another. */
export function recorder(portal: string): Recorder {
  const exchanges: Exchanged[] = [];
  const tokenAnswers: unknown[] = [];
  const challengeAnswers: { status: number; body: unknown }[] = [];
  return {
    exchanges,
    tokenAnswers,
    challengeAnswers,
    fetch: async (url, init) => {
      const requestBody = textOf(init.body);
      const response = await fetch(url, init);
      const responseBody = await response.clone().text();
      const { status } = response;
      if (url.startsWith(`${portal}/`)) {
        exchanges.push({
          method: init.method ?? 'GET',
          path: url.slice(portal.length),
          requestBody,
          status,
          contentType: response.headers.get('content-type'),
          responseBody,
        });
      } else if (url.endsWith('/token')) {
        tokenAnswers.push(JSON.parse(responseBody));
      } else if (url.endsWith('/authorize-challenge')) {
        challengeAnswers.push({ status, body: JSON.parse(responseBody) });
      }
      return response;
    },
  };
}

/** Taken before the request is sent: a client overwrites what carries a secret. */
function textOf(body: RequestInit['body']): string | null {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : null;
}
