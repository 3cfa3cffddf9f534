import { readFileSync } from 'node:fs';
import type { LdapSettings } from '../../native/records/directory/imports/ldap-settings.ts';
import trainingEntries from '../../resources/config/training-directory.json' with { type: 'json' };
import { CallerIdentification, type Callers, Directory } from '../directory/index.ts';
import { contentSchema } from '../directory/rules/entry.ts';
import { fail, ok, type Result } from '../failures/index.ts';
import type { Records } from '../records/index.ts';
import type { LdapConfiguration } from '../settings/configuration.ts';
import { authorityOf } from '../shared/authority-file.ts';
import type { Observable } from '../shared/listeners.ts';
import { parseUrl } from '../shared/parse-url.ts';
import type { DeskPhone } from '../telephony/index.ts';

export interface DirectoryServicesOptions {
  readonly records: Records;
  readonly phone: Pick<DeskPhone, 'state'>;
  /** Whether the directory is filled with invented entries, which live as long as the process. */
  readonly inTraining: boolean;
  /** The site's LDAP directory. */
  readonly ldap: LdapConfiguration | null;
}

export interface DirectoryServices {
  readonly directory: Directory;
  /** Host of the site's LDAP directory; null where there is none. */
  readonly ldapHost: string | null;
  /** Reads it, up to what importing it would change. `Directory_LdapFiles`. */
  readLdap(): Promise<Result<undefined>>;
  readonly callers: Observable<Callers>;
  close(): void;
}

/** Wires the directory to the records process and to the phone's calls. */
export function startDirectory({
  records,
  phone,
  inTraining,
  ldap,
}: DirectoryServicesOptions): DirectoryServices {
  const directory = new Directory(records);
  const ldapHost = ldap && (parseUrl(ldap.url)?.hostname ?? null);
  const identification = new CallerIdentification({
    calls: phone.state,
    identify: (number) => records.call('directory.identify', { number }),
  });
  const unfollow = directory.state.subscribe(refreshAtRevision(identification, directory));
  if (inTraining) records.onStarted(() => void fill(directory));
  return {
    directory,
    callers: identification.callers,
    ldapHost,
    readLdap: async () => {
      const settings = ldap && ldapSettings(ldap);
      if (!settings) return fail('Directory_LdapFiles');
      void directory.readLdap(settings, ldapHost ?? '');
      return ok();
    },
    close: () => {
      unfollow();
      identification.close();
      directory.close();
    },
  };
}

/** Read each time, so that a password may be changed; null when a file that is named cannot be read. */
function ldapSettings(ldap: LdapConfiguration): LdapSettings | null {
  const { url, startTls, base, filter, timeout, bindDn, passwordFile, authorityFile } = ldap;
  try {
    const authority = authorityOf({ authorityFile });
    const password = passwordFile ? readFileSync(passwordFile, 'utf8').trim() : '';
    const account = bindDn ? { dn: bindDn, password } : null;
    return { url, startTls, base, filter, timeout, authority, account };
  } catch {
    return null;
  }
}

function refreshAtRevision(identification: CallerIdentification, { state }: Directory): () => void {
  let seen = state.get().revision;
  return () => {
    const { revision } = state.get();
    if (revision === seen) return;
    seen = revision;
    identification.refresh();
  };
}

async function fill(directory: Directory): Promise<void> {
  for (const { favourite, ...entry } of trainingEntries) {
    const saved = await directory.save(null, contentSchema.parse(entry));
    if (saved.ok && favourite) await directory.setFavourite(saved.value.id, true);
  }
}
