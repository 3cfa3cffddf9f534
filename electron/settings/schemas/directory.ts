import { z } from 'zod';
import { parseUrl } from '../../shared/parse-url.ts';

const ldapSchema = z
  .strictObject({
    /** `ldaps://` or `ldap://`, host and port only. */
    url: z.url({ protocol: /^ldaps?$/ }),
    /** Whether a connection in clear is made a secure one before anything is said (STARTTLS); off on this machine only. */
    startTls: z.boolean().default(true),
    /** PEM file of the authority that signed the server's certificate, where it is not a public one. */
    authorityFile: z.string().min(1).optional(),
    /** Below which entries are read. */
    base: z.string().min(1).max(500),
    /** Which entries are read (RFC 4515). */
    filter: z.string().min(1).max(2_000).default('(objectClass=person)'),
    /** Who reads; anonymous where it is absent. An account that may read only. */
    bindDn: z.string().min(1).max(500).optional(),
    /** File with that account's password. */
    passwordFile: z.string().min(1).optional(),
    /** Milliseconds for an answer of the server. */
    timeout: z.int().min(1_000).max(120_000).default(15_000),
  })
  .refine(
    ({ url, startTls }) =>
      startTls ||
      url.startsWith('ldaps:') ||
      /^(localhost|127\.[\d.]+|\[::1\])$/.test(parseUrl(url)?.hostname ?? ''),
    { path: ['startTls'], error: 'true attendu, sauf sur ce poste' },
  )
  .refine(({ bindDn, passwordFile }) => (bindDn === undefined) === (passwordFile === undefined), {
    path: ['passwordFile'],
    error: 'attendu avec bindDn, et seulement avec lui',
  });

export const directorySchema = z.strictObject({
  /** The site's LDAP directory, read when somebody asks for it; not offered where this is absent. */
  ldap: ldapSchema.optional(),
});

export type LdapConfiguration = z.infer<typeof ldapSchema>;
