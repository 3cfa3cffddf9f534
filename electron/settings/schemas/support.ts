import { z } from 'zod';
import { protectedBy } from './protected-address.ts';
import { timeZoneSchema } from './time-zone.ts';

const file = z.string().min(1).max(1_000);
const timeout = z.int().min(1_000).max(120_000).default(30_000);

const glpiSchema = z.strictObject({
  /** Address of the legacy API, `…/apirest.php`, where reports that name people go; `http` on this machine only. */
  url: z.url({ protocol: /^https?$/ }).refine(protectedBy('https:'), 'adresse https:// attendue'),
  /** File with the token of the account that opens tickets. */
  userTokenFile: file,
  /** File with the token of the API client, where GLPI wants one. */
  appTokenFile: file.optional(),
  /** PEM file of the authority that signed the server's certificate, where it is not a public one. */
  authorityFile: file.optional(),
  /** Milliseconds without a sign of the server. */
  timeout,
  /** Of the server's clock: GLPI gives dates without one. */
  timeZone: timeZoneSchema,
});

const mailSchema = z
  .strictObject({
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535).default(587),
    /** `starttls`: nothing is said before the connection is encrypted; `tls`: it is from the first byte on. */
    security: z.enum(['starttls', 'tls']).default('starttls'),
    /** Whom mails come from; answers go to the person. */
    from: z.email().max(254),
    /** Account that sends; the relay takes the workstation as it is where it is left out. */
    user: z.string().min(1).max(254).optional(),
    /** File with that account's password. */
    passwordFile: file.optional(),
    authorityFile: file.optional(),
    timeout,
  })
  .refine(({ user, passwordFile }) => (user === undefined) === (passwordFile === undefined), {
    path: ['passwordFile'],
    error: 'attendu avec user, et seulement avec lui',
  });

/** Keys of `support` that say how what people write reaches the desk. */
export const deliveryKeys = {
  /** The support's mailbox. */
  address: z.email().max(254).default('monserviceclient.si-samu@asipsante.fr'),
  /** Ways to the support in order of preference; those that are not configured are passed over. */
  order: z
    .array(z.enum(['glpi', 'mail', 'file']))
    .min(1)
    .max(3)
    .default(['glpi', 'mail', 'file']),
  glpi: glpiSchema.optional(),
  mail: mailSchema.optional(),
  /** Folder, such as a share, where reports are put as files when no other way works. */
  folder: file.optional(),
  /** Minutes between two looks for answers of the support. */
  answersMinutes: z.int().min(1).max(1_440).default(5),
  /** Failures of one way before the next one is tried. */
  patience: z.int().min(1).max(100).default(5),
  /** What a report may be about, each with its number in GLPI. */
  categories: z
    .array(z.strictObject({ name: z.string().min(1).max(100), glpi: z.int().positive().optional() }))
    .max(50)
    .default([]),
  /** Days that what was sent is kept here. */
  sentDays: z.int().min(1).max(3_650).default(90),
  /** Days after which a draft that nobody touched goes. */
  draftDays: z.int().min(1).max(3_650).default(90),
};

const deliverySchema = z.strictObject(deliveryKeys);
export type SupportConfiguration = z.infer<typeof deliverySchema>;
