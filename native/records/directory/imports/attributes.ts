import type { NumberKind } from '../../../../electron/directory/rules/entry.ts';
import type { Draft } from './draft.ts';

/** Values of an entry of an LDAP directory by the names of its attributes, in lower case. */
export type Attributes = ReadonlyMap<string, readonly string[]>;

const numbers: readonly (readonly [string, NumberKind])[] = [
  ['telephonenumber', 'office'],
  ['mobile', 'mobile'],
  ['homephone', 'home'],
  ['facsimiletelephonenumber', 'fax'],
  ['ipphone', 'office'],
  ['othertelephone', 'office'],
];

/** The attributes that are read (RFC 4519, 4524, inetOrgPerson of RFC 2798, and Active Directory's own). */
export const readAttributes: readonly string[] = [
  'entryUUID',
  'cn',
  'displayName',
  'sn',
  'givenName',
  'o',
  'company',
  'ou',
  'department',
  'departmentNumber',
  'title',
  'l',
  'businessCategory',
  ...numbers.map(([name]) => name),
];

/** A draft of such an entry; one without any number is none, such as an organisational unit: null. */
export function draftOfAttributes(dn: string, attributes: Attributes, line: number): Draft | null {
  const first = (...names: readonly string[]): string =>
    names.flatMap((name) => attributes.get(name) ?? []).find((value) => value.trim() !== '') ?? '';
  const found = numbers.flatMap(([name, kind]) =>
    (attributes.get(name) ?? []).map((text) => ({ kind, text })),
  );
  if (found.length === 0) return null;
  const [surname, given] = [first('sn'), first('givenname')];
  return {
    line,
    sourceId: first('entryuuid') || dn,
    name: first('displayname', 'cn') || `${surname} ${given}`,
    kind: first('businesscategory'),
    organisation: first('o', 'company'),
    service: first('department', 'departmentnumber', 'ou', 'title'),
    town: first('l'),
    numbers: found,
    groups: [],
    remarkable: null,
  };
}
