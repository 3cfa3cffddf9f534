import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldOf } from '../../../electron/directory/rules/columns.ts';
import { kindOf } from '../../../electron/directory/rules/kind-words.ts';
import { sourceOf } from '../../../native/records/directory/import-handlers.ts';
import { parseCsv } from '../../../native/records/directory/imports/csv.ts';
import { decode } from '../../../native/records/directory/imports/decode.ts';
import { type Draft, judge } from '../../../native/records/directory/imports/draft.ts';
import { parseLdif } from '../../../native/records/directory/imports/ldif.ts';
import type { Parser } from '../../../native/records/directory/imports/parsed.ts';
import { parseVcard } from '../../../native/records/directory/imports/vcard.ts';

function read(parse: Parser, text: string) {
  const drafts: Draft[] = [];
  const result = parse(text, (draft) => drafts.push(draft));
  if (!result.ok) throw new Error(result.failure.code);
  return { drafts, ...result.value };
}
const unheard = () => undefined;

const contents = (drafts: readonly Draft[]) =>
  drafts.map(judge).flatMap((judged) => (judged.ok ? judged.content : []));

describe('a table', () => {
  it('is read by the French names of its columns, with the delimiter that it has', () => {
    for (const [delimiter, end] of [
      [';', '\r\n'],
      ['\t', '\n'],
      [',', '\n'],
    ] as const) {
      const rows = [
        [
          'Nom',
          'Prénom',
          'Établissement',
          'Service',
          'Ville',
          'Tél. fixe',
          'Portable',
          'Groupes',
          'Catégorie',
          'Couleur',
        ],
        [
          'DUPONT',
          'Hélène',
          'CHU Formation',
          'Urgences',
          'Nantes',
          '02 61 91 00 42',
          '0639981234',
          'Astreinte|Crise',
          'Médecin',
          'bleu',
        ],
      ];
      const text = rows.map((row) => row.join(delimiter)).join(end);
      const { drafts, columns } = read(parseCsv, `\uFEFF${text}`);
      expect(contents(drafts)).toEqual([
        {
          name: 'DUPONT Hélène',
          kind: 'doctor',
          organisation: 'CHU Formation',
          service: 'Urgences',
          town: 'Nantes',
          numbers: [
            { kind: 'office', number: '02 61 91 00 42' },
            { kind: 'mobile', number: '0639981234' },
          ],
          groups: ['Astreinte', 'Crise'],
          remarkable: null,
        },
      ]);
      expect(columns.at(-1)).toEqual({ header: 'Couleur', field: null });
    }
  });

  it('tells each line that it refuses, and why', () => {
    const { drafts, problems } = read(
      parseCsv,
      'Nom;Tél\nA;18\n;15\nB;\nC;poste\n\nD;02 61 91 00 42 / 06 39 98 12 34 / zut\nE\0;15\n',
    );
    const told = drafts
      .map((draft) => [draft.line, judge(draft)] as const)
      .filter(([, judged]) => !judged.ok);
    expect(told.map(([line, judged]) => [line, judged.ok ? null : judged.problem.reason])).toEqual([
      [3, 'no-name'],
      [4, 'no-number'],
      [5, 'number-unreadable'],
    ]);
    expect(judge(drafts.at(-1) ?? expect.unreachable())).toMatchObject({
      ok: true,
      content: { numbers: [{}, {}] },
      problems: [{ reason: 'number-left-out', detail: 'zut' }],
    });
    expect(problems).toEqual([{ line: 8, reason: 'binary', detail: '' }]);
  });

  it('marks a « patient remarquable » with its instruction', () => {
    const { drafts } = read(
      parseCsv,
      'Nom;Tél;Patient remarquable;Consigne\nA;18;oui;Rappeler\nB;15;non;x\n',
    );
    expect(contents(drafts).map(({ remarkable }) => remarkable)).toEqual(['Rappeler', null]);
  });

  it.each([
    ['without a name', 'Tél;Ville\n15;Nantes', 'Directory_ColumnsUnknown'],
    ['without a number', 'Nom;Ville\nA;Nantes', 'Directory_ColumnsUnknown'],
    ['that is none', '\u0000\u0001\u0002', 'Directory_ColumnsUnknown'],
    ['of a single endless line', `Nom;Tél\n"${'x'.repeat(1_000_000)}`, 'Directory_FileMalformed'],
  ])('%s is refused by name', (_, text, code) => {
    expect(parseCsv(text, unheard)).toMatchObject({ failure: { code } });
  });

  it('reads or refuses whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'";,\n\r\t\0aé15') }), (text) => {
        parseCsv(`Nom;Tél\n${text}`, judge);
      }),
    );
  });
});

