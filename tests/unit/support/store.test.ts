import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../electron/support/rules/draft.ts';
import { blankReport } from '../../../electron/support/rules/report.ts';
import { answerFrom } from '../../../native/records/service.ts';
import { createStores } from '../../../native/records/stores.ts';
import { asWritten } from '../../stand/records/index.ts';
import { letterOf, replyTo } from '../../stand/support/letters.ts';

let folder: string;
const ends: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-support-'));
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

const owner = '899700000001';
const draftOf = (more: Partial<Draft> = {}): Draft => ({
  id: randomUUID(),
  owner,
  form: { kind: 'incident', report: { ...blankReport, subject: 'Panne singulière' } },
  attachments: [],
  updatedAt: 1,
  ...more,
});

/** One run of the records process. */
function run(key: Uint8Array | null) {
  const events: unknown[] = [];
  const stores = createStores({ folder, key }, asWritten, (event) => events.push(event));
  const end = () => {
    for (const store of stores) store.close();
  };
  ends.push(end);
  const ask = (operation: string, value?: unknown) =>
    answerFrom(stores, { operation: `support.${operation}`, value });
  return { ask, end, events };
}

describe('what people write to the support', () => {
  it('is there again after a stop, to whoever wrote it and to nobody else, the newest first', async () => {
    const key = randomBytes(32);
    const before = run(key);
    const [old, recent] = [draftOf(), draftOf({ updatedAt: 2 })];
    for (const draft of [old, recent, draftOf({ owner: 'someone' })]) await before.ask('save-draft', draft);
    before.end();
    const after = run(key);
    expect(await after.ask('drafts', { owner })).toEqual({ ok: true, value: [recent, old] });
  });

  it('rests sealed, attachments included', async () => {
    const { ask } = run(randomBytes(32));
    const draft = draftOf();
    await ask('save-draft', draft);
    const bytes = Buffer.from('un secret de patient, tout au long');
    await ask('write-piece', {
      holder: draft.id,
      attachment: randomUUID(),
      index: 0,
      bytes: new Uint8Array(bytes),
    });
    for (const name of readdirSync(folder)) {
      const file = readFileSync(join(folder, name)).toString('latin1');
      for (const secret of ['Panne singuli', 'un secret de patient', owner])
        expect(file).not.toContain(secret);
    }
  });

  it('that another key sealed is set aside and told', async () => {
    const before = run(randomBytes(32));
    await before.ask('save-draft', draftOf());
    before.end();
    const other = run(randomBytes(32));
    expect(await other.ask('drafts', { owner })).toEqual({ ok: true, value: [] });
    expect(other.events).toMatchObject([{ type: 'set-aside' }]);
  });

  it('is a letter once, and its draft no more, however often it is posted', async () => {
    const { ask } = run(randomBytes(32));
    const letter = letterOf();
    await ask('save-draft', draftOf({ id: letter.id }));
    await ask('post', letter);
    await ask('take-up');
    await ask('checkpoint', {
      id: letter.id,
      progress: { ...letter.progress, ticket: '5', channel: 'glpi' },
    });
    expect(await ask('post', letter)).toMatchObject({ value: { letter: { progress: { ticket: '5' } } } });
    await ask('save-draft', draftOf({ id: letter.id }));
    expect(await ask('drafts', { owner })).toEqual({ ok: true, value: [] });
    expect(await ask('take-up')).toMatchObject({
      value: { held: true, letters: [{ id: letter.id, progress: { ticket: '5' } }] },
    });
  });

  it('tells where the thread of a reply is, also once the report is at rest', async () => {
    const { ask } = run(randomBytes(32));
    const letter = letterOf();
    await ask('post', letter);
    await ask('take-up');
    const there = { ...letter.progress, stage: 'acknowledged', ticket: '5', channel: 'glpi', endedAt: 9 };
    await ask('checkpoint', { id: letter.id, progress: there });
    const place = { thread: letter.id, channel: 'glpi', ticket: '5' };
    expect(await ask('post', replyTo(letter, 'Merci'))).toMatchObject({ ok: true, value: { place } });
    expect(await ask('take-up')).toMatchObject({ value: { letters: [{ kind: 'reply' }], places: [place] } });
  });

  it('is sent by one process at a time, and by the next as soon as that one ends', async () => {
    const key = randomBytes(32);
    const [one, other] = [run(key), run(key)];
    const letter = letterOf();
    expect(await one.ask('take-up')).toMatchObject({ value: { held: true } });
    expect(await other.ask('take-up')).toEqual({ ok: true, value: { held: false } });
    await other.ask('post', letter);
    expect(await other.ask('checkpoint', { id: letter.id, progress: letter.progress })).toMatchObject({
      failure: { code: 'Support_NotHeld' },
    });
    one.end();
    expect(await other.ask('take-up')).toMatchObject({ value: { held: true, letters: [{ id: letter.id }] } });
  });

  it('gives attachments back in their pieces, and refuses one that was put elsewhere', async () => {
    const { ask } = run(randomBytes(32));
    const attachment = randomUUID();
    const bytes = new Uint8Array(randomBytes(1_000));
    await ask('write-piece', { holder: randomUUID(), attachment, index: 0, bytes });
    expect(await ask('read-piece', { attachment, index: 0 })).toEqual({
      ok: true,
      value: Buffer.from(bytes),
    });
    expect(await ask('read-piece', { attachment, index: 1 })).toEqual({ ok: true, value: null });
  });

  it('goes when its time is over; what is not at the desk never does', async () => {
    const { ask } = run(randomBytes(32));
    const [sent, waiting] = [letterOf(), letterOf()];
    const attachment = randomUUID();
    for (const letter of [sent, waiting]) await ask('post', letter);
    await ask('write-piece', { holder: sent.id, attachment, index: 0, bytes: new Uint8Array(3) });
    await ask('take-up');
    await ask('checkpoint', {
      id: sent.id,
      progress: { ...sent.progress, stage: 'acknowledged', endedAt: 10 },
    });
    await ask('save-draft', draftOf({ updatedAt: 10 }));
    await ask('purge', { endedBefore: 11, draftsBefore: 11 });
    expect(await ask('letters', { owner, before: null, size: 10 })).toMatchObject({
      value: { letters: [{ id: waiting.id }], next: null },
    });
    expect(await ask('drafts', { owner })).toEqual({ ok: true, value: [] });
    expect(await ask('read-piece', { attachment, index: 0 })).toEqual({ ok: true, value: null });
  });

  it('is paged by whoever sent it, the newest first', async () => {
    const { ask } = run(randomBytes(32));
    for (let index = 0; index < 5; index += 1) await ask('post', letterOf({ createdAt: index }));
    const first = await ask('letters', { owner, before: null, size: 3 });
    expect(first).toMatchObject({
      value: { letters: [{ createdAt: 4 }, { createdAt: 3 }, { createdAt: 2 }], next: 3 },
    });
    expect(await ask('letters', { owner, before: 3, size: 3 })).toMatchObject({
      value: { letters: [{ createdAt: 1 }, { createdAt: 0 }], next: null },
    });
  });

  it('without secret storage is kept in memory alone', async () => {
    const { ask } = run(null);
    await ask('save-draft', draftOf());
    expect(await ask('drafts', { owner })).toMatchObject({ value: { length: 1 } });
    expect(readdirSync(folder)).toEqual([]);
  });
});
