import { z } from 'zod';

/** How a site's directory is read. */
export interface LdapSettings {
  readonly url: string;
  readonly startTls: boolean;
  /** PEM of the authority that signed the server's certificate, or null for the public ones. */
  readonly authority: string | null;
  readonly base: string;
  readonly filter: string;
  /** Null reads without an account. */
  readonly account: { readonly dn: string; readonly password: string } | null;
  /** Milliseconds. */
  readonly timeout: number;
}

export const ldapSettingsSchema: z.ZodType<LdapSettings> = z.strictObject({
  url: z.string(),
  startTls: z.boolean(),
  authority: z.string().nullable(),
  base: z.string(),
  filter: z.string(),
  account: z.strictObject({ dn: z.string(), password: z.string() }).nullable(),
  timeout: z.number(),
});
