import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAllowList, isUsable } from '../../../electron/redaction/rules/allow-list.ts';

const list = createAllowList([
  {
    labels: ['Dossiers en cours', 'Prénom', 'Français', 'N°', 'Poste 04', 'Né le 12/03/1980', 'DU'],
    formats: ['error-code', 'time', 'version'],
  },
]);

describe('an allow-list', () => {
  it.each(['Dossiers en cours', 'Dossiersen cours', 'DOSSIERS EN COURS :', 'Prenom', 'Prénom *', 'Poste 04'])(
    'knows « %s » whole, however it was read',
    (text) => expect(list.allows(text)).toBe(true),
  );

  it('knows what the reader makes of a letter that it has not', () => {
    expect(list.allows('Frangais')).toBe(true);
    expect(list.allows('Francais')).toBe(true);
  });

  it.each(['Prénom DUPONT', 'M. Dossiers en cours', 'Dossiers', 'Poste 05', ''])(
    'does not know « %s »: never a part of it',
    (text) => expect(list.allows(text)).toBe(false),
  );

  it.each(['N°', 'DU', 'Né le 12/03/1980', '0612345678', 'A 123456'])('takes no « %s »', (label) => {
    expect(isUsable(label)).toBe(false);
    expect(list.allows(label)).toBe(false);
  });

  it.each([
    'ORA-00001',
    'HTTP 404',
    '0x80070005',
    'net::ERR_CONNECTION_REFUSED',
    'ECONNREFUSED',
    '08:44',
    'Version 7.4.2',
  ])('knows the format of « %s »', (text) => expect(list.allows(text)).toBe(true));

  it.each(['ORA-00001 DUPONT', '0x80070005 06', '44:08', 'ERR', '0612 345', 'MARTIN-00001'])(
    'knows no format of « %s »',
    (text) => expect(list.allows(text)).toBe(false),
  );

  it('never shows anything that holds six digits or more, of a label or without', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{0,8}\d{6,12}[a-z ]{0,8}$/), (text) => {
        const own = createAllowList([{ labels: [text, `${text} patient`], formats: ['time', 'version'] }]);
        expect(own.allows(text)).toBe(false);
      }),
    );
  });
});
