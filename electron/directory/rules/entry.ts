import { z } from 'zod';

/** What an entry of the directory is about; each has its French word in `resources/fr/directory.json`. */
export const entryKinds = [
  'fire-brigade',
  'ambulance',
  'hospital',
  'doctor',
  'police',
  'nursing-home',
  'other',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export const numberKinds = ['office', 'mobile', 'home', 'fax', 'other'] as const;
export type NumberKind = (typeof numberKinds)[number];

/** The source of what was typed on this workstation. */
export const localSource = 'local';

/** Bounds that no directory comes near; what is over them is refused by name, never cut. */
export const limits = { text: 200, instruction: 500, numbers: 20, groups: 20 } as const;

export interface DirectoryNumber {
  readonly kind: NumberKind;
  /** As a person wrote it, for the screen. */
  readonly number: string;
}

/** What an entry says. Texts are trimmed, without controls, and shown as text only. */
export interface EntryContent {
  readonly name: string;
  readonly kind: EntryKind;
  readonly organisation: string | null;
  readonly service: string | null;
  readonly town: string | null;
  /** One at least. */
  readonly numbers: readonly DirectoryNumber[];
  readonly groups: readonly string[];
  /** A « patient remarquable »: what to do when they call, short; `''` where there is only the flag. Else null. */
  readonly remarkable: string | null;
}

export interface Entry extends EntryContent {
  /** As long as the entry is in the directory, whatever its source tells anew. */
  readonly id: number;
  readonly favourite: boolean;
  /** `localSource`, or the name that an import was given. */
  readonly source: string;
}

/** Who calls, as the bar shows it. */
export interface CallerIdentity {
  readonly entryId: number;
  readonly name: string;
  readonly kind: EntryKind;
  readonly organisation: string | null;
  readonly service: string | null;
  readonly town: string | null;
  /** See `EntryContent.remarkable`. */
  readonly remarkable: string | null;
  /** How many other entries have this number. */
  readonly others: number;
}

/** Nothing that moves the cursor, hides, or turns the writing direction. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Letters and signs of Latin-1, single spaces between: nearly every text is plain already. */
const PLAIN = /^[!-~¡-¬®-ÿ]+(?: [!-~¡-¬®-ÿ]+)*$/;

/** A text as the directory keeps it: one line, single spaces, nothing invisible. */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
}

const kept = (length: number) => z.string().max(length).transform(plainText);
const optional = kept(limits.text)
  .nullable()
  .transform((text) => text || null);

/** Content from a page or a file, made plain. */
export const contentSchema: z.ZodType<EntryContent> = z.strictObject({
  name: kept(limits.text).refine((name) => name.length > 0),
  kind: z.enum(entryKinds),
  organisation: optional,
  service: optional,
  town: optional,
  numbers: z
    .array(
      z.strictObject({
        kind: z.enum(numberKinds),
        number: kept(60).refine((number) => /\d/.test(number)),
      }),
    )
    .min(1)
    .max(limits.numbers)
    .readonly(),
  groups: z.array(kept(limits.text)).max(limits.groups).readonly(),
  remarkable: kept(limits.instruction).nullable(),
});

/** What was made by this program: only its shape is looked at. */
const stored = z.object({
  name: z.string(),
  kind: z.enum(entryKinds),
  organisation: z.string().nullable(),
  service: z.string().nullable(),
  town: z.string().nullable(),
  numbers: z.array(z.object({ kind: z.enum(numberKinds), number: z.string() })).readonly(),
  groups: z.array(z.string()).readonly(),
  remarkable: z.string().nullable(),
});

/** Content as it rests: JSON that this program wrote. Throws on anything else. */
export function contentOf(json: string): EntryContent {
  return stored.parse(JSON.parse(json));
}

export const entrySchema: z.ZodType<Entry> = stored.extend({
  id: z.number(),
  favourite: z.boolean(),
  source: z.string(),
});

export const callerSchema: z.ZodType<CallerIdentity> = z.object({
  entryId: z.number(),
  name: z.string(),
  kind: z.enum(entryKinds),
  organisation: z.string().nullable(),
  service: z.string().nullable(),
  town: z.string().nullable(),
  remarkable: z.string().nullable(),
  others: z.number(),
});
