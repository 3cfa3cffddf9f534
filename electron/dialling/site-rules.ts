import { fail, ok, type Result } from '../failures/index.ts';
import type { DiallingConfiguration } from '../settings/configuration.ts';
import { isOutboundNumber } from '../shared/number-forms.ts';

export type SiteRules = Pick<
  DiallingConfiguration,
  | 'externalPrefix'
  | 'internalNumbers'
  | 'internationalPrefix'
  | 'forbidden'
  | 'replacements'
  | 'emergencyNumbers'
>;

const frenchNumber = /^0[1-9]\d{8}$/;
const abroad = /^(?:\+|00+)([1-9]\d+)$/;
/** Codes of the exchange, and the prefix of the SI-Samu: they are dialled as they are. */
const service = /^(?:[#*]|37000)/;

/**
 * What is dialled for a number that `readNumber` found, by the rules of the site. Fails with `Dial_Forbidden`,
 * `Dial_AbroadForbidden` or `Dial_RuleUnusable`. Emergency numbers pass always.
 */
export function dialledFor(asked: string, rules: SiteRules): Result<string> {
  const number = withoutHabit(asked, rules.externalPrefix);
  const replaced = replacedBy(rules.replacements, number);
  if (rules.emergencyNumbers.includes(number))
    return ok(isOutboundNumber(replaced ?? '') ? (replaced ?? number) : number);
  for (const one of [number, replaced]) {
    const forbidden =
      one === null ? undefined : rules.forbidden.find(({ pattern }) => whole(pattern).test(one));
    if (forbidden) return fail('Dial_Forbidden', { number, reason: forbidden.reason });
  }
  if (replaced !== null) return checked(replaced, number);
  if (service.test(number) || whole(rules.internalNumbers).test(number)) return checked(number, number);
  const foreign = abroad.exec(number)?.[1];
  if (foreign === undefined) return checked(`${rules.externalPrefix}${number}`, number);
  if (rules.internationalPrefix === null) return fail('Dial_AbroadForbidden', { number });
  const { externalPrefix, internationalPrefix } = rules;
  return checked(`${externalPrefix}${internationalPrefix}${foreign}`, number);
}

/** Whoever is used to type the prefix types it: « 0 02 40 08 33 33 » is a French number, not one of Equatorial Guinea. */
function withoutHabit(number: string, prefix: string): string {
  const rest = number.slice(prefix.length);
  return prefix !== '' && number.startsWith(prefix) && frenchNumber.test(rest) ? rest : number;
}

function replacedBy(rules: SiteRules['replacements'], number: string): string | null {
  const rule = rules.find(({ pattern }) => whole(pattern).test(number));
  return rule ? number.replace(whole(rule.pattern), rule.replacement) : null;
}

/** A `+` behind a prefix, or too many digits: the exchange would take neither. */
function checked(dialled: string, number: string): Result<string> {
  return isOutboundNumber(dialled) ? ok(dialled) : fail('Dial_RuleUnusable', { number, dialled });
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
