import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ok } from '../../../electron/failures/index.ts';
import type { Records } from '../../../electron/records/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { Tickets } from '../../../electron/support/index.ts';
import type { Letter } from '../../../electron/support/rules/letter.ts';
import type { FoundTicket, TicketCopy } from '../../../electron/support/rules/ticket.ts';
import { type OperationName, type OperationReply, operations } from '../../../native/records/contract.ts';
import { answerFrom } from '../../../native/records/service.ts';
import { createStores } from '../../../native/records/stores.ts';
import { asWritten } from '../../stand/records/index.ts';
import { letterOf, replyTo } from '../../stand/support/letters.ts';

/**
 * The portal's list may tell of a ticket before it is known that it is a letter that was sent from here: a mail, a file,
 * a letter whose answer was lost. It has a line of its own until then, on which somebody may answer.
 */

const owner = '899700000001';
const NUMBER = '7';
const line = `glpi:${NUMBER}`;
const key = randomBytes(32);
const replies: { readonly [N in OperationName]: { readonly reply: z.ZodType<OperationReply<N>> } } =
  operations;
let folder: string;
const ends: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-merged-'));
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

/** One run on the real file. */
function run() {
  const stores = createStores({ folder, key }, asWritten, () => undefined);
  const end = () => {
    for (const store of stores) store.close();
  };
  ends.push(end);
  const call: Records['call'] = async (operation, value) => {
    const answer = await answerFrom(stores, { operation, value });
    return answer.ok ? ok(replies[operation].reply.parse(answer.value)) : answer;
  };
  const tickets = new Tickets({
    records: { call },
    support: {
      drafts: () => call('support.drafts', { owner }),
      thread: (thread) => call('support.thread', { owner, thread }),
    },
    owner: new Subject<string | null>(owner),
  });
  const list = async () => {
    const page = await tickets.page({ filter: 'all', text: '', after: null });
    return page.ok ? page.value.tickets : page.failure;
  };
  const open = async (thread: string) => {
    const opened = await tickets.open(thread);
    return opened.ok ? opened.value : opened.failure;
  };
  const reply = async (thread: string, text: string, updatedAt = 1) => {
    const form = { kind: 'reply' as const, thread, subject: 'Écran figé', text };
    const draft = { id: randomUUID(), owner, form, attachments: [], updatedAt };
    await call('support.save-draft', draft);
    return draft;
  };
  return { call, list, open, reply, end };
}

type Call = Records['call'];
const found: FoundTicket = {
  number: NUMBER,
  kind: 'incident',
  subject: 'Écran figé',
  state: 'assigned',
  changedAt: 2,
  mark: 'm2',
};

const answer = {
  id: 'f1',
  kind: 'follow-up',
  from: 'desk',
  at: 2,
  text: 'Vu.',
  documents: [],
  letter: null,
} as const;
/** The ticket is read, and cites the letter before its answers. */
const cited = (call: Call, letter: Letter, answers: TicketCopy['entries']) => {
  const opening = {
    id: 'opening',
    kind: 'opening',
    from: 'bandeau',
    at: 1,
    text: '',
    documents: [],
  } as const;
  const entries = [{ ...opening, letter: letter.id }, ...answers];
  const copy = { entries, documents: [], milestones: [], copiedAt: 1 };
  return call('support.keep-ticket', { owner, read: { found, copy }, now: 3 });
};
/** The letter is searched for by its reference. */
const searched = (call: Call, letter: Letter) =>
  call('support.place-ticket', { owner, thread: letter.id, number: NUMBER, now: 3 });
/** The outbox finds out what became of the letter. */
const arrived = async (call: Call, letter: Letter) => {
  await call('support.take-up', undefined);
  const progress = { ...letter.progress, channel: 'glpi', ticket: NUMBER } as const;
  await call('support.checkpoint', { id: letter.id, progress });
};

