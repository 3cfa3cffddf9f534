import { describe, expect, it } from 'vitest';
import { Directory, exportedRows } from '../../../electron/directory/index.ts';
import { type Entry, localSource } from '../../../electron/directory/rules/entry.ts';
import { fail } from '../../../electron/failures/index.ts';
import type { Records } from '../../../electron/records/index.ts';
import { csvTable } from '../../../electron/shared/csv.ts';
import { parseCsv } from '../../../native/records/directory/imports/csv.ts';
import { type Draft, judge } from '../../../native/records/directory/imports/draft.ts';
import { callChoices } from '../../../renderer/station/directory/call-choices.ts';
import { bound, connected } from '../../gallery/fixtures.ts';
import { absentRecords } from '../../stand/records/absent.ts';

const refusing: Records = { ...absentRecords, call: async () => fail('Directory_FileMalformed') };

describe('an import as main shows it', () => {
  it('fails by name, and can be put away', async () => {
    const directory = new Directory(refusing);
    await directory.readFile('/x/a.csv', 'a.csv');
    expect(directory.state.get().importing).toEqual({
      step: 'failed',
      file: 'a.csv',
      failure: { code: 'Directory_FileMalformed' },
    });
    directory.closeImport();
    expect(directory.state.get().importing).toBeNull();
  });

  it('writes nothing that was not shown before', async () => {
    const directory = new Directory(refusing);
    expect(await directory.applyImport()).toMatchObject({ failure: { code: 'Directory_NothingRead' } });
    expect(await directory.previewAs('x')).toMatchObject({ failure: { code: 'Directory_NothingRead' } });
  });
});

describe('an export', () => {
  const entry: Entry = {
    id: 1,
    favourite: false,
    source: localSource,
    name: '=HYPERLINK("http://x")',
    kind: 'hospital',
    organisation: 'CHU; « Nord »',
    service: 'Urgences',
    town: 'Nantes',
    numbers: [
      { kind: 'office', number: '02 61 91 00 42' },
      { kind: 'mobile', number: '06 39 98 12 34' },
    ],
    groups: ['Crise', 'Astreinte'],
    remarkable: null,
  };
  const table = csvTable(exportedRows([entry]));

  it('has no cell that a spreadsheet would compute', () => {
    expect(table).toContain(`"'=HYPERLINK`);
  });

  it('is read again by an import', () => {
    const drafts: Draft[] = [];
    parseCsv(table, (draft) => drafts.push(draft));
    const [draft] = drafts;
    const { id, favourite, source, name, ...content } = entry;
    expect(draft && judge(draft)).toMatchObject({ ok: true, content });
  });
});

describe('what can be done with a number', () => {
  it('is to call it, and during a call to consult or to transfer', () => {
    expect(callChoices(bound).map(({ text }) => text)).toEqual(['call']);
    const talking = callChoices({ ...bound, calls: [connected] });
    expect(talking.map(({ text }) => text)).toEqual(['consult', 'transfer']);
    expect(talking[0]?.command('15')).toEqual({ action: 'consult', callId: connected.id, number: '15' });
  });
});
