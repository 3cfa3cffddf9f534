import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Timing } from './timing.ts';

export const CODE_DIGITS = 6;
const TRIES = 5;

/** A code that was sent. Times in milliseconds since the epoch. */
export interface OneTimeCode {
  readonly value: string;
  readonly expiresAt: number;
  /** Before this, no other is sent. */
  readonly resendAt: number;
  readonly triesLeft: number;
}

/** A code to send now: six digits, drawn by chance. */
export function newCode(timing: Pick<Timing, 'code' | 'resend'>, now: number): OneTimeCode {
  return {
    value: String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0'),
    expiresAt: now + timing.code * 1_000,
    resendAt: now + timing.resend * 1_000,
    triesLeft: TRIES,
  };
}

/** Whether the right one would be taken. A guessed-out code is expired. */
export function isGood({ expiresAt, triesLeft }: OneTimeCode, now: number): boolean {
  return now < expiresAt && triesLeft > 0;
}

export type CodeVerdict = 'right' | 'wrong' | 'expired';

/** Judges what was typed; the code comes back with one try less after a wrong one. */
export function tryCode(
  code: OneTimeCode,
  typed: string,
  now: number,
): { readonly verdict: CodeVerdict; readonly code: OneTimeCode } {
  if (!isGood(code, now)) return { verdict: 'expired', code };
  if (isSame(typed, code.value)) return { verdict: 'right', code };
  return { verdict: 'wrong', code: { ...code, triesLeft: code.triesLeft - 1 } };
}

/** What a station is told of it: seconds, and how many tries are left. */
export function codeView(code: OneTimeCode, now: number) {
  const secondsTo = (time: number) => Math.max(0, Math.ceil((time - now) / 1_000));
  return {
    digits: CODE_DIGITS,
    expiresIn: code.triesLeft === 0 ? 0 : secondsTo(code.expiresAt),
    resendIn: secondsTo(code.resendAt),
    triesLeft: code.triesLeft,
  };
}

/** Takes as long whichever digit differs. */
function isSame(typed: string, value: string): boolean {
  const [left, right] = [Buffer.from(typed), Buffer.from(value)];
  return left.length === right.length && timingSafeEqual(left, right);
}
