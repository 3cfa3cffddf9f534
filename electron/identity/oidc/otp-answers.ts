import { z } from 'zod';
import texts from '../../../resources/fr/sign-in-times.json' with { type: 'json' };
import { type Failure, type FailureCode, fail } from '../../failures/index.ts';
import type { OtpChallenge } from '../ports.ts';
import { seconds, text } from './portal-calls.ts';

/** What the authorization challenge endpoint answers (`docs/portal-api.yaml`: SignInChallenge, SignInRefusal). */

const channel = z.enum(['phone', 'email']);
const tries = z.int().min(0).max(100);

export const passwordPolicySchema = z.object({
  minimumLength: z.int().min(1).max(128),
  upperCase: z.boolean(),
  lowerCase: z.boolean(),
  digit: z.boolean(),
  specialCharacters: z.string().max(100),
});

export const codeDigits = z.int().min(4).max(10);

const challengeSchema = z.object({
  error: z.literal('insufficient_authorization'),
  auth_session: z.string().min(16).max(500),
  challenge: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('choose-channel'),
      channels: z
        .array(z.object({ channel, destination: text }))
        .min(1)
        .max(2)
        .refine((offered) => new Set(offered.map((each) => each.channel)).size === offered.length),
    }),
    z.object({
      kind: z.literal('enter-code'),
      channel,
      destination: text,
      digits: codeDigits,
      expiresIn: seconds,
      resendIn: seconds,
      triesLeft: tries,
      otherChannel: z.boolean(),
      position: z.int().min(1).max(2),
      count: z.int().min(1).max(2),
    }),
    z.object({
      kind: z.literal('new-password'),
      reason: z.enum(['expired', 'temporary', 'forgotten']),
      policy: passwordPolicySchema,
    }),
  ]),
  refused: z
    .object({
      reason: z.enum([
        'code-wrong',
        'code-expired',
        'too-early',
        'send-failed',
        'password-too-weak',
        'password-reused',
      ]),
      triesLeft: tries.optional(),
      retryAfter: seconds.optional(),
    })
    .optional(),
});

const refusalSchema = z.object({
  error: z.string(),
  reason: z.string().optional(),
  retryAfter: seconds.optional(),
});

const codeSchema = z.object({ authorization_code: z.string().regex(/^[\x20-\x7e]{1,2000}$/) });

export type OtpReply =
  | { readonly kind: 'code'; readonly code: string }
  | {
      readonly kind: 'challenge';
      readonly authSession: string;
      readonly challenge: OtpChallenge;
      readonly refused: Failure | null;
    }
  | { readonly kind: 'over'; readonly failure: Failure };

/** Judges an answer; `now` in milliseconds since the epoch. What is not as described is `Identity_AnswerMalformed`. */
export function readOtpAnswer(status: number, body: unknown, now: number): OtpReply {
  if (status === 200) {
    const granted = codeSchema.safeParse(body);
    return granted.success ? { kind: 'code', code: granted.data.authorization_code } : malformed;
  }
  const asked = challengeSchema.safeParse(body);
  if (status === 403 && asked.success) return challengeOf(asked.data, now);
  const refused = refusalSchema.safeParse(body);
  if (status < 400 || !refused.success || refused.data.error === 'insufficient_authorization') {
    return malformed;
  }
  return { kind: 'over', failure: failureOfRefusal(refused.data, now) };
}

function challengeOf(
  { auth_session, challenge, refused }: z.infer<typeof challengeSchema>,
  now: number,
): OtpReply {
  const common = { kind: 'challenge', authSession: auth_session } as const;
  const why = refused ? notTaken(refused, challenge) : null;
  if (challenge.kind !== 'enter-code') return { ...common, challenge, refused: why };
  const { expiresIn, resendIn, ...rest } = challenge;
  const times = { expiresAt: now + expiresIn * 1_000, resendAt: now + resendIn * 1_000 };
  return { ...common, challenge: { ...rest, ...times }, refused: why };
}

type Parsed = z.infer<typeof challengeSchema>;

function notTaken(refused: NonNullable<Parsed['refused']>, challenge: Parsed['challenge']): Failure {
  const asked = challenge.kind === 'enter-code' ? challenge : { triesLeft: 0, resendIn: 0 };
  switch (refused.reason) {
    case 'code-wrong':
      return fail('Otp_CodeWrong', { triesLeft: refused.triesLeft ?? asked.triesLeft }).failure;
    case 'too-early': {
      const wait = refused.retryAfter ?? asked.resendIn;
      return fail('Otp_ResendTooEarly', { seconds: Math.ceil(wait) }).failure;
    }
    case 'code-expired':
      return fail('Otp_CodeExpired').failure;
    case 'send-failed':
      return fail('Otp_SendFailed').failure;
    case 'password-too-weak':
      return fail('Password_TooWeak').failure;
    case 'password-reused':
      return fail('Password_Reused').failure;
  }
}

const ends: Readonly<Record<string, FailureCode>> = {
  'credentials-refused': 'Otp_CredentialsRefused',
  'frozen-definitively': 'Otp_FrozenDefinitively',
  'card-required-first': 'Identity_CardRequiredFirst',
  'no-usable-channel': 'Otp_NoUsableChannel',
  'no-password': 'Otp_NoPassword',
  'reset-not-possible': 'Otp_ResetNotPossible',
};

const errors: Readonly<Record<string, FailureCode>> = {
  access_denied: 'Otp_CredentialsRefused',
  invalid_session: 'Otp_SessionExpired',
};

function failureOfRefusal(
  { error, reason = '', retryAfter }: z.infer<typeof refusalSchema>,
  now: number,
): Failure {
  if (reason === 'frozen-temporarily') {
    const { at, soon } = texts.reopens;
    const time = retryAfter === undefined ? soon : at.replace('{time}', clockTime(now + retryAfter * 1_000));
    return fail('Otp_FrozenTemporarily', { time }).failure;
  }
  return fail(named(ends, reason) ?? named(errors, error) ?? 'Identity_RequestRefused').failure;
}

/** What a server sends is no key of `Object.prototype`. */
function named(names: Readonly<Record<string, FailureCode>>, key: string): FailureCode | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}

/** The first whole minute from `time` on, as the clock of this station shows it, overseas too: `03:05`. */
function clockTime(time: number): string {
  const minute = new Date(Math.ceil(time / 60_000) * 60_000);
  return minute.toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

const malformed: OtpReply = { kind: 'over', failure: { code: 'Identity_AnswerMalformed' } };
