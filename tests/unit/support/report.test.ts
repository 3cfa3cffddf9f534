import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentName } from '../../../electron/support/rules/attachment.ts';
import { patientTracesIn } from '../../../electron/support/rules/patient-data.ts';
import { problemsIn } from '../../../electron/support/rules/problems.ts';
import { blankReport, missingOf, type Report } from '../../../electron/support/rules/report.ts';
import { reportSchema } from '../../../electron/support/rules/schemas.ts';

const now = new Date('2026-11-28T08:00').getTime();
const whole: Report = {
  ...blankReport,
  subject: 'La carte n’est plus lue',
  error: 'Le lecteur clignote, puis plus rien.',
  concernedFunction: 'Connexion par carte',
  startedAt: '2026-11-28T07:40',
  declarant: 'Camille EXEMPLE',
  entity: 'Samu 44',
  phone: '02 40 08 33 33',
  email: 'camille.exemple@chu.example',
};
const problems = (more: Partial<Report>) => problemsIn({ ...whole, ...more }, now);

describe('what the station learns after a report was begun', () => {
  const known = { email: 'camille.exemple@chu.example', phone: '1501' };

  it('goes into the fields that are empty, and into no other', () => {
    expect(missingOf(blankReport, known, new Set())).toEqual(known);
    expect(missingOf({ ...blankReport, email: 'garde@chu.example' }, known, new Set())).toEqual({
      phone: '1501',
    });
    expect(missingOf(blankReport, { email: '', phone: '' }, new Set())).toEqual({});
  });

  it('leaves a field that somebody emptied as they left it', () => {
    expect(missingOf(blankReport, known, new Set(['email']))).toEqual({ phone: '1501' });
  });
});

describe('a report', () => {
  it('that has what the support needs can be sent', () => {
    expect(problems({})).toEqual([]);
  });

  it('that is blank names what is missing, in the order of the form', () => {
    expect(problemsIn(blankReport, now).map(({ field, kind }) => `${field} ${kind}`)).toEqual([
      'subject missing',
      'error missing',
      'concernedFunction missing',
      'startedAt missing',
      'declarant missing',
      'entity missing',
      'phone missing',
      'email missing',
    ]);
  });

  it.each([
    [{ email: 'camille' }, 'email', 'malformed'],
    [{ email: 'a@b.example, c@d.example' }, 'email', 'malformed'],
    [{ phone: 'au poste' }, 'phone', 'malformed'],
    [{ usersAffected: '0' }, 'usersAffected', 'malformed'],
    [{ usersAffected: 'tous' }, 'usersAffected', 'malformed'],
    [{ startedAt: '2026-02-31' }, 'startedAt', 'malformed'],
    [{ startedAt: '2026-11-29T07:40' }, 'startedAt', 'future'],
    [{ startedAt: '2020-11-28T07:40' }, 'startedAt', 'tooOld'],
    [{ subject: 'x'.repeat(201) }, 'subject', 'tooLong'],
    [{ error: '   ' }, 'error', 'missing'],
  ] as const)('%o is refused by its field', (more, field, kind) => {
    expect(problems(more)).toEqual([{ field, kind }]);
  });

  it.each(['1501', '+33 2 40 08 33 33', '02.40.08.33.33', '(0)2-40-08-33-33'.slice(3)])(
    'takes %s for a telephone',
    (phone) => {
      expect(problems({ phone })).toEqual([]);
    },
  );

  it('never makes the rules fail, whatever is typed', () => {
    const texts = fc.record(
      Object.fromEntries(
        Object.entries(blankReport).map(([field, value]) => [
          field,
          typeof value === 'string' && field !== 'environment' && field !== 'reproducible'
            ? fc.string({ maxLength: 400 })
            : fc.constant(value),
        ]),
      ),
    );
    fc.assert(
      fc.property(texts, (raw) => {
        const read = reportSchema.safeParse(raw);
        if (!read.success) return;
        problemsIn(read.data, now);
        for (const { field, start, end } of patientTracesIn(read.data)) {
          expect(read.data[field].slice(start, end).length).toBe(end - start);
        }
      }),
    );
  });
});

describe('what may tell who a patient is', () => {
  const found = (error: string) =>
    patientTracesIn({ ...whole, error }).map(({ kind, start, end }) => `${kind} ${error.slice(start, end)}`);

  it('is pointed at: numbers, dates, addresses, names after a title', () => {
    expect(found('Dossier de Mme DURAND née le 03/04/1951, 06 12 34 56 78')).toEqual([
      'name DURAND',
      'date 03/04/1951',
      'telephone 06 12 34 56 78',
    ]);
    expect(found('NIR 1 85 05 78 006 084 91 refusé')).toEqual(['nir 1 85 05 78 006 084 91']);
    expect(found('Adresse 12 rue des Lilas introuvable')[0]).toMatch(/^street 12 rue/);
    expect(found('la patiente Léa MARTIN-DUPONT attend')).toEqual(['name Léa MARTIN-DUPONT']);
  });

  it('is neither what the report says of its declarant, nor an address of the network', () => {
    expect(found('Rappeler au 0240083333, serveur 10.1.2.3')).toEqual([]);
    expect(found('Le lecteur ne répond plus.')).toEqual([]);
  });
});

describe('the name of an attachment', () => {
  it('has the ending of what the file is, and nothing that a system stumbles over', () => {
    expect(attachmentName('capture.PNG', 'png')).toBe('capture.png');
    expect(attachmentName('compte.pdf.exe', 'pdf')).toBe('compte.pdf.pdf');
    expect(attachmentName('C:\\Users\\x\\bilan:1?.xls', 'xls')).toBe('bilan_1_.xls');
    expect(attachmentName('..\u202egnp.exe', 'png')).toBe('_gnp.png');
    expect(attachmentName('   ', 'pdf')).toBe('fichier.pdf');
    expect([...attachmentName('é'.repeat(400), 'pdf')]).toHaveLength(104);
  });
});
