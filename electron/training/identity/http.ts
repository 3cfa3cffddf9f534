import type { IncomingMessage } from 'node:http';

/** What a route answers; a status of 400 or more is a problem (RFC 9457) unless it says otherwise. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
}

/** The body of a request, or null when it is longer than `limit` characters: it is then read, and not kept. */
export async function readText(request: IncomingMessage, limit: number): Promise<string | null> {
  let text: string | null = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text = text === null || text.length + chunk.length > limit ? null : text + chunk;
  }
  return text;
}

/** The JSON of a request; undefined when it is none, or longer than `limit` characters. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9457, with what the contract adds to this one. */
export function problem(status: number, reason: string, more: object = {}): Answer {
  return { status, body: { type: `urn:bandeau:portal:${reason}`, title: reason, status, ...more } };
}
