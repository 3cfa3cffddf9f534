import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthHandlers } from '../../../electron/handlers/months.ts';
import { monthsOf, openFollowUp, summaryOf, textSummary } from '../../../electron/prerequisites/index.ts';
import {
  type CheckResult,
  type Finding,
  failure,
  notApplicable,
  ok,
  warning,
} from '../../../electron/prerequisites/rules/check.ts';
import {
  afterLook,
  type FollowUp,
  followUpSchema,
  type Look,
  noFollowUp,
} from '../../../electron/prerequisites/rules/follow-up.ts';

const MINUTE = 60_000;
const rules = { gap: 15 * MINUTE, months: 3 };
const header = { version: '1', environment: 'TEST', site: 'Samu 00', date: new Date('2026-11-30T12:00:00') };

const result = (finding: Finding, more: Partial<CheckResult> = {}): CheckResult => ({
  id: 'card.reader',
  group: 'card',
  title: 'Lecteur de carte',
  finding,
  took: 1,
  ...more,
});
const look = (time: string, ...findings: readonly Finding[]): Look => ({
  kind: 'round',
  date: new Date(time),
  results: findings.map((finding) => result(finding)),
});
const after = (...looks: readonly Look[]): FollowUp =>
  looks.reduce((followUp, one) => afterLook(followUp, one, rules), noFollowUp);
const november = (followUp: FollowUp) => summaryOf(followUp, '2026-11', header);
const absent = failure('Reader_Absent');

describe('the summary of a month', () => {
  it('says how often a point failed, for how long as far as known, and since when it does', () => {
    const followUp = after(
      look('2026-11-02T08:00:00', absent),
      look('2026-11-02T08:05:00', absent),
      look('2026-11-02T08:10:00', ok()),
      look('2026-11-03T08:00:00', absent),
      look('2026-11-05T08:00:00', absent),
      look('2026-11-05T08:05:00', absent),
    );
    expect(november(followUp)).toMatchObject({ runs: 0, rounds: 6 });
    expect(november(followUp).points).toEqual([
      {
        id: 'card.reader',
        title: 'Lecteur de carte',
        failures: 2,
        warnings: 0,
        findings: ['Lecteur absent'],
        seen: 5,
        // Ten minutes until it was well, and the last five: of the two days between nothing is known.
        knownMs: 15 * MINUTE,
        since: new Date('2026-11-03T08:00:00').toISOString(),
      },
    ]);
    expect(textSummary(november(followUp))).toMatch(
      /novembre 2026[\s\S]*Lecteur de carte\n {2}2 défauts : Lecteur absent\n {2}durée connue : 15 min\n {2}dure encore, depuis le 3 novembre 2026/,
    );
  });

  it('has what went on over its end in both months, each with its own time', () => {
    const followUp = after(
      look('2026-10-31T23:55:00', absent),
      look('2026-11-01T00:05:00', absent),
      look('2026-11-01T00:10:00', ok()),
    );
    expect(monthsOf(followUp)).toEqual(['2026-11', '2026-10']);
    expect(november(followUp).points).toMatchObject([{ failures: 1, knownMs: 5 * MINUTE, since: null }]);
    expect(summaryOf(followUp, '2026-10', header).points).toMatchObject([
      { failures: 1, knownMs: 10 * MINUTE },
    ]);
  });

  it('takes another finding of the same check for another fault, and what could not be judged for none', () => {
    const blocked = {
      ...look('2026-11-02T08:01:00'),
      results: [result(notApplicable('Check_Blocked'), { blockedBy: 'card.service' })],
    };
    const followUp = after(
      look('2026-11-02T08:00:00', absent),
      blocked,
      look('2026-11-02T08:02:00', absent),
      look('2026-11-02T08:03:00', warning('Pin_LastTry')),
      look('2026-11-02T08:04:00', notApplicable('Card_Absent')),
    );
    expect(november(followUp).points).toMatchObject([{ failures: 1, warnings: 1, seen: 3, since: null }]);
  });

  it('of a month in which nothing was found says so', () => {
    const text = textSummary(november(after(look('2026-11-02T08:00:00', ok()))));
    expect(text).toContain('Aucun défaut');
    expect(text).toContain('contrôles automatiques : 1');
  });

  it('has the gravest first', () => {
    const others = (finding: Finding, id: string) => result(finding, { id, title: id });
    const followUp = after({
      ...look('2026-11-02T08:00:00'),
      results: [others(warning('Disk_AlmostFull'), 'a'), others(absent, 'b')],
    });
    expect(november(followUp).points.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('what is remembered', () => {
  it('goes with the months that are no longer kept', () => {
    const followUp = after(look('2026-08-02T08:00:00', absent), look('2026-08-02T08:05:00', ok()));
    expect(monthsOf(afterLook(followUp, look('2026-10-01T08:00:00', ok()), rules))).toEqual([
      '2026-10',
      '2026-08',
    ]);
    expect(afterLook(followUp, look('2026-11-01T08:00:00', ok()), rules)).toMatchObject({
      looks: { '2026-11': { rounds: 1 } },
      episodes: [],
    });
  });

  const findings = fc.constantFrom(ok(), absent, warning('Pin_LastTry'), notApplicable('Check_Cancelled'));
  const looks = fc.array(
    fc.record({ finding: findings, minutes: fc.integer({ min: 1, max: 100_000 }), isRun: fc.boolean() }),
    { maxLength: 60 },
  );
  it('is of its shape whatever was found and when, has one fault of a check at a time, and knows no more time than passed', () => {
    fc.assert(
      fc.property(looks, (made) => {
        let time = Date.parse('2026-01-01T00:00:00Z');
        const began = time;
        let followUp = noFollowUp;
        for (const { finding, minutes, isRun } of made) {
          time += minutes * MINUTE;
          const kind = isRun ? 'run' : 'round';
          followUp = afterLook(
            followUp,
            { kind, date: new Date(time), results: [result(finding)] },
            { gap: 15 * MINUTE, months: 60 },
          );
        }
        expect(followUpSchema.parse(JSON.parse(JSON.stringify(followUp)))).toEqual(followUp);
        expect(followUp.episodes.filter(({ end }) => end === null).length).toBeLessThanOrEqual(1);
        const known = followUp.episodes.flatMap(({ months }) => Object.values(months).map(({ ms }) => ms));
        expect(known.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(time - began);
        expect(monthsOf(followUp)).toEqual([...monthsOf(followUp)].sort().reverse());
      }),
    );
  });

  const noReport = (): never => {
    throw new Error('it was not written');
  };

  it('is there again after a restart, and in order when two looks end at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-follow-up-'));
    const store = openFollowUp({ folder, ...rules, onFileFailure: noReport });
    await Promise.all([
      store.add(look('2026-11-02T08:00:00', absent)),
      store.add(look('2026-11-02T08:05:00', ok())),
    ]);
    const again = openFollowUp({ folder, ...rules, onFileFailure: noReport });
    expect(await again.read()).toEqual(await store.read());
    expect((await again.read()).episodes).toMatchObject([{ end: expect.any(String) }]);
    expect(readFileSync(join(folder, 'suivi.json'), 'utf8')).not.toMatch(/ESSAI|Zoé/);
  });

  it('sets a file aside that it cannot read, says so, and begins anew', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-follow-up-'));
    writeFileSync(join(folder, 'suivi.json'), '{"format":1,"looks":{"x":1}}');
    const reported: unknown[] = [];
    const onFileFailure = (error: unknown) => void reported.push(error);
    const store = openFollowUp({ folder, ...rules, onFileFailure });
    expect(await store.read()).toEqual(noFollowUp);
    expect(readdirSync(folder)).toEqual(['suivi.json.illisible']);
    expect(reported).toHaveLength(1);
  });

  it('goes on in memory where it cannot be written, and says so once', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'bandeau-follow-up-')), 'no-folder');
    writeFileSync(file, '');
    const reported: unknown[] = [];
    const store = openFollowUp({
      folder: file,
      ...rules,
      onFileFailure: (error) => void reported.push(error),
    });
    await store.add(look('2026-11-02T08:00:00', absent));
    await store.add(look('2026-11-02T08:05:00', absent));
    expect((await store.read()).episodes).toHaveLength(1);
    expect(reported).toHaveLength(1);
  });
});

