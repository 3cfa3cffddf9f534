import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  changeLines,
  changesBetween,
  fileHistory,
  isIntact,
  type Report,
  reportOf,
  reportSchema,
  runChecks,
  shortFingerprint,
  textReport,
} from '../../../electron/prerequisites/index.ts';
import { failure } from '../../../electron/prerequisites/rules/check.ts';
import { checksOf, soundCard, type World } from './world.ts';

const header = { version: '1.2.3', environment: 'TEST', site: 'Samu 00', complete: true };

async function reportFrom(world: World, date = new Date('2026-06-02T08:00:00')): Promise<Report> {
  return reportOf(await runChecks(checksOf(world)), { ...header, date });
}

const withoutReader: World = { card: { ...soundCard, readers: [], state: { kind: 'no-reader' } } };
const noReport = (): never => {
  throw new Error('it was not written');
};

describe('a report', () => {
  it('is of its own shape, and has counts and a verdict', async () => {
    const report = await reportFrom(withoutReader);
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.verdict).toBe('failure');
    expect(Object.values(report.counts).reduce((sum, one) => sum + one, 0)).toBe(report.checks.length);
    expect(report.checks.find(({ id }) => id === 'card.card')).toMatchObject({ blockedBy: 'card.reader' });
  });

  it('has the fingerprint of its content', async () => {
    const report = await reportFrom({});
    expect(isIntact(JSON.parse(JSON.stringify(report)))).toBe(true);
    expect(isIntact({ ...report, site: 'Samu 01' })).toBe(false);
    expect(shortFingerprint(report)).toMatch(/^[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/);
  });

  it.each([
    'C:\\Users\\jdupont\\site.json',
    'C:\\Users\\Jean Dupont\\Bandeau\\site.json',
    '/home/jdupont/site.json',
    '/Users/Jean Dupont/site.json',
  ])('names no person: neither the holder of the card, nor the account in %s', async (file) => {
    const text = JSON.stringify(
      await reportFrom({
        configuration: {
          ok: false,
          failure: {
            code: 'Configuration_Unreadable',
            parameters: { file },
          },
        },
      }),
    );
    for (const named of ['ESSAI', 'Zoé', '899700075064', 'jdupont', 'Jean', 'Dupont'])
      expect(text).not.toContain(named);
    expect(text).toContain('site.json');
  });

  it('reads as a page: a line a check, cause and remedy below what is wrong', async () => {
    const text = textReport(await reportFrom(withoutReader), { changes: ['Depuis hier : lecteur absent.'] });
    expect(text).toContain('Le poste n’est pas prêt.\nDepuis hier : lecteur absent.\n');
    expect(text).toContain('  ✗ Lecteur de carte : Lecteur absent\n      Cause : Aucun lecteur');
    expect(text).toMatch(/À faire \(opérateur\) : Débranchez/);
    expect(text).toMatch(/Empreinte du rapport : [0-9a-f]{4} /);
  });
});

describe('what changed between two runs', () => {
  it('is what was found, and what is well again, since when', async () => {
    const [yesterday, today] = [
      await reportFrom({}, new Date('2026-06-01T20:00:00')),
      await reportFrom(withoutReader),
    ];
    expect(changeLines(yesterday, today)).toEqual(['Depuis hier : lecteur absent (Lecteur de carte).']);
    const later = await reportFrom({}, new Date('2026-06-02T09:30:00'));
    expect(changeLines(today, later)).toEqual(['Depuis 08:00 : lecteur de carte de nouveau conforme.']);
    expect(changeLines(yesterday, await reportFrom({}, new Date('2026-06-20T08:00:00')))).toEqual([
      'Depuis le 1 juin : rien n’a changé.',
    ]);
  });

  it('is not what one of them could not verify', async () => {
    const [before, after] = [await reportFrom({}), await reportFrom({ ...withoutReader, phone: null })];
    expect(changesBetween(before, after).map(({ id }) => id)).toEqual(['card.reader']);
  });
});

describe('the history', () => {
  it('keeps the last thirty, and gives the one before of the same site', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-history-'));
    const history = fileHistory(folder, noReport);
    const report = await reportFrom({});
    expect(await history.add(report)).toBeNull();
    expect(await history.add({ ...report, site: 'Samu 01' })).toBeNull();
    expect(await history.add(report)).toEqual(report);
    await Promise.all(Array.from({ length: 40 }, () => history.add(report)));
    expect(await fileHistory(folder, noReport).read()).toHaveLength(30);
  });

  it('that cannot be read is set aside, which is told, and begun anew', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-history-'));
    writeFileSync(join(folder, 'verifications.json'), '[{"product":');
    const told: unknown[] = [];
    const history = fileHistory(folder, (error) => told.push(error));
    expect(await history.read()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['verifications.json.illisible']);
    expect(told).toHaveLength(1);
  });

  it('can be read again whatever a server or a machine tells of itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-history-'));
    const names = Array.from({ length: 300 }, (_, index) => `site-${index}.hebergeur.example`).join(', ');
    const finding = failure('Tls_OtherName', { host: 'portail.example', names }, { measured: names });
    const result = { id: 'a', group: 'network', title: 'Certificat', finding, took: 1 } as const;
    const report = reportOf([result], { ...header, date: new Date('2026-06-02T08:00:00') });
    await fileHistory(folder, noReport).add(report);
    expect(await fileHistory(folder, noReport).read()).toEqual([report]);
    expect(report.checks[0]?.cause).toMatch(/^portail\.example présente .*…$/);
  });

  it('that cannot be written is told, and the run has its answer', async () => {
    const told: unknown[] = [];
    expect(
      await fileHistory('/dev/null/x', (error) => told.push(error)).add(await reportFrom({})),
    ).toBeNull();
    expect(told).toHaveLength(1);
  });
});
