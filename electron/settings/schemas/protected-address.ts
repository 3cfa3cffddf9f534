import { parseUrl } from '../../shared/parse-url.ts';

/** Tells of an address whether what goes there is encrypted, by that scheme, or stays on this machine. */
export function protectedBy(scheme: 'https:' | 'wss:') {
  return (address: string): boolean => {
    const url = parseUrl(address);
    return url?.protocol === scheme || /^(localhost|127\.[\d.]+|\[::1\])$/.test(url?.hostname ?? '');
  };
}
