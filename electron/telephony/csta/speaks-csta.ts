import type { CstaPolicy } from './ports.ts';
import { CSTA_TYPE } from './xml.ts';

/** Makes whose phones speak uaCSTA, though few of them say so in OPTIONS. */
const makes = /\b(poly|polycom|snom|yealink|openstage|openscape|gigaset|auerswald|comfortel|panasonic)/i;

/** What a phone shows of itself. */
export interface PhoneLooks {
  readonly userAgent: string | null;
  /** From its answer to OPTIONS, lower-case; null where it does not say. */
  readonly allow: readonly string[] | null;
  readonly accept: readonly string[] | null;
}

/**
 * Whether a phone is asked for uaCSTA. One that does not know it should answer 415 (RFC 3261 §20.11), but neither phone of
 * the stand does, and both are the worse for it. So it has to show that it knows it, unless the site knows better.
 */
export function mayBeAsked(policy: CstaPolicy, { userAgent, allow, accept }: PhoneLooks): boolean {
  if (policy === 'never' || allow?.includes('info') === false) return false;
  return policy === 'always' || accept?.includes(CSTA_TYPE) === true || makes.test(userAgent ?? '');
}
