import { type Failure, type FailureCode, fail, ok, type Result } from '../failures/index.ts';
import { type FoundNumber, readNumber, type Unreadable } from './read-number.ts';
import { dialledFor, type SiteRules } from './site-rules.ts';

/** A number that may be called, and what is dialled for it. */
export interface DialChoice extends FoundNumber {
  readonly dialled: string;
}

/** What a text means for whoever wants to call it; the number field shows it as one types. */
export type DialReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ready'; readonly choice: DialChoice }
  /** Several numbers, at least one of which may be called: the person chooses. */
  | { readonly kind: 'several'; readonly choices: readonly DialChoice[] }
  | { readonly kind: 'refused'; readonly failure: Failure };

const unreadable: Record<Exclude<Unreadable, 'empty'>, FailureCode> = {
  'too-short': 'Number_TooShort',
  'too-long': 'Number_TooLong',
  letters: 'Number_Letters',
  'not-a-number': 'Number_NotFound',
};

/** Reads a text and applies the rules of the site. Pure; at most a few milliseconds for any text. */
export function prepareDial(text: string, rules: SiteRules): DialReading {
  const reading = readNumber(text);
  if (reading.kind === 'none') {
    return reading.reason === 'empty'
      ? { kind: 'empty' }
      : { kind: 'refused', failure: fail(unreadable[reading.reason]).failure };
  }
  const found = reading.kind === 'one' ? [reading.found] : reading.found;
  const judged = found.map((one) => ({ one, dialled: dialledFor(one.number, rules) }));
  const choices = judged.flatMap(({ one, dialled }) =>
    dialled.ok ? [{ ...one, dialled: dialled.value }] : [],
  );
  const [first, ...others] = choices;
  if (first) return others.length > 0 ? { kind: 'several', choices } : { kind: 'ready', choice: first };
  const refusal = judged.flatMap(({ dialled }) => (dialled.ok ? [] : [dialled.failure]))[0];
  return { kind: 'refused', failure: refusal ?? fail('Number_NotFound').failure };
}

/** The digits to send for a text that has to be one number. Fails as it is refused, `Number_Empty` or `Number_Several`. */
export function dialledFrom(text: string, rules: SiteRules): Result<string> {
  const reading = prepareDial(text, rules);
  switch (reading.kind) {
    case 'empty':
      return fail('Number_Empty');
    case 'ready':
      return ok(reading.choice.dialled);
    case 'several':
      return fail('Number_Several', { count: reading.choices.length });
    case 'refused':
      return { ok: false, failure: reading.failure };
  }
}
