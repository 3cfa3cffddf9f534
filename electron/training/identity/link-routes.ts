import { z } from 'zod';
import type { AccountLinks } from './account/account-links.ts';
import { problem, readJson } from './http.ts';
import type { BearerGate, Route } from './routes.ts';

const BODY_LIMIT = 4_096;

const linkRequest = z.strictObject({ email: z.string().min(3).max(254) });

/** Tying a PSC identity to an account (seed 004). */
export function linkRoutes(gate: BearerGate, links: AccountLinks): readonly Route[] {
  return [
    {
      method: 'POST',
      path: /^\/account-links$/,
      answer: gate.forAnyone(async ({ person }, request) => {
        const body = linkRequest.safeParse(await readJson(request, BODY_LIMIT));
        if (!body.success) return problem(400, 'request-malformed');
        const outcome = await links.request(person.id, body.data.email);
        if (outcome.kind === 'no-authorisation') return problem(404, 'no-authorisation');
        if (outcome.kind === 'send-failed') return problem(422, 'send-failed');
        if (outcome.kind === 'too-early') {
          return problem(409, 'too-early', { retryAfter: outcome.retryAfter });
        }
        const { kind: _, ...sent } = outcome;
        return { status: 201, body: sent };
      }),
    },
    {
      method: 'GET',
      path: /^\/account-links\/([^/]+)$/,
      answer: gate.forAnyone(({ person }, _request, [link = '']) => {
        const state = links.state(person.id, link);
        return state ? { status: 200, body: { state } } : problem(404, 'link-unknown');
      }),
    },
  ];
}
