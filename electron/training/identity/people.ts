import { z } from 'zod';
import { brandNames } from '../telephony/brands.ts';

/** Who and what the training portal knows; `resources/config/training.json` is one of these. */

const text = z.string().min(1).max(200);

const profileSchema = z.strictObject({
  id: text,
  role: text,
  entity: z.strictObject({ id: text, name: text }),
  /** What it may do besides working. */
  rights: z.array(z.enum(['sign-in-journal'])).default([]),
});

const channelSchema = z.strictObject({
  /** E.164 for a telephone. */
  value: text,
  /** False where codes do not arrive any more. */
  usable: z.boolean().default(true),
});

const accountSchema = z.strictObject({
  password: z
    .strictObject({
      value: text,
      /** How many days ago it was chosen. */
      age: z.int().min(0).default(0),
      /** Given by the support: to be replaced at once. */
      temporary: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  phone: channelSchema.nullable().default(null),
  email: channelSchema.nullable().default(null),
  /** Too many wrong passwords in the past: only the support opens it again. */
  frozen: z.boolean().default(false),
  /** Whether the person has signed in by card before. */
  cardUsed: z.boolean().default(true),
});

const pscSchema = z.strictObject({
  /** Without the 8 that makes it a national id. */
  rpps: z.string().regex(/^\d{11}$/),
  /** Whether an e-CPS is active on the person's telephone. */
  ecps: z.boolean().default(true),
  /** Whether this identity is tied to the person's account. */
  linked: z.boolean().default(true),
});

const personSchema = z.strictObject({
  id: text,
  card: z.strictObject({
    kind: z.enum(['CPS', 'CPF', 'CPE']),
    /** National person id (PS_IdNat): the certificate's common name. */
    nationalId: text,
    pin: z.string().regex(/^\d{4}$/),
    title: text,
  }),
  familyName: text,
  givenName: text,
  organisation: text,
  /** What this card is good to practise, for the person who trains. */
  note: text,
  /** `unknown`: the portal has no account; `revoked`: the card is on the revocation list. */
  standing: z.enum(['known', 'unknown', 'revoked']).default('known'),
  profiles: z.array(profileSchema),
  account: accountSchema.prefault({}),
  /** Null for those whom Pro Santé Connect does not know. */
  psc: pscSchema.nullable().default(null),
});

const phoneSchema = z.strictObject({
  /** Unique number of the desk phone. */
  number: z.string().regex(/^\d{2,15}$/),
  label: text,
  addressOfRecord: z.string().regex(/^sips?:[^@\s]+@\S+$/),
  credential: z.strictObject({ username: text, password: text }).nullable().default(null),
  /** Profiles of other entities may not claim it. */
  entity: text,
  /** False for a number whose phone is off. */
  registered: z.boolean().default(true),
  /** False for a phone that is only watched, as most are. */
  remoteControl: z.boolean().default(true),
  /** Which kind of desk phone it is, by its name in `telephony/brands.ts`. */
  brand: z.enum(brandNames).optional(),
});

export const directorySchema = z.strictObject({
  people: z.array(personSchema),
  phones: z.array(phoneSchema),
});

export type Directory = z.infer<typeof directorySchema>;
export type DirectoryPerson = z.infer<typeof personSchema>;
export type DirectoryPhone = z.infer<typeof phoneSchema>;

/** What a person types to sign in by password: `prénom.nom`, without accents or spaces. */
export function identifierOf({
  givenName,
  familyName,
}: Pick<DirectoryPerson, 'givenName' | 'familyName'>): string {
  return normaliseIdentifier(`${givenName}.${familyName}`);
}

/** The same for what was typed: upper case, accents and spaces do not matter. */
export function normaliseIdentifier(typed: string): string {
  return typed
    .normalize('NFD')
    .replace(/\p{M}|\s/gu, '')
    .toLowerCase();
}
