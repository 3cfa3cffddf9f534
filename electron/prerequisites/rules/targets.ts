import type { Configuration } from '../../settings/configuration.ts';
import { parseUrl } from '../../shared/parse-url.ts';

export type Purpose = 'portal' | 'telephony' | 'lrm' | 'directory' | 'support' | 'update' | 'other';

/** A server that the site's configuration names. */
export interface Target {
  /** Names it in the ids of checks: `issuer`, `sip-1`. */
  readonly key: string;
  /** What a person calls it, in French. */
  readonly name: string;
  readonly purpose: Purpose;
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken from the first byte; LDAP may begin it later, and is not looked at further. */
  readonly secure: boolean;
  /** PEM file of an authority that is trusted beside the public ones, or null. */
  readonly authorityFile: string | null;
  /** Whether the system's proxies are used to reach it, as the program itself does. */
  readonly usesProxy: boolean;
}

type Named = Pick<Target, 'key' | 'name' | 'purpose' | 'url'> & {
  readonly authorityFile?: string | undefined;
  readonly proxied?: boolean;
};

const defaultPorts: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'ws:': 80,
  'wss:': 443,
  'ldap:': 389,
  'ldaps:': 636,
};

/** Every server that the configuration names, each once by its protocol, its place and what it is trusted by. */
export function targetsOf(
  configuration: Configuration,
  names: Readonly<Record<string, string>>,
): readonly Target[] {
  const named = [...productionServers(configuration, names), ...commonServers(configuration, names)];
  const targets = new Map<string, Target>();
  for (const one of named) {
    const target = targetOf(one);
    if (!target) continue;
    const { protocol } = new URL(target.url);
    const place = `${protocol} ${target.host}:${target.port} ${target.authorityFile}`;
    const known = targets.get(place);
    targets.set(place, known ? { ...known, name: `${known.name}, ${target.name}` } : target);
  }
  return [...targets.values()];
}

function productionServers(
  configuration: Configuration,
  names: Readonly<Record<string, string>>,
): readonly Named[] {
  if (configuration.environment !== 'production') return [];
  const { identity, telephony } = configuration;
  const portal = { purpose: 'portal', authorityFile: identity.authorityFile, proxied: true } as const;
  return [
    { ...portal, key: 'issuer', name: names.issuer ?? 'issuer', url: identity.issuer },
    { ...portal, key: 'portal', name: names.portal ?? 'portal', url: identity.portal },
    ...(identity.psc?.issuer
      ? [{ ...portal, key: 'psc', name: names.psc ?? 'psc', url: identity.psc.issuer }]
      : []),
    ...telephony.servers.map((url, index) => ({
      key: `sip-${index + 1}`,
      name: `${names.sip ?? 'sip'} ${index + 1}`,
      purpose: 'telephony' as const,
      url,
      authorityFile: telephony.authorityFile,
    })),
  ];
}

function commonServers(
  { lrm, directory, prerequisites }: Configuration,
  names: Readonly<Record<string, string>>,
): readonly Named[] {
  return [
    ...lrm.receivers.map(({ url, authorityFile }, index) => ({
      key: `lrm-${index + 1}`,
      name: `${names.lrm ?? 'lrm'} ${index + 1}`,
      purpose: 'lrm' as const,
      url,
      authorityFile,
    })),
    ...(directory.ldap
      ? [
          {
            key: 'ldap',
            name: names.ldap ?? 'ldap',
            purpose: 'directory' as const,
            url: directory.ldap.url,
            authorityFile: directory.ldap.authorityFile,
          },
        ]
      : []),
    ...prerequisites.servers.map(({ name, url, purpose, authorityFile }, index) => ({
      key: `server-${index + 1}`,
      name,
      purpose,
      url,
      authorityFile,
      proxied: true,
    })),
  ];
}

function targetOf({ key, name, purpose, url, authorityFile, proxied }: Named): Target | null {
  const parsed = parseUrl(url);
  if (!parsed) return null;
  return {
    key,
    name,
    purpose,
    url,
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(parsed.port) || (defaultPorts[parsed.protocol] ?? 443),
    secure: /^(https|wss|ldaps):$/.test(parsed.protocol),
    authorityFile: authorityFile ?? null,
    // With an authority of its own, the program reaches the portal without the system's proxies.
    usesProxy: proxied === true && authorityFile === undefined,
  };
}
