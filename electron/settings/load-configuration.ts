import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { fr } from 'zod/locales';
import { fail, ok, type Result } from '../failures/index.ts';
import { type Configuration, configurationSchema } from './configuration.ts';

/** Files larger than this are not a site's configuration. */
const maximumSize = 256 * 1024;

/**
 * Reads a site's configuration. Fails with `Configuration_Unreadable`, `Configuration_NotJson` or
 * `Configuration_Invalid`, which names the key and what is expected there, or `Configuration_AuthorityUnreadable`.
 */
export function loadConfiguration(file: string): Result<Configuration> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return fail('Configuration_Unreadable', { file });
  }
  if (text.length > maximumSize) return fail('Configuration_NotJson', { file });
  const parsed = parseConfiguration(text, file);
  return parsed.ok ? withReadableAuthorities(parsed.value) : parsed;
}

/** The same for a text at hand, the files that it names aside; `file` is only named in the failure. */
export function parseConfiguration(text: string, file: string): Result<Configuration> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return fail('Configuration_NotJson', { file });
  }
  const parsed = configurationSchema.safeParse(value, { error: fr().localeError });
  if (parsed.success) return ok(parsed.data);
  return fail('Configuration_Invalid', { file, ...firstIssue(parsed.error) });
}

function withReadableAuthorities(configuration: Configuration): Result<Configuration> {
  for (const { authorityFile } of configuration.prerequisites.servers) {
    if (authorityFile && !isReadable(authorityFile, (bytes) => [bytes]))
      return fail('Configuration_AuthorityUnreadable', { file: authorityFile });
  }
  if (configuration.environment !== 'production') return ok(configuration);
  const { identity, telephony, card } = configuration;
  for (const file of [identity.authorityFile, telephony.authorityFile]) {
    if (file && !isReadable(file, (bytes) => [bytes]))
      return fail('Configuration_AuthorityUnreadable', { file });
  }
  const file = card.authoritiesFile;
  if (file && !isReadable(file, pemBlocks)) return fail('Configuration_AuthorityUnreadable', { file });
  return ok(configuration);
}

/** Whether a file has certificates, and each of them can be read: one that cannot would leave cards without authority. */
function isReadable(file: string, split: (bytes: Buffer) => readonly (Buffer | string)[]): boolean {
  try {
    const certificates = split(readFileSync(file)).map((one) => new X509Certificate(one));
    return certificates.length > 0;
  } catch {
    return false;
  }
}

function pemBlocks(bytes: Buffer): readonly string[] {
  return bytes.toString('latin1').match(/-----BEGIN [\s\S]+?-----END .*/g) ?? [];
}

function firstIssue(error: z.ZodError): { key: string; expected: string } {
  const issue = error.issues[0];
  if (!issue) return { key: '?', expected: '?' };
  const unrecognised = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const key = [...issue.path.map(String), ...unrecognised.slice(0, 1)].join('.');
  return { key: key || '(racine)', expected: issue.message };
}
