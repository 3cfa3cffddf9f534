import { describe, expect, it } from 'vitest';
import { hasIbanKey, hasNirKey, passesLuhn } from '../../../electron/redaction/rules/checksums.ts';
import { identifiersIn } from '../../../electron/redaction/rules/identifiers.ts';

const kinds = (text: string) => identifiersIn(text).map(({ kind }) => kind);

describe('identifiers', () => {
  it.each([
    ['2 63 09 99 400 074 58', 'nir'],
    ['255081416802538', 'nir'],
    ['1 84 12 2A 451 089 46', 'nir'],
    ['RPPS 10003456789', 'rpps'],
    ['ADELI 696771757', 'adeli'],
    ['FR76 3000 6000 0112 3456 7890 189', 'iban'],
    ['06 12 34 56 78', 'telephone'],
    ['06.12.34.56.78', 'telephone'],
    ['0612345678', 'telephone'],
    ['+33 6 12 34 56 78', 'telephone'],
    ['né le 12/03/1980', 'date'],
    ['12-03-80', 'date'],
    ['1980-03-12', 'date'],
    ['12 mars 1980', 'date'],
    ['11/06', 'date'],
    ['86 ans', 'age'],
    ['20 mois', 'age'],
    ['12 bis rue des Lilas', 'street'],
    ['69100 VILLEURBANNE', 'street'],
    ['WP-783-JB', 'plate'],
    ['1234 AB 69', 'plate'],
    ['marie.dupont@exemple.fr', 'email'],
    ['10.16.98.75', 'ip'],
    ['fe80:0:0:1:2:3', 'ip'],
    ['999223412', 'number'],
    ['691738520', 'finess'],
    ['IPP 857 483', 'number'],
  ] as const)('sees in « %s » a %s', (text, kind) => expect(kinds(text)).toContain(kind));

  it.each([
    'Dossiers en cours',
    'Poste 04',
    'SMUR 69 A',
    'VSAV 12',
    'Version 7.4.2',
    'Code postal / Ville',
    '08:44',
  ])('sees none in « %s »', (text) => expect(kinds(text)).toEqual([]));

  it('tells whether check digits agree, for a misread one breaks them', () => {
    expect(identifiersIn('2 55 08 14 168 025 38')[0]).toMatchObject({ kind: 'nir', checked: true });
    expect(identifiersIn('2 55 08 14 168 025 39')[0]).toMatchObject({ kind: 'nir', checked: false });
  });
});

describe('check digits', () => {
  it('are those of a NIR, Corsica included', () => {
    expect(hasNirKey('255081416802538')).toBe(true);
    expect(hasNirKey(`184122A451089${String(97 - (1841219451089 % 97)).padStart(2, '0')}`)).toBe(true);
    expect(hasNirKey(`184122B451089${String(97 - (1841218451089 % 97)).padStart(2, '0')}`)).toBe(true);
    expect(hasNirKey('255081416802539')).toBe(false);
  });

  it('are those of Luhn and of an IBAN', () => {
    expect(passesLuhn('4532015112830366')).toBe(true);
    expect(passesLuhn('4532015112830367')).toBe(false);
    expect(hasIbanKey('FR76 3000 6000 0112 3456 7890 189')).toBe(true);
    expect(hasIbanKey('FR76 3000 6000 0112 3456 7890 188')).toBe(false);
  });
});
