/**
 * `reg query …\W32Time\Parameters /v Type` and `reg query …\W32Time /v Start`: kinds of source that no language
 * changes, and 4 where the service is disabled. Null when they cannot be read.
 */
export function readWindowsTime(parameters: string, service: string): boolean | null {
  const type = /^\s*Type\s+REG_SZ\s+(\S+)/im.exec(parameters)?.[1]?.toUpperCase();
  const start = /^\s*Start\s+REG_DWORD\s+0x(\d+)/im.exec(service)?.[1];
  if (type === undefined) return null;
  return start !== '4' && ['NTP', 'NT5DS', 'ALLSYNC'].includes(type);
}

/** `systemsetup -getusingnetworktime`: `Network Time: On`; without rights it says something else. */
export function readSystemsetup(text: string): boolean | null {
  const state = /Network Time:\s*(On|Off)/i.exec(text)?.[1];
  return state === undefined ? null : /on/i.test(state);
}

/** `timedatectl show`: `NTP=yes`, `NTPSynchronized=yes`; the machine may be kept by something else than `NTP`. */
export function readTimedatectl(text: string): boolean | null {
  const value = (name: string) => new RegExp(`^${name}=(yes|no)$`, 'm').exec(text)?.[1];
  const [synchronised, service] = [value('NTPSynchronized'), value('NTP')];
  if (synchronised === undefined && service === undefined) return null;
  return synchronised === 'yes' || service === 'yes';
}