describe('a month that is asked for', () => {
  const files: string[] = [];
  const followUp = after(look('2026-11-02T08:00:00', absent));
  const handlers = (chosen: string | null, write = async () => undefined) =>
    monthHandlers({
      services: () => ({
        months: {
          list: async () => [{ id: '2026-11', name: 'novembre 2026' }],
          summary: async (month) => summaryOf(followUp, month, header),
        },
      }),
      saveFile: {
        choose: async ({ name }) => chosen && `${chosen}/${name}`,
        write: async (_path, content) => {
          files.push(String(content));
          return write();
        },
      },
    });

  it('is shown in sentences, saved for people and for programs, or not at all', async () => {
    const view = await handlers('/tmp')['month.read']({ month: '2026-11' });
    expect(view).toMatchObject({ ok: true, value: { points: [{ verdict: 'failure' }], well: null } });
    const save = { month: '2026-11', format: 'json' } as const;
    expect(await handlers('/tmp')['month.save'](save)).toMatchObject({
      value: { file: '/tmp/bilan-poste-2026-11.json' },
    });
    expect(JSON.parse(files.at(-1) ?? '')).toEqual(november(followUp));
    expect(await handlers(null)['month.save'](save)).toEqual({ ok: true, value: { file: null } });
    const broken = () => Promise.reject(new Error('full'));
    expect(await handlers('/tmp', broken)['month.save']({ ...save, format: 'text' })).toMatchObject({
      failure: { code: 'Verification_NotSaved' },
    });
  });

  it('is not there before the services run', async () => {
    const early = monthHandlers({
      services: () => null,
      saveFile: { choose: async () => null, write: async () => undefined },
    });
    expect(await early['month.list'](undefined)).toMatchObject({ failure: { code: 'Request_NotYet' } });
  });
});
