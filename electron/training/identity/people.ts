import { z } from 'zod';

/** Who and what the training portal knows; `resources/config/training.json` is one of these. */

const text = z.string().min(1).max(200);

const profileSchema = z.strictObject({
  id: text,
  role: text,
  entity: z.strictObject({ id: text, name: text }),
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
});

export const directorySchema = z.strictObject({
  people: z.array(personSchema),
  phones: z.array(phoneSchema),
});

export type Directory = z.infer<typeof directorySchema>;
export type DirectoryPerson = z.infer<typeof personSchema>;
export type DirectoryPhone = z.infer<typeof phoneSchema>;
