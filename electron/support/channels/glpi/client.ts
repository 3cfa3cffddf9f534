import { z } from 'zod';
import { fail } from '../../../failures/index.ts';
import { exchange, type HttpAnswer } from '../http.ts';
import { type GlpiAnswer, readAnswer } from './answers.ts';
import { multipart } from './multipart.ts';

export interface GlpiSettings {
  /** Address of `apirest.php`. */
  readonly url: string;
  readonly userToken: string;
  readonly appToken: string | null;
  /** PEM, or null for the public authorities. */
  readonly authority: string | null;
  /** Milliseconds. */
  readonly timeout: number;
}

const sessionSchema = z.object({ session_token: z.string().min(1).max(500) });

/** What is sent: JSON, or a file with its manifest. */
export type GlpiBody =
  | { readonly input: object }
  | { readonly manifest: object; readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/**
 * GLPI's legacy API, in one session that is opened when it is needed, and once more where it has ended meanwhile
 * (some 24 minutes without a request).
 */
export class GlpiClient {
  readonly #settings: GlpiSettings;
  #session: Promise<string | Exclude<GlpiAnswer, { kind: 'ok' }>> | null = null;

  constructor(settings: GlpiSettings) {
    this.#settings = settings;
  }

  /** `path` below `apirest.php`. Never rejects. */
  get(path: string, query: Readonly<Record<string, string>> = {}): Promise<GlpiAnswer> {
    return this.#inSession((session) => this.#send('GET', path, query, null, session));
  }

  post(path: string, body: GlpiBody): Promise<GlpiAnswer> {
    return this.#inSession((session) => this.#send('POST', path, {}, body, session));
  }

  /** Ends the session, as far as the server can be reached. */
  async close(): Promise<void> {
    const session = await this.#session;
    this.#session = null;
    if (typeof session === 'string') await this.#send('GET', 'killSession', {}, null, session);
  }

  async #inSession(ask: (session: string) => Promise<HttpAnswer>): Promise<GlpiAnswer> {
    for (const isLast of [false, true]) {
      this.#session ??= this.#open();
      const opening = this.#session;
      const session = await opening;
      if (typeof session !== 'string') {
        if (this.#session === opening) this.#session = null;
        return session;
      }
      const answer = readAnswer(await ask(session));
      if (answer.kind !== 'session-over') return answer;
      // Another request may have opened a new one since.
      if (this.#session === opening) this.#session = null;
      if (isLast) break;
    }
    const { failure } = fail('Support_PortalClosed', { code: 'ERROR_SESSION_TOKEN_INVALID' });
    return { kind: 'failed', failure, doubt: false, retryAfter: null };
  }

  async #open(): Promise<string | Exclude<GlpiAnswer, { kind: 'ok' }>> {
    const answer = readAnswer(await this.#send('GET', 'initSession', {}, null, null));
    // Whatever became of it, nothing of a letter was done.
    if (answer.kind === 'failed') return { ...answer, doubt: false };
    if (answer.kind !== 'ok') return answer;
    const session = sessionSchema.safeParse(answer.value);
    if (session.success) return session.data.session_token;
    const { failure } = fail('Support_PortalAiling', { status: 200 });
    return { kind: 'failed', failure, doubt: false, retryAfter: null };
  }

  #send(
    method: 'GET' | 'POST',
    path: string,
    query: Readonly<Record<string, string>>,
    body: GlpiBody | null,
    session: string | null,
  ): Promise<HttpAnswer> {
    const { url: base, userToken, appToken, authority, timeout } = this.#settings;
    const url = new URL(`${base.replace(/\/$/, '')}/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const content = body && contentOf(body);
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(session === null ? { authorization: `user_token ${userToken}` } : { 'session-token': session }),
      ...(appToken !== null && { 'app-token': appToken }),
      ...(content && { 'content-type': content.type }),
    };
    return exchange({ method, url, headers, body: content?.bytes ?? null }, { authority, timeout });
  }
}

function contentOf(body: GlpiBody): { readonly type: string; readonly bytes: Uint8Array } {
  if ('input' in body) return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
  const { manifest, name, type, bytes } = body;
  return multipart([
    {
      name: 'uploadManifest',
      type: 'application/json',
      bytes: Buffer.from(JSON.stringify({ input: manifest })),
    },
    { name: 'filename[0]', fileName: name, type, bytes },
  ]);
}
