import { z } from 'zod';
import type { DegradedSession } from '../../identity/ports.ts';
import type { Accounts } from './account/accounts.ts';
import { problem, readJson } from './http.ts';
import type { PhoneClaims } from './phone-claims.ts';
import type { BearerGate, Route } from './routes.ts';

const CLAIM_LIMIT = 4_096;
const REPORT_LIMIT = 128 * 1_024;

const text = z.string().min(1).max(200);
const time = z.int().min(0);
const claimRequest = z.strictObject({ profileId: text });
const reportRequest = z.strictObject({
  sessions: z
    .array(
      z.strictObject({
        id: text,
        subject: text,
        openedAt: time,
        closedAt: time.nullable(),
        phone: z.string().max(15).nullable(),
        revocation: z.enum(['fresh', 'stale', 'unknown']),
      }),
    )
    .min(1)
    .max(100),
});

export interface WorkRoutesOptions {
  readonly accounts: Accounts;
  readonly claims: PhoneClaims;
  /** What stations have told of their work without the portal, by id. */
  readonly degradedSessions: Map<string, DegradedSession>;
}

/** What a person works as and with: profiles, phones, and what was done while the portal was away. */
export function workRoutes(gate: BearerGate, options: WorkRoutesOptions): readonly Route[] {
  const { accounts, claims, degradedSessions } = options;
  return [
    {
      method: 'GET',
      path: /^\/profiles$/,
      answer: gate.forAnyone((bearer) => {
        if (!gate.isLinked(bearer)) return problem(403, 'account-not-linked');
        if (accounts.needsCardFirst(bearer.person)) return problem(403, 'card-required-first');
        const { id: subject, profiles } = bearer.person;
        return { status: 200, body: { subject, profiles } };
      }),
    },
    {
      method: 'PUT',
      path: /^\/phones\/([^/]+)\/claim$/,
      answer: gate.forAccount(async (bearer, request, [number = '']) => {
        const body = claimRequest.safeParse(await readJson(request, CLAIM_LIMIT));
        if (!body.success) return problem(400, 'request-malformed');
        const outcome = await claims.claim(number, { ...bearer, profileId: body.data.profileId });
        return outcome.ok ? { status: 200, body: outcome.claim } : problem(outcome.status, outcome.reason);
      }),
    },
    {
      method: 'DELETE',
      path: /^\/phones\/([^/]+)\/claim$/,
      answer: gate.forAccount(({ person }, _request, [number = '']) => {
        claims.release(number, person);
        return { status: 204 };
      }),
    },
    {
      method: 'POST',
      path: /^\/degraded-sessions$/,
      answer: gate.forAccount(async (_bearer, request) => {
        const body = reportRequest.safeParse(await readJson(request, REPORT_LIMIT));
        if (!body.success) return problem(400, 'request-malformed');
        for (const session of body.data.sessions) {
          const known = degradedSessions.get(session.id);
          if (!known || known.closedAt === null) degradedSessions.set(session.id, session);
        }
        return { status: 204 };
      }),
    },
  ];
}
