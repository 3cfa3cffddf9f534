import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { z } from 'zod';
import { type Configuration, sessionSchema } from './configuration.ts';
import { prerequisitesSchema } from './schemas/prerequisites.ts';

/** What the administrator of a machine may fix there; `resources/policies/` has the same for Windows. */
export const policySchema = z.strictObject({
  /** The site's configuration: whoever starts the program chooses no other. */
  ConfigurationFile: z
    .string()
    .max(1_000)
    .refine((path) => win32.isAbsolute(path) || posix.isAbsolute(path), 'chemin complet attendu')
    .optional(),
  IdleLockMinutes: sessionSchema.shape.idleLockMinutes.unwrap().optional(),
  WatchInterval: prerequisitesSchema.shape.watchInterval.unwrap().optional(),
});

export type Policy = z.infer<typeof policySchema>;

export type PolicyReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly place: string; readonly policy: Policy }
  /** Somebody who is no administrator may have written it, or it is not what a policy is. */
  | {
      readonly kind: 'refused';
      readonly place: string;
      readonly reason: 'untrusted' | 'unreadable' | 'invalid';
    };

const registryKey = 'HKLM\\SOFTWARE\\Policies\\Bandeau';
const managedPreferences = '/Library/Managed Preferences/fr.sante.samu.bandeau.plist';
const policyFile = '/etc/bandeau/policy.json';

/** The policy of this machine. What is there and cannot be trusted or understood is refused whole. */
export function readPolicy(platform: NodeJS.Platform = process.platform): PolicyReading {
  switch (platform) {
    case 'win32':
      return readRegistry();
    case 'darwin':
      return readIfThere(managedPreferences, () =>
        command('/usr/bin/plutil', ['-convert', 'json', '-o', '-', managedPreferences]),
      );
    default:
      return readPolicyFile(policyFile);
  }
}

/** A file of an administrator: of root, and nobody else may write it. */
export function readPolicyFile(file: string, owner = 0): PolicyReading {
  return readIfThere(file, () => {
    const { uid, mode } = statSync(file);
    return uid === owner && (mode & 0o022) === 0 ? readFileSync(file, 'utf8') : null;
  });
}

/** `reg query`: `    IdleLockMinutes    REG_DWORD    0xf`, words in every language around it. */
export function readRegistryValues(text: string): Readonly<Record<string, string | number>> {
  const values = [...text.matchAll(/^\s+(\w+)\s+(REG_SZ|REG_DWORD)\s+(.*?)\s*$/gm)];
  return Object.fromEntries(
    values.map(([, name = '', type, value = '']) => [name, type === 'REG_DWORD' ? Number(value) : value]),
  );
}

/** What the policy fixes, over what the file of the site says. */
export function withPolicy(configuration: Configuration, policy: Policy): Configuration {
  const { IdleLockMinutes, WatchInterval } = policy;
  const { session, prerequisites } = configuration;
  return {
    ...configuration,
    session: { ...session, idleLockMinutes: IdleLockMinutes ?? session.idleLockMinutes },
    prerequisites: { ...prerequisites, watchInterval: WatchInterval ?? prerequisites.watchInterval },
  };
}

function readRegistry(): PolicyReading {
  const reg = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\reg.exe`;
  let text: string;
  try {
    text = command(reg, ['query', registryKey]);
  } catch {
    // It ends with 1 where there is no such key.
    return { kind: 'none' };
  }
  return judge(registryKey, readRegistryValues(text));
}

/** `read` gives null for what is not to be trusted. */
function readIfThere(place: string, read: () => string | null): PolicyReading {
  if (!existsSync(place)) return { kind: 'none' };
  try {
    const text = read();
    if (text === null) return { kind: 'refused', place, reason: 'untrusted' };
    return judge(place, JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return { kind: 'refused', place, reason: 'unreadable' };
  }
}

function judge(place: string, value: unknown): PolicyReading {
  const { data } = policySchema.safeParse(value);
  return data ? { kind: 'read', place, policy: data } : { kind: 'refused', place, reason: 'invalid' };
}

function command(path: string, args: readonly string[]): string {
  return execFileSync(path, [...args], {
    encoding: 'utf8',
    timeout: 3_000,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
