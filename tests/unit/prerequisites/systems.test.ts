import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPs, readTasklist } from '../../../electron/prerequisites/adapters/programs.ts';
import {
  environmentRoutes,
  readProxyList,
  systemRoutes,
} from '../../../electron/prerequisites/adapters/proxies.ts';
import {
  readLinuxRelease,
  readMacVersion,
  readWindowsVersion,
} from '../../../electron/prerequisites/adapters/system-version.ts';
import {
  readSystemsetup,
  readTimedatectl,
  readWindowsTime,
} from '../../../electron/prerequisites/adapters/time-service.ts';
import { cardHoldersAmong } from '../../../electron/prerequisites/rules/card-holders.ts';

describe('the version of the system', () => {
  it.each([
    ['Windows 11 Pro', '10.0.22631', 'current'],
    ['Windows 10 Enterprise', '10.0.19045', 'ending'],
    ['Windows 8.1 Pro', '6.3.9600', 'over'],
  ])('%s %s', (name, release, support) => {
    expect(readWindowsVersion(name, release)).toMatchObject({ support });
  });

  it('is that of os-release on Linux, with the end of its support where it is told', () => {
    const debian =
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';
    expect(readLinuxRelease(debian, '6.1')).toEqual({
      name: 'Debian GNU/Linux 12 (bookworm)',
      support: 'current',
    });
    const fedora =
      'NAME="Fedora Linux"\nPRETTY_NAME="Fedora Linux 38 (Workstation Edition)"\nSUPPORT_END=2024-05-14\n';
    expect(readLinuxRelease(fedora, '6.1').support).toBe('over');
    expect(readLinuxRelease('', '6.1')).toEqual({ name: 'Linux 6.1', support: 'unknown' });
  });

  it('is that of sw_vers on macOS', () => {
    expect(readMacVersion('15.1\n')).toEqual({ name: 'macOS 15.1', support: 'current' });
    expect(readMacVersion('12.7.6\n').support).toBe('ending');
    expect(readMacVersion('').support).toBe('unknown');
  });
});

const parameters = (type: string) =>
  `\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters\r\n    Type    REG_SZ    ${type}\r\n\r\n`;
const service = (start: string) =>
  `\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\W32Time\r\n    Start    REG_DWORD    ${start}\r\n\r\n`;

describe('whether the system keeps its clock by a server', () => {
  it.each([
    ['NT5DS', '0x3', true],
    ['NTP', '0x2', true],
    ['NoSync', '0x3', false],
    ['NTP', '0x4', false],
  ])('Windows: %s, start %s', (type, start, expected) => {
    expect(readWindowsTime(parameters(type), service(start))).toBe(expected);
  });

  it('macOS: On, Off, or not told to whoever may not ask', () => {
    expect(readSystemsetup('Network Time: On\n')).toBe(true);
    expect(readSystemsetup('Network Time: Off\n')).toBe(false);
    expect(readSystemsetup('You need administrator access to run this tool... exiting!\n')).toBeNull();
  });

  it('Linux: by its own service or by what synchronises the machine', () => {
    const shown = (ntp: string, synchronised: string) =>
      `Timezone=Europe/Paris\nLocalRTC=no\nCanNTP=yes\nNTP=${ntp}\nNTPSynchronized=${synchronised}\nTimeUSec=Sat 2026-11-28 09:00:00 CET\n`;
    expect(readTimedatectl(shown('yes', 'no'))).toBe(true);
    expect(readTimedatectl(shown('no', 'yes'))).toBe(true);
    expect(readTimedatectl(shown('no', 'no'))).toBe(false);
    expect(readTimedatectl('')).toBeNull();
  });

  it('is not known of anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readWindowsTime(text, text)).toBeNull();
        expect(readSystemsetup(text)).toBeNull();
        expect(readTimedatectl(text)).toBeNull();
      }),
    );
  });
});

describe('how an address is reached', () => {
  it.each([
    ['DIRECT', { kind: 'direct' }],
    ['', { kind: 'direct' }],
    ['PROXY proxy.example:3128; DIRECT', { kind: 'proxy', host: 'proxy.example', port: 3128, secure: false }],
    ['HTTPS proxy.example', { kind: 'proxy', host: 'proxy.example', port: 443, secure: true }],
    ['PROXY [2001:db8::1]:8080', { kind: 'proxy', host: '2001:db8::1', port: 8080, secure: false }],
    ['SOCKS5 proxy.example:1080', { kind: 'other', name: 'SOCKS5 proxy.example:1080' }],
  ])('by what the system or a PAC script says: %s', async (list, route) => {
    expect(readProxyList(list)).toEqual(route);
    expect(await systemRoutes(async () => list)('https://portail.example')).toEqual(route);
  });

  it('by the environment, but for the exceptions', async () => {
    const routeOf = environmentRoutes({
      HTTPS_PROXY: 'http://proxy.example:3128',
      no_proxy: 'localhost, .samu.example',
    });
    const proxy = { kind: 'proxy', host: 'proxy.example', port: 3128, secure: false };
    expect(await routeOf('https://portail.example')).toEqual(proxy);
    expect(await routeOf('http://portail.example')).toEqual({ kind: 'direct' });
    expect(await routeOf('https://id.samu.example/realm')).toEqual({ kind: 'direct' });
    expect(await environmentRoutes({ https_proxy: 'proxy.example:80' })('https://a.example')).toMatchObject({
      port: 80,
    });
    expect(await environmentRoutes({ https_proxy: 'socks5://a:1' })('https://a.example')).toMatchObject({
      kind: 'other',
    });
    await expect(environmentRoutes({ https_proxy: 'http://' })('https://a.example')).rejects.toThrow('proxy');
  });

  it('by some way, whatever the list', () => {
    fc.assert(fc.property(fc.string(), (list) => void readProxyList(list)));
  });
});

describe('the programs that run', () => {
  it('are read of tasklist, in any language, and of ps, with or without paths', () => {
    const tasklist =
      '"System Idle Process","0","Services","0","8 K"\r\n"scdaemon.exe","4242","Console","1","12 345 Ko"\r\n';
    expect(readTasklist(tasklist)).toEqual(['System Idle Process', 'scdaemon']);
    expect(readTasklist('INFO: No tasks are running')).toEqual([]);
    expect(readPs('systemd\n/usr/local/bin/scdaemon\n\n')).toEqual(['systemd', 'scdaemon']);
  });

  it('are named where they are known to keep a card', () => {
    expect(cardHoldersAmong(['Explorer', 'GALSVW32', 'scdaemon', 'scdaemon'])).toEqual([
      'GALSS (galsvw32)',
      'GnuPG (scdaemon)',
    ]);
  });
});
