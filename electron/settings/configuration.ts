import { z } from 'zod';
import { parseUrl } from '../shared/parse-url.ts';

/**
 * A site's configuration: one file an environment, chosen at start (`--config FILE`), always visible on screen.
 * `docs/configuration.schema.json` is made from this schema.
 */

/** What is not encrypted stays on the loopback address. */
function isProtected(address: string): boolean {
  const url = parseUrl(address);
  return url?.protocol === 'wss:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(url?.hostname ?? '');
}

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
});

const telephonySchema = z.strictObject({
  /** SIP over WebSocket servers, in order of preference (RFC 7118); in clear only on this very machine. */
  servers: z.array(z.url({ protocol: /^wss?$/ }).refine(isProtected, 'adresse wss:// attendue')).min(1),
  /** PEM file of the authority that signs the servers' certificates, when it is not a public one. */
  authorityFile: z.string().min(1).optional(),
  /** Seconds between two OPTIONS that prove the link alive. */
  heartbeat: z.number().min(1).max(60).default(5),
  /** Milliseconds within which the phone has to confirm an action. */
  actionTimeout: z.int().min(500).max(30_000).default(4_000),
});

const cardSchema = z.strictObject({
  /** PKCS#11 libraries to try before the usual places. */
  modules: z.array(z.string().min(1)).default([]),
});

const helpdeskSchema = z.strictObject({
  phone: z.string().min(1).default('0 809 100 809'),
});

const common = {
  /** Short name of the environment, shown on screen at all times. */
  label: z.string().min(1).max(40),
  site: z.string().min(1).max(80),
  helpdesk: helpdeskSchema.prefault({}),
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
export type TelephonyConfiguration = z.infer<typeof telephonySchema>;
export type CardConfiguration = z.infer<typeof cardSchema>;
