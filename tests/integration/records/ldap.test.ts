import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Records } from '../../../electron/records/index.ts';
import type { LdapSettings } from '../../../native/records/directory/imports/ldap-settings.ts';
import { type DirectoryServer, startSlapd } from '../../stand/directory/slapd.ts';
import { freePort } from '../../stand/ports.ts';
import { startRecords } from '../../stand/records/index.ts';

const PEOPLE = 1_203;
let server: DirectoryServer;
let records: Records;

beforeAll(async () => {
  server = await startSlapd(PEOPLE);
});
afterAll(() => server.stop());
beforeEach(() => {
  records = startRecords(null, randomBytes(32));
});
afterEach(() => records.close());

function settings(over: Partial<LdapSettings> = {}): LdapSettings {
  return {
    url: server.plainUrl,
    startTls: true,
    authority: server.authority,
    base: server.base,
    filter: '(telephoneNumber=*)',
    account: server.reader,
    timeout: 3_000,
    ...over,
  };
}

const read = (over: Partial<LdapSettings> = {}) =>
  records.call('directory.readLdap', { settings: settings(over), source: 'ldap' });

describe('the LDAP directory of a site', () => {
  test.each([
    ['STARTTLS', () => ({})],
    ['ldaps', () => ({ url: server.secureUrl })],
  ])('is read whole over %s, page by page, and only once', async (_, over) => {
    expect(await read(over())).toMatchObject({
      ok: true,
      value: { format: 'ldap', added: PEOPLE, refused: 0 },
    });
    await records.call('directory.apply', { source: 'ldap' });
    const found = await records.call('directory.search', {
      text: 'dupre helene',
      kind: null,
      group: null,
      limit: 5,
    });
    expect(found).toMatchObject({
      value: { entries: [{ name: 'Hélène DUPRÉ', service: 'SMUR', town: 'Couëron' }] },
    });
    expect(await read(over())).toMatchObject({
      ok: true,
      value: { added: 0, unchanged: PEOPLE, removed: 0 },
    });
  });

  test.each<[string, () => Partial<LdapSettings>, string]>([
    [
      'with a wrong password',
      () => ({ account: { ...server.reader, password: 'x' } }),
      'Directory_LdapRefused',
    ],
    ['with a certificate that nobody vouches for', () => ({ authority: null }), 'Directory_LdapAway'],
    ['that does not exist', () => ({ base: 'dc=elsewhere' }), 'Directory_LdapAway'],
    ['with a filter that is none', () => ({ filter: '(((' }), 'Directory_LdapAway'],
  ])('%s is a failure by name', async (_, over, code) => {
    expect(await read(over())).toMatchObject({ failure: { code } });
  });

  test('that says nothing, or nonsense, is a failure by name within its time', async () => {
    for (const said of [null, randomBytes(4_096)]) {
      const port = await freePort();
      const mute = createServer((socket) => {
        socket.on('error', () => undefined);
        if (said) socket.write(said);
      });
      await new Promise<void>((resolve) => mute.listen(port, '127.0.0.1', resolve));
      const since = Date.now();
      const answer = await read({ url: `ldap://127.0.0.1:${port}`, timeout: 1_000 });
      expect(answer).toMatchObject({ failure: { code: 'Directory_LdapAway' } });
      expect(Date.now() - since).toBeLessThan(8_000);
      mute.close();
    }
    expect(await records.call('directory.summary', undefined)).toMatchObject({ ok: true });
  });
});
