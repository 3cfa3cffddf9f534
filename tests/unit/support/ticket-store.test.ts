import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FoundTicket, TicketEntry } from '../../../electron/support/rules/ticket.ts';
import { answerFrom } from '../../../native/records/service.ts';
import { createStores } from '../../../native/records/stores.ts';
import { asWritten } from '../../stand/records/index.ts';
import { letterOf, replyTo } from '../../stand/support/letters.ts';

const owner = '899700000001';
const key = randomBytes(32);
let folder: string;
const ends: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-tickets-'));
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

/** One run of the records process. */
function run() {
  const stores = createStores({ folder, key }, asWritten, () => undefined);
  const end = () => {
    for (const store of stores) store.close();
  };
  ends.push(end);
  const ask = (operation: string, value?: unknown) =>
    answerFrom(stores, { operation: `support.${operation}`, value });
  const list = (more: object = {}) =>
    ask('tickets', { owner, filter: 'all', words: [], after: null, size: 50, ...more });
  return { ask, list, end };
}

const foundOf = (number: number, more: Partial<FoundTicket> = {}): FoundTicket => ({
  number: String(number),
  kind: 'incident',
  subject: `Panne singulière ${number}`,
  state: 'assigned',
  changedAt: number * 1_000,
  mark: `m${number}`,
  ...more,
});
const answer: TicketEntry = {
  id: 'follow-up-1',
  kind: 'follow-up',
  from: 'desk',
  letter: null,
  at: 1,
  text: 'Réponse singulière.',
  documents: [],
};
const copyOf = (entries: readonly TicketEntry[]) => ({ entries, documents: [], milestones: [], copiedAt: 1 });

describe('the list of tickets', () => {
  it('is paged by the last change, filtered, and seen by whom it belongs to alone', async () => {
    const { ask, list } = run();
    const found = [1, 2, 3, 4].map((number) => foundOf(number, number % 2 === 0 ? { state: 'closed' } : {}));
    await ask('found-tickets', { owner, found, now: 1 });
    expect(await list({ size: 3 })).toMatchObject({
      value: { tickets: [{ number: '4' }, { number: '3' }, { number: '2' }], next: { changedAt: 2_000 } },
    });
    expect(await list({ size: 3, after: { changedAt: 2_000, seq: 2 } })).toMatchObject({
      value: { tickets: [{ number: '1' }], next: null },
    });
    expect(await list({ filter: 'open' })).toMatchObject({
      value: { tickets: [{ number: '3' }, { number: '1' }] },
    });
    expect(await list({ owner: 'someone' })).toMatchObject({ value: { tickets: [] } });
  });

  it('rests sealed, and answers too', async () => {
    const { ask, end } = run();
    await ask('found-tickets', { owner, found: [foundOf(1)], now: 1 });
    await ask('keep-ticket', { owner, read: { found: foundOf(1), copy: copyOf([answer]) }, now: 1 });
    end();
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file)).toString('utf8')).not.toMatch(/singulière/);
    }
    expect(await run().ask('ticket', { owner, thread: 'glpi:1' })).toMatchObject({
      value: { copy: { entries: [{ text: 'Réponse singulière.' }] } },
    });
  });

  it('has requests and escalations that were sent from here, a reply brings its ticket to the top', async () => {
    const { ask, list } = run();
    const [incident, request] = [letterOf({ createdAt: 1 }), letterOf({ kind: 'request', createdAt: 2 })];
    for (const letter of [incident, request]) await ask('post', letter);
    await ask('post', replyTo({ ...incident, createdAt: 3 }, 'Appelé à 8 h.'));
    expect(await list()).toMatchObject({
      value: {
        tickets: [
          { thread: incident.id, kind: 'incident', state: 'sending' },
          { thread: request.id, kind: 'request' },
        ],
      },
    });
  });

  it('forgets what is over, not what is on its way or still seen at the desk', async () => {
    const { ask, list } = run();
    const waiting = letterOf({ createdAt: 5 });
    await ask('post', waiting);
    await ask('found-tickets', { owner, found: [foundOf(1, { state: 'closed' })], now: 5 });
    await ask('found-tickets', { owner, found: [foundOf(2)], now: 9_999 });
    await ask('purge', { endedBefore: 5_000, draftsBefore: 1 });
    expect(await list()).toMatchObject({ value: { tickets: [{ number: '2' }, { thread: waiting.id }] } });
  });
});

describe('a ticket that was found before the letter that it is', () => {
  it('becomes one line with it', async () => {
    const { ask, list } = run();
    const letter = letterOf();
    await ask('post', letter);
    await ask('found-tickets', { owner, found: [foundOf(7)], now: 1 });
    expect(await list()).toMatchObject({ value: { tickets: { length: 2 } } });
    const opening: TicketEntry = {
      ...answer,
      id: 'opening',
      kind: 'opening',
      from: 'bandeau',
      letter: letter.id,
    };
    await ask('keep-ticket', { owner, read: { found: foundOf(7), copy: copyOf([opening, answer]) }, now: 2 });
    expect(await list()).toMatchObject({
      value: { tickets: [{ thread: letter.id, number: '7', unread: 1 }] },
    });
    expect(await list()).toMatchObject({ value: { tickets: { length: 1 } } });
  });

  it('is not another person’s by what its text says', async () => {
    const { ask, list } = run();
    const letter = letterOf({ owner: 'someone' });
    await ask('post', letter);
    await ask('found-tickets', { owner, found: [foundOf(7)], now: 1 });
    const opening: TicketEntry = {
      ...answer,
      id: 'opening',
      kind: 'opening',
      from: 'bandeau',
      letter: letter.id,
    };
    await ask('keep-ticket', { owner, read: { found: foundOf(7), copy: copyOf([opening]) }, now: 2 });
    expect(await list()).toMatchObject({ value: { tickets: [{ thread: 'glpi:7' }] } });
  });
});
