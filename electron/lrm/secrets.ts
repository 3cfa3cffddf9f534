import { readFileSync } from 'node:fs';
import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { LrmConfiguration } from '../settings/configuration.ts';
import { readToken } from './gateway/door.ts';
import type { GatewayOptions } from './gateway/protocol.ts';
import { readSecret } from './gateway/signature.ts';

/**
 * What the gateway needs of the files that the configuration names. A file that cannot be used leaves out what needs it,
 * and is told (`Lrm_SecretUnreadable`): the telephone works without the LRM.
 */
export function gatewayOptions(configuration: LrmConfiguration): {
  readonly options: GatewayOptions;
  readonly failures: readonly Failure[];
} {
  const failures: Failure[] = [];
  const attempt = <T>(read: Result<T>): readonly T[] => {
    if (read.ok) return [read.value];
    failures.push(read.failure);
    return [];
  };
  const receivers = configuration.receivers.flatMap(({ url, secretFile, authorityFile }) => {
    const keys = attempt(readFrom(secretFile, readSecret));
    const authorities = authorityFile ? attempt(readFrom(authorityFile, readPem)) : [null];
    return keys.flatMap((key) => authorities.map((authority) => ({ url, key, authority })));
  });
  const asked = configuration.commands;
  const [token] = asked ? attempt(readFrom(asked.tokenFile, readToken)) : [];
  const commands = asked && token ? { port: asked.port, token, origins: asked.origins } : null;
  return { options: { receivers, timeout: configuration.timeout, commands }, failures };
}

function readPem(text: string): string | null {
  return text.includes('-----BEGIN CERTIFICATE-----') ? text : null;
}

function readFrom<T>(file: string, read: (text: string) => T | null): Result<T> {
  try {
    const value = read(readFileSync(file, 'utf8'));
    return value === null ? fail('Lrm_SecretUnreadable', { file }) : ok(value);
  } catch {
    return fail('Lrm_SecretUnreadable', { file });
  }
}
