import type { PasswordPolicy } from './account.ts';

export type PasswordRule = 'length' | 'upper-case' | 'lower-case' | 'digit' | 'special';

/** The rules of the policy and whether `password` keeps each, in the order to show; counts characters, not bytes. */
export function checkPassword(
  password: string,
  policy: PasswordPolicy,
): readonly { readonly rule: PasswordRule; readonly kept: boolean }[] {
  const { minimumLength, upperCase, lowerCase, digit, specialCharacters } = policy;
  const special = new Set(specialCharacters);
  const checks: readonly (readonly [asked: boolean, rule: PasswordRule, kept: boolean])[] = [
    [true, 'length', [...password].length >= minimumLength],
    [upperCase, 'upper-case', /\p{Lu}/u.test(password)],
    [lowerCase, 'lower-case', /\p{Ll}/u.test(password)],
    [digit, 'digit', /\p{Nd}/u.test(password)],
    [special.size > 0, 'special', [...password].some((character) => special.has(character))],
  ];
  return checks.filter(([asked]) => asked).map(([, rule, kept]) => ({ rule, kept }));
}
