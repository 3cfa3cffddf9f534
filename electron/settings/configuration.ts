import { z } from 'zod';
import { assistanceKeys } from './schemas/assistance.ts';
import { boardKeys } from './schemas/board.ts';
import { callLogSchema } from './schemas/call-log.ts';
import { diallingSchema } from './schemas/dialling.ts';
import { directorySchema } from './schemas/directory.ts';
import { lrmSchema } from './schemas/lrm.ts';
import { prerequisitesSchema } from './schemas/prerequisites.ts';
import { protectedBy } from './schemas/protected-address.ts';
import { redactionSchema } from './schemas/redaction.ts';
import { deliveryKeys } from './schemas/support.ts';

/**
 * A site's configuration: one file an environment, chosen at start (`--config FILE`), always visible on screen.
 * `docs/configuration.schema.json` is made from this schema.
 */

const pscSchema = z
  .strictObject({
    /** `ciba`: on the e-CPS application, without a browser; `browser`: code flow in the system browser. */
    flow: z.enum(['ciba', 'browser']).default('ciba'),
    /** OpenID provider that stands between the stations and PSC; by default the portal's own. */
    issuer: z.url({ protocol: /^https?$/ }).optional(),
    /** Address of its discovery document, where it is not at the usual place below the issuer. */
    metadata: z.url({ protocol: /^https?$/ }).optional(),
    clientId: z.string().min(1).optional(),
    /** Level of assurance asked for. */
    acrValues: z.string().min(1).default('eidas1'),
    /** Scopes asked for besides those of the portal. */
    scope: z.string().min(1).default('openid profile offline_access'),
    /** Ways to answer that are offered, the first one by default. */
    channels: z
      .array(z.enum(['MOBILE', 'CARD']))
      .min(1)
      .default(['MOBILE', 'CARD']),
    /** Where an e-CPS is activated. */
    activation: z.url({ protocol: /^https$/ }).default('https://wallet.esw.esante.gouv.fr/'),
  })
  // They would be read by nobody: the portal's own provider has its client and its place.
  .refine(
    ({ issuer, metadata, clientId }) =>
      issuer !== undefined || (metadata === undefined && clientId === undefined),
    {
      path: ['issuer'],
      error: 'adresse attendue, puisque metadata ou clientId est donné',
    },
  );

const identitySchema = z.strictObject({
  /** Issuer of the OpenID provider; its discovery document is read below it. */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  /** Base address of the portal's own calls (`docs/portal-api.yaml`). */
  portal: z.url({ protocol: /^https?$/ }),
  /** PEM file of the authority that signs the servers' certificates, when it is not one of the system. */
  authorityFile: z.string().min(1).optional(),
  /** Milliseconds after which an unanswered request is a failure. */
  timeout: z.int().min(500).max(60_000).default(8_000),
  /** Whether signing in by identifier, password and code is offered. */
  otp: z.boolean().default(true),
  /** Signing in by Pro Santé Connect; not offered where this is absent. */
  psc: pscSchema.optional(),
});

const telephonySchema = z.strictObject({
  /** SIP over WebSocket servers, in order of preference (RFC 7118); in clear only on this very machine. */
  servers: z
    .array(z.url({ protocol: /^wss?$/ }).refine(protectedBy('wss:'), 'adresse wss:// attendue'))
    .min(1),
  /** PEM file of the authority that signs the servers' certificates, when it is not a public one. */
  authorityFile: z.string().min(1).optional(),
  /** Seconds between two OPTIONS that prove the link alive. */
  heartbeat: z.number().min(1).max(60).default(5),
  /** Milliseconds within which the phone has to confirm an action. */
  actionTimeout: z.int().min(500).max(30_000).default(4_000),
  /** What is dialled before a number to take the call that rings there, where the exchange has such a code. */
  pickUpCode: z
    .string()
    .regex(/^[0-9*#]{1,6}$/)
    .optional(),
  /** Which phones are asked for uaCSTA: `auto`, those that show that they speak it; `always`; `never`. */
  csta: z.enum(['auto', 'always', 'never']).default('auto'),
  ...boardKeys,
});

const cardSchema = z.strictObject({
  /** PKCS#11 libraries to try before the usual places. */
  modules: z.array(z.string().min(1)).default([]),
  /** PEM file of the authorities that issue cards; without it there is no degraded mode. */
  authoritiesFile: z.string().min(1).optional(),
  /** Addresses of the revocation lists of these authorities, besides those that cards name. */
  revocationLists: z.array(z.url({ protocol: /^https?$/ })).default([]),
});

export const sessionSchema = z.strictObject({
  /** Minutes without keyboard or mouse, and without a call, after which the station locks; 0 is never. */
  idleLockMinutes: z.int().min(0).max(720).default(15),
  /** Days after its last sign-in on this station for which a card opens it without the portal; 0 is never. */
  degradedDays: z.int().min(0).max(90).default(7),
  /** Days that the journal of sign-ins is kept. */
  journalDays: z.int().min(1).max(3_650).default(90),
});

const helpdeskSchema = z.strictObject({
  phone: z.string().min(1).default('0 809 100 809'),
  /** Days that screenshots of outages are kept for a report, encrypted; 0 keeps none. */
  captureDays: z.int().min(0).max(90).default(14),
});

const common = {
  /** Short name of the environment, shown on screen at all times. */
  label: z.string().min(1).max(40),
  site: z.string().min(1).max(80),
  helpdesk: helpdeskSchema.prefault({}),
  session: sessionSchema.prefault({}),
  dialling: diallingSchema.prefault({}),
  lrm: lrmSchema.prefault({}),
  callLog: callLogSchema.prefault({}),
  directory: directorySchema.prefault({}),
  prerequisites: prerequisitesSchema.prefault({}),
  redaction: redactionSchema.prefault({}),
  support: z.strictObject({ ...assistanceKeys, ...deliveryKeys }).prefault({}),
};

export const configurationSchema = z.discriminatedUnion('environment', [
  z.strictObject({ environment: z.literal('formation'), ...common }),
  z.strictObject({
    environment: z.literal('production'),
    ...common,
    identity: identitySchema,
    telephony: telephonySchema,
    card: cardSchema.prefault({}),
  }),
]);

export type Configuration = z.infer<typeof configurationSchema>;
export type IdentityConfiguration = z.infer<typeof identitySchema>;
export type PscConfiguration = z.infer<typeof pscSchema>;
export type SessionConfiguration = z.infer<typeof sessionSchema>;
export type TelephonyConfiguration = z.infer<typeof telephonySchema>;
export type CardConfiguration = z.infer<typeof cardSchema>;
export type { EscalationConfiguration } from './schemas/assistance.ts';
export { type DiallingConfiguration, type ShortcutAction, shortcutActions } from './schemas/dialling.ts';
export type { LdapConfiguration } from './schemas/directory.ts';
export type { LrmConfiguration } from './schemas/lrm.ts';
export type { PrerequisitesConfiguration, Thresholds } from './schemas/prerequisites.ts';
export type { RedactionConfiguration } from './schemas/redaction.ts';
export type { SupportConfiguration } from './schemas/support.ts';
