import { Client, InvalidCredentialsError } from 'ldapts';
import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import { type Attributes, draftOfAttributes, readAttributes } from './attributes.ts';
import { Judging } from './judging.ts';
import type { LdapSettings } from './ldap-settings.ts';
import type { ParsedFile, Reading } from './parsed.ts';

const PAGE_SIZE = 500;
/** More than any directory has: a server that never ends is no directory. */
const MOST_ENTRIES = 500_000;

/**
 * Reads a directory over LDAP, page by page (RFC 2696), and changes nothing there. `Directory_LdapAway`,
 * `Directory_LdapRefused`; nothing is said in clear unless the settings allow it.
 */
export function readLdap(settings: LdapSettings): Reading {
  return async (onEntries) => {
    const judging = new Judging(onEntries);
    const parsed = await connectAndRead(settings, judging);
    if (!parsed.ok) return parsed;
    const { columns, problems } = parsed.value;
    return ok({ columns, problems: judging.end(problems), format: 'ldap', encoding: null });
  };
}

async function connectAndRead(settings: LdapSettings, judging: Judging): Promise<Result<ParsedFile>> {
  const { url, timeout, authority, startTls, account } = settings;
  const tlsOptions = { minVersion: 'TLSv1.2', ...(authority && { ca: authority }) } as const;
  const isSecure = url.startsWith('ldaps:');
  // With these options the client would begin in TLS whatever the address says.
  const client = new Client({ url, timeout, connectTimeout: timeout, ...(isSecure && { tlsOptions }) });
  try {
    // The socket is there already: whose name the certificate has to have is told again.
    if (startTls && !isSecure) await client.startTLS({ ...tlsOptions, host: hostOf(url) });
    if (account) await client.bind(account.dn, account.password);
    return await readAll(client, settings, judging);
  } catch (error) {
    return fail(error instanceof InvalidCredentialsError ? 'Directory_LdapRefused' : 'Directory_LdapAway');
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

async function readAll(
  client: Client,
  { base, filter }: LdapSettings,
  judging: Judging,
): Promise<Result<ParsedFile>> {
  const problems: ParsedFile['problems'][number][] = [];
  const pages = client.searchPaginated(base, {
    scope: 'sub',
    filter,
    attributes: [...readAttributes],
    paged: { pageSize: PAGE_SIZE },
  });
  let rank = 0;
  for await (const { searchEntries } of pages) {
    for (const { dn, ...values } of searchEntries) {
      rank += 1;
      const draft = draftOfAttributes(dn, attributesOf(values), rank);
      if (draft) judging.take(draft);
      else problems.push({ line: rank, reason: 'no-number', detail: dn.slice(0, 60) });
    }
    if (rank > MOST_ENTRIES) return fail('Directory_LdapAway');
  }
  return ok({ problems, columns: [] });
}

function attributesOf(values: Readonly<Record<string, unknown>>): Attributes {
  const texts = (value: unknown): string[] =>
    [value]
      .flat()
      .flatMap((one) =>
        typeof one === 'string' ? [one] : Buffer.isBuffer(one) ? [one.toString('utf8')] : [],
      );
  return new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), texts(value)]));
}
