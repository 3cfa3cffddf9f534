import { describe, expect, it } from 'vitest';
import {
  KeptRuns,
  type Report,
  reportOf,
  reportSchema,
  type Sheet,
} from '../../../electron/prerequisites/index.ts';
import { type CheckResult, type Finding, failure, ok } from '../../../electron/prerequisites/rules/check.ts';

/** A report of this site at that hour of 1 June, of one check. */
function report(hour: number, finding: Finding = ok(), header: Partial<Report> = {}): Report {
  const reader: CheckResult = {
    id: 'card.reader',
    group: 'card',
    title: 'Lecteur de carte',
    finding,
    took: 1,
  };
  return reportOf([reader], {
    version: '1',
    environment: 'TEST',
    site: 'Samu 00',
    complete: true,
    ...header,
    date: new Date(2026, 5, 1, hour),
  });
}

const morning = report(8);
const noon = report(12, failure('Reader_Absent'));
const elsewhere = report(13, ok(), { site: 'Samu 01' });
const evening = report(19);

function runs({ current = null }: { current?: Report | null } = {}) {
  const laidOut: Sheet[] = [];
  return {
    laidOut,
    runs: new KeptRuns({
      history: { read: async () => [morning, noon, elsewhere, evening], add: async () => null },
      current: () => current,
      here: () => ({ site: 'Samu 00', environment: 'TEST' }),
      printer: {
        pdf: async (sheet) => {
          laidOut.push(sheet);
          return Buffer.from('%PDF-');
        },
        print: async (sheet) => {
          laidOut.push(sheet);
          return 'given-up';
        },
      },
    }),
  };
}

describe('the last runs', () => {
  it('are those of this site, the newest first', async () => {
    expect(await runs().runs.list()).toEqual([evening, noon, morning]);
  });

  it('are found by their fingerprints, with what each changed since the one before', async () => {
    const found = await runs().runs.find(noon.fingerprint);
    expect(found).toEqual({ report: noon, changes: ['Depuis 08:00 : lecteur absent (Lecteur de carte).'] });
    expect(await runs().runs.find(morning.fingerprint)).toEqual({ report: morning, changes: [] });
    expect(await runs().runs.find(elsewhere.fingerprint)).toBeNull();
  });

  it('are compared from the earlier to the later, whichever is named first', async () => {
    const told = ['Depuis 12:00 : lecteur de carte de nouveau conforme.'];
    expect(await runs().runs.compare(noon.fingerprint, evening.fingerprint)).toEqual(told);
    expect(await runs().runs.compare(evening.fingerprint, noon.fingerprint)).toEqual(told);
    expect(await runs().runs.compare(evening.fingerprint, morning.fingerprint)).toEqual([
      'Depuis 08:00 : rien n’a changé.',
    ]);
    expect(await runs().runs.compare(evening.fingerprint, 'none')).toBeNull();
  });

  it('include the one that is shown, kept or not', async () => {
    const current = report(20, failure('Reader_Absent'), { complete: false });
    const found = await runs({ current }).runs.find(current.fingerprint);
    expect(found?.changes).toEqual(['Depuis 19:00 : lecteur absent (Lecteur de carte).']);
  });
});

describe('what leaves the workstation of a run', () => {
  it('is the same as text, for programs and on paper', async () => {
    const { runs: all, laidOut } = runs();
    const documents = await all.documents(noon.fingerprint);
    expect(documents?.text).toContain('Depuis 08:00 : lecteur absent (Lecteur de carte).');
    expect(reportSchema.parse(JSON.parse(documents?.json ?? ''))).toEqual(noon);
    expect((await documents?.pdf())?.toString()).toBe('%PDF-');
    expect(await all.print(noon.fingerprint)).toBe('given-up');
    expect(laidOut.map(({ report: one }) => one)).toEqual([noon, noon]);
    expect(await all.documents('none')).toBeNull();
    expect(await all.print('none')).toBeNull();
  });
});
