import { parseUrl } from '../shared/parse-url.ts';

/** Hosts that a page may ask the system browser to open, over https only. */
const allowedHosts: readonly string[] = [
  'wallet.esw.esante.gouv.fr',
  'wallet.bas.psc.esante.gouv.fr',
  'esante.gouv.fr',
  'www.portail.si-samu.fr',
];

/** The address to open, rewritten from its parsed form, or null when it is not on the list. */
export function externalLink(address: string): string | null {
  const url = parseUrl(address);
  if (url?.protocol !== 'https:' || url.username || url.password || url.port) return null;
  return allowedHosts.includes(url.hostname) ? url.href : null;
}