describe('columns', () => {
  it.each([
    ['NOM', 'name'],
    ['Prénom', 'givenName'],
    ['Libellé', 'name'],
    ['Établissement', 'organisation'],
    ['Code FINESS', 'id'],
    ['Commune', 'town'],
    ['Secteur', 'groups'],
  ])('« %s » is %s', (header, field) => {
    expect(fieldOf(header)).toEqual({ kind: 'text', field });
  });

  it.each([
    ['Téléphone', 'office'],
    ['N° portable', null],
    ['Tél. portable', 'mobile'],
    ['Fax', 'fax'],
    ['Standard', 'office'],
  ])('« %s » is a number', (header, numberKind) => {
    expect(fieldOf(header)).toEqual(numberKind && { kind: 'number', numberKind });
  });
});

describe('encodings', () => {
  it('of Windows and of everybody else are told apart', () => {
    expect(decode(Buffer.from('Hélène', 'utf8'))).toEqual({ text: 'Hélène', encoding: 'UTF-8' });
    expect(decode(Buffer.from('Hélène', 'latin1'))).toEqual({ text: 'Hélène', encoding: 'Windows-1252' });
    expect(decode(Buffer.from('\uFEFFHélène', 'utf16le'))).toEqual({ text: 'Hélène', encoding: 'UTF-16' });
  });
});

describe('cards', () => {
  it('of version 3 and 4 are read, folded lines, types and groups included', () => {
    const text = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'UID:u-1',
      'FN:Dr Hélène DUPONT',
      'N:DUPONT;Hélène;;Dr;',
      'ORG:CHU Formation;Urgences',
      'ADR;TYPE=WORK:;;1 rue;Nantes;;44000;France',
      'TEL;TYPE=WORK,VOICE:+33 2 61 91 00 42',
      'TEL;TYPE=CELL:06 39 98',
      '  12 34',
      'CATEGORIES:Astreinte,Crise',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:4.0',
      'FN:CODIS',
      'TEL;VALUE=uri;TYPE=work:tel:18',
      'END:VCARD',
    ].join('\r\n');
    const { drafts } = read(parseVcard, text);
    expect(drafts.map(({ sourceId, line }) => [line, sourceId])).toEqual([
      [1, 'u-1'],
      [13, null],
    ]);
    expect(contents(drafts)).toMatchObject([
      {
        name: 'Dr Hélène DUPONT',
        organisation: 'CHU Formation',
        service: 'Urgences',
        town: 'Nantes',
        groups: ['Astreinte', 'Crise'],
        numbers: [
          { kind: 'office', number: '+33 2 61 91 00 42' },
          { kind: 'mobile', number: '06 39 98 12 34' },
        ],
      },
      { name: 'CODIS', kind: 'fire-brigade', numbers: [{ number: '18' }] },
    ]);
  });

  it('that do not hold are told by their line, and leave the others alone', () => {
    const { drafts, problems } = read(
      parseVcard,
      'BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nVERSION:4.0\nFN:B\nTEL:15\nEND:VCARD\nBEGIN:VCARD\n\u0000;\nEND:VCARD\n',
    );
    expect(contents(drafts)).toMatchObject([{ name: 'B' }]);
    expect(problems.map(({ line }) => line)).toContain(1);
  });
});

describe('LDIF', () => {
  it('is read, base64 and folded lines included', () => {
    const text = [
      'version: 1',
      '',
      '# a comment',
      'dn: uid=1,ou=people,dc=samu',
      `cn:: ${Buffer.from('Hélène DUPONT').toString('base64')}`,
      'telephoneNumber: 02 61 91',
      '  00 42',
      'mobile;lang-fr: 0639981234',
      'l: Nantes',
      '',
      'dn: ou=people,dc=samu',
      'ou: people',
      '',
      'dn: uid=2,dc=samu',
      'changetype: delete',
      '',
      'dn: uid=3,dc=samu',
      'jpegPhoto:< file:///etc/passwd',
    ].join('\n');
    const { drafts, problems } = read(parseLdif, text);
    expect(contents(drafts)).toMatchObject([
      { name: 'Hélène DUPONT', town: 'Nantes', numbers: [{ number: '02 61 91 00 42' }, { kind: 'mobile' }] },
    ]);
    expect(problems).toMatchObject([
      { line: 11, reason: 'no-number' },
      { line: 14, reason: 'malformed' },
      { line: 17, reason: 'malformed' },
    ]);
  });
});

describe('what an entry is about', () => {
  it.each([
    ['', 'CODIS 44', 'fire-brigade'],
    ['', 'Ambulances Martin', 'ambulance'],
    ['', 'EHPAD de l’hôpital', 'nursing-home'],
    ['', 'CHU de Nantes', 'hospital'],
    ['', 'Dr DUPONT', 'doctor'],
    ['Gendarmerie', 'Brigade', 'police'],
    ['', 'Mairie', 'other'],
  ])('« %s » « %s » is %s', (said, name, kind) => {
    expect(kindOf(said, name)).toBe(kind);
  });
});

describe('the name of an import', () => {
  it('is that of the file without what changes each month', () => {
    expect(sourceOf('/x/annuaire_samu_2026-11-28 (2).csv')).toBe('annuaire samu');
    expect(sourceOf('20261128.csv')).toBe('annuaire');
    expect(sourceOf('local.csv')).toBe('annuaire');
  });
});
