import { readFileSync } from 'node:fs';
import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { SupportConfiguration } from '../settings/configuration.ts';
import type { SupportProcessOptions } from './channels/protocol.ts';
import type { ChannelName } from './rules/letter.ts';

export interface ConfiguredChannels {
  readonly options: SupportProcessOptions;
  /** Those that can be used, in the site's order. */
  readonly order: readonly ChannelName[];
  readonly failures: readonly Failure[];
}

/**
 * The ways to the support, with what the files that the configuration names hold. A file that cannot be used leaves out
 * its way, and is told (`Support_SecretUnreadable`).
 */
export function configuredChannels(configuration: SupportConfiguration): ConfiguredChannels {
  const failures: Failure[] = [];
  const attempt = <T>(result: Result<T>): T | null => {
    if (result.ok) return result.value;
    failures.push(result.failure);
    return null;
  };
  const options: SupportProcessOptions = {
    glpi: configuration.glpi ? attempt(glpiOptions(configuration.glpi, configuration.categories)) : null,
    mail: configuration.mail ? attempt(mailOptions(configuration.mail, configuration.address)) : null,
    file: configuration.folder
      ? {
          folder: configuration.folder,
          from: configuration.mail?.from ?? 'bandeau@bandeau.invalid',
          to: configuration.address,
        }
      : null,
  };
  const order = [...new Set(configuration.order)].filter((name) => options[name] !== null);
  return { options, order, failures };
}

function glpiOptions(
  {
    url,
    userTokenFile,
    appTokenFile,
    authorityFile,
    timeout,
    timeZone,
  }: NonNullable<SupportConfiguration['glpi']>,
  categories: SupportConfiguration['categories'],
): Result<NonNullable<SupportProcessOptions['glpi']>> {
  const userToken = secretIn(userTokenFile);
  const appToken = appTokenFile ? secretIn(appTokenFile) : ok(null);
  const authority = authorityFile ? pemIn(authorityFile) : ok(null);
  if (!userToken.ok) return userToken;
  if (!appToken.ok) return appToken;
  if (!authority.ok) return authority;
  const ids = categories.flatMap(({ name, glpi }) => (glpi === undefined ? [] : [[name, glpi] as const]));
  return ok({
    url,
    userToken: userToken.value,
    appToken: appToken.value,
    authority: authority.value,
    timeout,
    categories: Object.fromEntries(ids),
    timeZone,
  });
}

function mailOptions(
  configuration: NonNullable<SupportConfiguration['mail']>,
  to: string,
): Result<NonNullable<SupportProcessOptions['mail']>> {
  const { host, port, security, from, user, passwordFile, authorityFile, timeout } = configuration;
  const password = passwordFile ? secretIn(passwordFile) : ok(null);
  const authority = authorityFile ? pemIn(authorityFile) : ok(null);
  if (!password.ok) return password;
  if (!authority.ok) return authority;
  const account = user !== undefined && password.value !== null ? { user, password: password.value } : null;
  const implicitTls = security === 'tls';
  return ok({ host, port, implicitTls, from, to, account, authority: authority.value, timeout });
}

/** The only line of a file: printable, without a space at its ends. */
function secretIn(file: string): Result<string> {
  return readFrom(file, (text) => (/^[^\p{C}]{1,512}$/u.test(text.trim()) ? text.trim() : null));
}

function pemIn(file: string): Result<string> {
  return readFrom(file, (text) => (text.includes('-----BEGIN CERTIFICATE-----') ? text : null));
}

function readFrom(file: string, read: (text: string) => string | null): Result<string> {
  try {
    const value = read(readFileSync(file, 'utf8'));
    return value === null ? fail('Support_SecretUnreadable', { file }) : ok(value);
  } catch {
    return fail('Support_SecretUnreadable', { file });
  }
}
