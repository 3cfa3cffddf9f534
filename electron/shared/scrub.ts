/** What may identify a person or open a door, and what a log shows instead; the order matters. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic|digest)\s+\S+/gi, '$1 [secret]'],
  [
    /("?(?:access_token|refresh_token|id_token|assertion|password|pin|nonce|response)"?\s*[:=]\s*)"?[^\s"&,}]+"?/gi,
    '$1[secret]',
  ],
  [/\bsips?:[^@\s;>]+@/gi, 'sip:[user]@'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[email]'],
  [/(?<!\d)(?:\+|00)?\d(?:[ .\-/\u00a0\u202f]?\d){5,}(?!\d)/g, '[number]'],
  [/("[^"]{0,80}"\s*)(?=<)/g, '[name] '],
];

/**
 * Removes what a log must not keep: tokens, secrets, SIP users, e-mail addresses, and every run of six digits or
 * more (telephones with and without +33, NIR, RPPS, national ids). Names are kept out by not logging them.
 */
export function scrub(text: string): string {
  return patterns.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}
