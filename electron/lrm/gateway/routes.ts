import { type Failure, fail, ok, type Result } from '../../failures/index.ts';
import { correlateBody, dialBody, fileIdSchema, type LrmCommand } from './protocol.ts';

interface Route {
  readonly path: RegExp;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Whether it has a body, or null is read. */
  readonly body: boolean;
  readonly command: (body: unknown, match: RegExpExecArray) => LrmCommand | null;
}

const routes: readonly Route[] = [
  { path: /^\/v1\/status$/, method: 'GET', body: false, command: () => ({ name: 'status' }) },
  { path: /^\/v1\/calls$/, method: 'GET', body: false, command: () => ({ name: 'calls' }) },
  {
    path: /^\/v1\/calls$/,
    method: 'POST',
    body: true,
    command: (body) => {
      const asked = dialBody.safeParse(body);
      if (!asked.success) return null;
      return { name: 'dial', number: asked.data.number, fileId: asked.data.fileId ?? null };
    },
  },
  {
    path: /^\/v1\/files\/([^/]{1,100})\/call$/,
    method: 'PUT',
    body: true,
    command: (body, [, written]) => {
      const fileId = fileIdSchema.safeParse(written);
      const asked = correlateBody.safeParse(body);
      if (!fileId.success || !asked.success) return null;
      return { name: 'correlate', fileId: fileId.data, callId: asked.data.callId ?? null };
    },
  },
];

export interface Routed {
  readonly wantsBody: boolean;
  /** The command, given its body (text, or null where there is none). */
  readonly read: (body: string) => Result<LrmCommand>;
}

/** The route of a request, or why there is none; `allow` names the methods that a known path takes. */
export function route(
  method: string,
  path: string,
): Routed | { readonly failure: Failure; readonly allow: string | null } {
  const known = routes.filter((one) => one.path.test(path));
  const found = known.find((one) => one.method === method);
  if (!found) {
    if (known.length === 0) return { failure: fail('Lrm_UnknownPath').failure, allow: null };
    return {
      failure: fail('Lrm_MethodNotAllowed').failure,
      allow: known.map((one) => one.method).join(', '),
    };
  }
  return {
    wantsBody: found.body,
    read: (text) => {
      const match = found.path.exec(path);
      const command = match && found.command(found.body ? parseJson(text) : null, match);
      return command ? ok(command) : fail('Lrm_Malformed');
    },
  };
}

/** What JSON says, or null: broken, or with a key by which objects are tampered with. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        throw new Error('forbidden key');
      return value;
    });
  } catch {
    return null;
  }
}
