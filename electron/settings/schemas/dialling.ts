import { z } from 'zod';

/** What system-wide keys do; their French names are in `resources/fr/dialling.json`. */
export const shortcutActions = [
  'callCopied',
  'openNumberField',
  'answer',
  'hangUp',
  'holdOrRetrieve',
  'captureScreen',
] as const;
export type ShortcutAction = (typeof shortcutActions)[number];

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** A regular expression that has to match a whole number. */
const pattern = z.string().min(1).max(200).refine(isPattern, 'expression régulière attendue');
const keys = z.string().min(1).max(60).nullable();

export const diallingSchema = z.strictObject({
  /** Digits that the exchange wants before a number that leaves the site. */
  externalPrefix: z
    .string()
    .regex(/^[0-9]{0,4}$/)
    .default(''),
  /** Numbers of the site itself: no prefix. */
  internalNumbers: pattern.default('[0-9]{2,5}'),
  /** What takes the place of `+` or `00`; null where foreign numbers are not called. */
  internationalPrefix: z
    .string()
    .regex(/^(\+|[0-9]{1,5})$/)
    .nullable()
    .default('00'),
  /** Numbers that are not called, and the reason that the operator is told. */
  forbidden: z
    .array(z.strictObject({ pattern, reason: z.string().min(1).max(200) }))
    .max(100)
    .default([]),
  /** Numbers that are dialled as others; the first rule that fits, `$1` is its first group. */
  replacements: z
    .array(z.strictObject({ pattern, replacement: z.string().min(1).max(60) }))
    .max(100)
    .default([]),
  /** Never forbidden, never behind a prefix. */
  emergencyNumbers: z
    .array(z.string().regex(/^[0-9]{2,6}$/))
    .max(50)
    .default(['15', '17', '18', '112', '114', '115', '119', '191', '196', '197', '116000', '116117']),
  /** What a `tel:` link of another program does: fill in the number field, dial at once, nothing. */
  telLinks: z.enum(['ask', 'dial', 'off']).default('ask'),
  /** What the key for the copied number does: fill in the number field, or dial at once what is surely a number. */
  copiedNumber: z.enum(['ask', 'dial']).default('ask'),
  /** Keys that work in front of every program; null is none. A workstation may choose others. */
  shortcuts: z
    .strictObject({
      callCopied: keys.default('Control+Shift+F9'),
      openNumberField: keys.default('Control+Shift+F10'),
      answer: keys.default(null),
      hangUp: keys.default(null),
      holdOrRetrieve: keys.default(null),
      captureScreen: keys.default('Control+Shift+F11'),
    })
    .prefault({}),
});

export type DiallingConfiguration = z.infer<typeof diallingSchema>;
