import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import page from '../../../resources/fr/sign-in-browser.json' with { type: 'json' };

const HOST = '127.0.0.1';
const PATH = '/callback';

/** `knock`: not the answer to this sign-in, whoever brings it. */
export type Verdict = 'accepted' | 'refused' | 'knock';

/** Where the system browser comes back to (RFC 8252 §7.3): this machine, a free port, one answer. */
export interface Loopback {
  readonly redirectUri: string;
  /** The address that the browser came back with, once. */
  readonly returned: Promise<URL>;
  /** Whether there was a knock. */
  readonly knocked: boolean;
  /** Lets nobody in any more; a page on its way still arrives. */
  close(): void;
}

/**
 * Listens. A GET of `/callback` under this very host and port is answered with a page, which tells what `judge` makes
 * of it; the first that is no knock ends the wait. Anything else is not found. Another program of this machine cannot
 * end a sign-in by knocking.
 */
export async function openLoopback(judge: (address: URL) => Verdict): Promise<Loopback> {
  let answered = false;
  let knocked = false;
  let settle: (address: URL) => void = () => {};
  const returned = new Promise<URL>((resolve) => {
    settle = resolve;
  });
  const server = createServer((request, response) => {
    const address = answered ? null : callbackOf(request, origin);
    if (address === null) return void response.writeHead(404, headers).end();
    const verdict = judge(address);
    const { title, text } = verdict === 'accepted' ? page.accepted : page.refused;
    show(response, title, text);
    if (verdict === 'knock') {
      knocked = true;
      return;
    }
    answered = true;
    settle(address);
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port given');
  const origin = `http://${HOST}:${bound.port}`;
  return {
    redirectUri: `${origin}${PATH}`,
    returned,
    get knocked() {
      return knocked;
    },
    close: () => {
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), LAST_PAGE).unref();
    },
  };
}

/** Milliseconds that a page on its way may take. */
const LAST_PAGE = 2_000;

/** Nothing of the answer is kept, framed, run or told to another site. */
const headers = {
  'cache-control': 'no-store',
  connection: 'close',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The Host is checked, as a name of elsewhere may point here (DNS rebinding). */
function callbackOf({ method, url, headers: { host } }: IncomingMessage, origin: string): URL | null {
  if (method !== 'GET' || `http://${host}` !== origin || !url?.startsWith('/')) return null;
  if (!URL.canParse(url, origin)) return null;
  const address = new URL(url, origin);
  return address.origin === origin && address.pathname === PATH ? address : null;
}

function show(response: ServerResponse, title: string, text: string): void {
  response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<meta name="color-scheme" content="light dark"><title>${title}</title>` +
      `<main><h1>${title}</h1><p>${text}</p></main></html>`,
  );
}
