import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseConfiguration } from '../../../electron/choose-configuration.ts';
import {
  policySchema,
  readPolicyFile,
  readRegistryValues,
} from '../../../electron/settings/configuration-policy.ts';
import { checksOf, found } from '../prerequisites/world.ts';

const names = Object.keys(policySchema.shape);
const owner = process.getuid?.() ?? 0;

function file(content: string, mode = 0o644): string {
  const path = join(mkdtempSync(join(tmpdir(), 'bandeau-policy-')), 'policy.json');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('the templates for group policies', () => {
  const admx = readFileSync('resources/policies/bandeau.admx', 'utf8');
  const adml = readFileSync('resources/policies/fr-FR/bandeau.adml', 'utf8');
  const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one);

  it('have every name that the program reads, and no other', () => {
    expect(all(admx, /<policy name="(\w+)"/g)).toEqual(names);
    expect(all(admx, /valueName="(\w+)"/g)).toEqual(names);
  });

  it('have a text for each of their references, and a reference for each text', () => {
    expect(new Set(all(admx, /\$\(string\.(\w+)\)/g))).toEqual(new Set(all(adml, /<string id="(\w+)"/g)));
    expect(all(admx, /\$\(presentation\.(\w+)\)/g)).toEqual(all(adml, /<presentation id="(\w+)"/g));
    expect(all(adml, /refId="(\w+)"/g)).toEqual(names);
  });

  it('let an administrator choose what the program takes, and nothing beyond', () => {
    const ranges = [...admx.matchAll(/valueName="(\w+)".*minValue="(\d+)" maxValue="(\d+)"/g)];
    expect(ranges).toHaveLength(2);
    for (const [, name = '', least, most] of ranges) {
      const takes = (value: number) => policySchema.safeParse({ [name]: value }).success;
      expect([Number(least), Number(most), Number(most) + 1].map(takes)).toEqual([true, true, false]);
    }
  });
});

describe('the policy of a machine', () => {
  it('is read from a file of its administrator that nobody else may write', () => {
    const path = file('{"IdleLockMinutes":5}');
    expect(readPolicyFile(path, owner)).toMatchObject({ kind: 'read', policy: { IdleLockMinutes: 5 } });
    expect(readPolicyFile(file('{}', 0o666), owner)).toMatchObject({ reason: 'untrusted' });
    expect(readPolicyFile(path, owner + 1)).toMatchObject({ reason: 'untrusted' });
    expect(readPolicyFile(join(path, 'none'), owner)).toEqual({ kind: 'none' });
  });

  it.each([
    '{"idle":1}',
    '{"IdleLockMinutes":"5"}',
    '{"ConfigurationFile":"site.json"}',
    '[]',
    '7',
    '{"WatchInterval":3}',
  ])('that is %s is refused whole', (content) => {
    expect(readPolicyFile(file(content), owner)).toMatchObject({ kind: 'refused', reason: 'invalid' });
  });

  it('that is no JSON is refused', () => {
    expect(readPolicyFile(file('IdleLockMinutes=5'), owner)).toMatchObject({ reason: 'unreadable' });
  });

  it('is read from the registry of Windows', () => {
    const text = [
      '',
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Bandeau',
      '    ConfigurationFile    REG_SZ    C:\\ProgramData\\Bandeau\\mon site.json',
      '    IdleLockMinutes    REG_DWORD    0xf',
      '',
    ].join('\r\n');
    expect(policySchema.parse(readRegistryValues(text))).toEqual({
      ConfigurationFile: 'C:\\ProgramData\\Bandeau\\mon site.json',
      IdleLockMinutes: 15,
    });
  });

  it('comes before the file of the site, which comes before what is usual', () => {
    const site = file('{"environment":"formation","label":"A","site":"S","session":{"idleLockMinutes":7}}');
    const chosen = (policy: object, asked: string | null = site) =>
      chooseConfiguration(asked, { kind: 'read', place: 'p', policy });
    expect(chosen({})).toMatchObject({ value: { session: { idleLockMinutes: 7 } } });
    expect(chosen({ IdleLockMinutes: 3, WatchInterval: 60 })).toMatchObject({
      value: { session: { idleLockMinutes: 3 }, prerequisites: { watchInterval: 60 } },
    });
    expect(chosen({ ConfigurationFile: site }, '/other.json')).toMatchObject({ value: { label: 'A' } });
    expect(chooseConfiguration(site, { kind: 'none' })).toMatchObject({ value: { label: 'A' } });
  });

  it('that is refused stops, and the check says why', async () => {
    const refused = { kind: 'refused', place: '/etc/bandeau/policy.json', reason: 'invalid' } as const;
    expect(chooseConfiguration(null, refused)).toMatchObject({
      failure: { code: 'Configuration_PolicyRefused' },
    });
    expect(checksOf().find(({ id }) => id === 'application.policy')?.cheap).toBe(false);
    expect(await found({ policy: refused }, 'application.policy')).toEqual([
      'application.policy: failure Policy_Refused',
    ]);
    expect(await found({ policy: { ...refused, reason: 'untrusted' } }, 'application.policy')).toEqual([
      'application.policy: failure Policy_Untrusted',
    ]);
    expect(await found({}, 'application.policy')).toEqual(['application.policy: not-applicable Policy_None']);
    const read = { kind: 'read', place: 'p', policy: { WatchInterval: 60 } } as const;
    expect(await found({ policy: read }, 'application.policy')).toEqual(['application.policy: ok']);
  });
});
