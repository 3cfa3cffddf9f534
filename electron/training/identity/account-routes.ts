import { z } from 'zod';
import type { OtpChannel } from '../../identity/account/account.ts';
import { checkPassword } from '../../identity/account/password-rules.ts';
import { type Accounts, passwordPolicy } from './account/accounts.ts';
import type { ChannelTests } from './account/channel-tests.ts';
import { type Answer, problem, readJson } from './http.ts';
import type { DirectoryPerson } from './people.ts';
import type { BearerGate, Route } from './routes.ts';

const BODY_LIMIT = 16_384;

const testRequest = z.strictObject({ value: z.string().min(3).max(254) });
const codeRequest = z.strictObject({ code: z.string().regex(/^[0-9]{4,10}$/) });
const secret = z.string().min(1).max(1_024);
const passwordRequest = z.strictObject({ current: secret.optional(), new: secret });

/** The person's own account: what it is, its channels, its password. */
export function accountRoutes(gate: BearerGate, accounts: Accounts, tests: ChannelTests): readonly Route[] {
  const account = (person: DirectoryPerson): Answer => ({ status: 200, body: accounts.view(person) });
  return [
    {
      method: 'GET',
      path: /^\/account$/,
      answer: gate.forAccount(({ person }) => account(person)),
    },
    {
      method: 'POST',
      path: /^\/account\/channels\/(phone|email)\/tests$/,
      answer: gate.forAccount(async ({ person }, request, [channel]) => {
        const body = testRequest.safeParse(await readJson(request, BODY_LIMIT));
        if (!body.success) return problem(400, 'request-malformed');
        const outcome = await tests.start(person.id, channelOf(channel), body.data.value);
        switch (outcome.kind) {
          case 'sent':
            return { status: 201, body: outcome.test };
          case 'too-early':
            return problem(409, 'too-early', { retryAfter: outcome.retryAfter });
          case 'send-failed':
            return problem(422, 'send-failed');
          case 'malformed':
            return problem(400, 'request-malformed');
        }
      }),
    },
    {
      method: 'POST',
      path: /^\/account\/channels\/(phone|email)\/tests\/([^/]+)\/validation$/,
      answer: gate.forAccount(async ({ person }, request, [channel, test = '']) => {
        const body = codeRequest.safeParse(await readJson(request, BODY_LIMIT));
        if (!body.success) return problem(400, 'request-malformed');
        const outcome = tests.validate(person.id, channelOf(channel), test, body.data.code);
        if (outcome.kind === 'expired') return problem(410, 'code-expired');
        if (outcome.kind === 'wrong') return problem(403, 'code-wrong', { triesLeft: outcome.triesLeft });
        return account(person);
      }),
    },
    {
      method: 'DELETE',
      path: /^\/account\/channels\/(phone|email)$/,
      answer: gate.forAccount(({ person }, _request, [channel]) => {
        accounts.removeChannel(person.id, channelOf(channel));
        return account(person);
      }),
    },
    {
      method: 'PUT',
      path: /^\/account\/password$/,
      answer: gate.forAccount(async ({ person, method }, request) => {
        const body = passwordRequest.safeParse(await readJson(request, BODY_LIMIT));
        if (!body.success) return problem(400, 'request-malformed');
        const { current, new: next } = body.data;
        const { passwords } = accounts;
        const isProved =
          current === undefined
            ? method === 'card' || !passwords.state(person.id).set
            : await passwords.isRight(person.id, current);
        if (!isProved) return problem(403, 'current-wrong');
        if (checkPassword(next, passwordPolicy).some(({ kept }) => !kept)) {
          return problem(422, 'password-too-weak');
        }
        if (await passwords.wasUsed(person.id, next)) return problem(409, 'password-reused');
        passwords.set(person.id, next);
        return account(person);
      }),
    },
  ];
}

/** The path admits these two only. */
function channelOf(parameter: string | undefined): OtpChannel {
  return parameter === 'phone' ? 'phone' : 'email';
}