describe.each([
  ['is read', cited],
  ['is found by the reference of the letter', searched],
  ['is told to the outbox', arrived],
])('the letter of a ticket that %s', (_how, merge) => {
  const begin = async () => {
    const station = run();
    const letter = letterOf({ createdAt: 1 });
    await station.call('support.post', letter);
    await station.call('support.found-tickets', { owner, found: [found], now: 1 });
    expect(await station.list()).toHaveLength(2);
    const become = (answers: TicketCopy['entries'] = []) => merge(station.call, letter, answers);
    return { ...station, letter, merge: become };
  };

  it('has the reply that was begun on the line of its own, by whichever name it is asked for', async () => {
    const { reply, open, list, letter, merge: become } = await begin();
    const draft = await reply(line, 'Encore ce matin');
    await become();
    expect(await list()).toMatchObject([{ thread: letter.id, number: NUMBER }]);
    expect(await list()).toHaveLength(1);
    for (const name of [letter.id, line]) {
      expect(await open(name)).toMatchObject({
        ticket: { thread: letter.id },
        letters: [{ id: letter.id }],
        draft: { id: draft.id, form: { text: 'Encore ce matin' } },
      });
    }
  });

  it('has the one that a page which was open all along keeps later', async () => {
    const { reply, open, letter, merge: become } = await begin();
    await become();
    const draft = await reply(line, 'Tapé pendant ce temps');
    expect(await open(letter.id)).toMatchObject({ draft: { id: draft.id } });
  });

  it('has both where one was begun on each line: the one that is left comes after the one that is sent', async () => {
    const { reply, open, call, letter, merge: become } = await begin();
    const first = await reply(letter.id, 'Sur la lettre', 5);
    const second = await reply(line, 'Sur le ticket', 6);
    await become();
    expect(await open(letter.id)).toMatchObject({ draft: { id: second.id } });
    await call('support.post', { ...replyTo({ ...letter, thread: line }, 'Sur le ticket'), id: second.id });
    expect(await open(letter.id)).toMatchObject({
      draft: { id: first.id },
      letters: [{ id: letter.id }, { id: second.id }],
    });
  });

  it('has the reply that was on its way before, and stays one line over a restart', async () => {
    const { call, open, letter, end, merge: become } = await begin();
    const queued = replyTo({ ...letter, thread: line }, 'Déjà partie');
    await call('support.post', queued);
    await become();
    const later = replyTo({ ...letter, thread: line }, 'Partie après');
    await call('support.post', later);
    const letters = [{ id: letter.id }, { id: queued.id }, { id: later.id }];
    expect(await open(letter.id)).toMatchObject({ letters });
    end();
    const after = run();
    expect(await after.list()).toMatchObject([{ thread: letter.id, number: NUMBER }]);
    expect(await after.list()).toHaveLength(1);
    expect(await after.open(letter.id)).toMatchObject({ letters });
    expect(await after.call('support.take-up', undefined)).toMatchObject({
      value: { letters: [{ id: letter.id }, { thread: line }, { thread: line }] },
    });
  });

  it('is seen once it was seen under its number', async () => {
    const { call, letter, merge: become } = await begin();
    await become();
    const copy = { entries: [answer], documents: [], milestones: [], copiedAt: 2 };
    await call('support.keep-ticket', { owner, read: { found: { ...found, mark: 'm3' }, copy }, now: 4 });
    expect(await call('support.unread-tickets', { owner })).toMatchObject({ value: 1 });
    await call('support.read-ticket', { owner, thread: line });
    expect(await call('support.unread-tickets', { owner })).toMatchObject({ value: 0 });
    expect(await call('support.ticket', { owner, thread: letter.id })).toMatchObject({
      value: { ticket: { unread: 0 } },
    });
  });

  it('knows what was seen before it was known whose it is', async () => {
    const { call, letter, merge: become, open } = await begin();
    const copy = { entries: [answer], documents: [], milestones: [], copiedAt: 2 };
    await call('support.keep-ticket', { owner, read: { found, copy }, now: 2 });
    await become([answer]);
    const opened = await open(letter.id);
    expect(opened).toMatchObject({ ticket: { unread: 0 } });
    expect(JSON.stringify(opened)).toContain('Vu.');
    const both = { ...copy, entries: [answer, { ...answer, id: 'f2' }] };
    const read = { found: { ...found, mark: 'm3' }, copy: both };
    await call('support.keep-ticket', { owner, read, now: 4 });
    expect(await call('support.unread-tickets', { owner })).toMatchObject({ value: 1 });
    expect(await open(letter.id)).toMatchObject({ ticket: { unread: 1 } });
  });
});

describe('a ticket that has gone from the desk for long', () => {
  it('stays in the list as long as somebody writes on it', async () => {
    const { call, list, reply } = run();
    const other = { ...found, number: '8', mark: 'm8' };
    await call('support.found-tickets', { owner, found: [found, other], now: 5 });
    await reply(line, 'Je reprends demain', 20_000);
    await call('support.purge', { endedBefore: 10_000, draftsBefore: 10_000 });
    expect(await list()).toMatchObject([{ number: NUMBER }]);
    expect(await list()).toHaveLength(1);
  });

  it('has its reply sent to it, also once its letters were kept long enough', async () => {
    const { call } = run();
    const letter = letterOf({ owner });
    await call('support.take-up', undefined);
    await call('support.post', letter);
    const sent = { stage: 'acknowledged', channel: 'glpi', ticket: NUMBER, endedAt: 1 } as const;
    await call('support.checkpoint', { id: letter.id, progress: { ...letter.progress, ...sent } });
    await call('support.found-tickets', { owner, found: [found], now: 20_000 });
    await call('support.purge', { endedBefore: 10_000, draftsBefore: 10_000 });
    expect(await call('support.thread', { owner, thread: letter.id })).toEqual(ok([]));
    const posted = await call('support.post', replyTo(letter, 'Cela recommence.'));
    expect(posted).toMatchObject({ value: { place: { channel: 'glpi', ticket: NUMBER } } });
  });
});
