import { describe, expect, it } from 'vitest';
import { letterIn, letterText } from '../../../electron/support/channels/letter-page.ts';
import { plainLine, plainText } from '../../../electron/support/channels/plain-text.ts';
import { untouched } from '../../../electron/support/rules/letter.ts';
import { matches, newAnswers, type TicketEntry, wordsOf } from '../../../electron/support/rules/ticket.ts';
import { historyOf } from '../../../renderer/station/support/tickets/history.ts';
import { letterOf, replyTo } from '../../stand/support/letters.ts';

const entry: TicketEntry = {
  id: 'follow-up-1',
  kind: 'follow-up',
  from: 'desk',
  letter: null,
  at: 10,
  text: 'Bonjour.',
  documents: [],
};
const copyOf = (entries: readonly TicketEntry[]) => ({ entries, documents: [], milestones: [], copiedAt: 1 });

describe('a search', () => {
  it('finds every word, without accents and capitals, and a number by itself', () => {
    const ticket = { subject: 'Écran figé – poste 12', number: '4512' };
    expect(matches(ticket, wordsOf('ecran  FIGE'))).toBe(true);
    expect(matches(ticket, wordsOf('451'))).toBe(true);
    expect(matches(ticket, wordsOf('#4512'))).toBe(true);
    expect(matches(ticket, wordsOf('#12'))).toBe(false);
    expect(matches(ticket, wordsOf('écran noir'))).toBe(false);
  });
});

describe('what is new', () => {
  it('is what the desk said that was not there before, not what the person wrote', () => {
    const before = copyOf([entry]);
    const after = copyOf([entry, { ...entry, id: 'follow-up-2' }, { ...entry, id: 'x', from: 'requester' }]);
    expect(newAnswers(before, after)).toBe(1);
    expect(newAnswers(null, after)).toBe(2);
  });
});

describe('a history', () => {
  const letter = letterOf({ createdAt: 1, progress: { ...untouched, stage: 'acknowledged' } });
  const reply = replyTo(letter, 'Merci.');
  const opening: TicketEntry = {
    ...entry,
    id: 'opening',
    kind: 'opening',
    from: 'bandeau',
    letter: letter.id,
    at: 5,
  };

  it('has each letter once, where the desk has it, and what is on its way at its end, whatever the clocks say', () => {
    const items = historyOf({ copy: copyOf([opening, entry]), letters: [letter, reply] });
    expect(items.map(({ id }) => id)).toEqual([letter.id, 'follow-up-1', reply.id]);
  });

  it('shows what the desk has where the letter is not kept here any more', () => {
    expect(historyOf({ copy: copyOf([opening]), letters: [] })).toMatchObject([
      { kind: 'entry', id: 'opening' },
    ]);
  });

  it('is what was written here while the desk has told nothing', () => {
    expect(historyOf({ copy: null, letters: [letter] })).toMatchObject([{ kind: 'letter' }]);
  });
});

describe('what a desk writes', () => {
  it('is text of at most its bound, in one line where it is a name', () => {
    expect(plainText(`<p>${'a'.repeat(200_000)}</p>`).length).toBeLessThanOrEqual(40_001);
    expect(plainLine('a\u0000\nb\u202e c', 100)).toBe('a b c');
    expect(plainText('<p>un</p>\u200b<p>deux</p>')).toBe('un\n\ndeux');
  });

  it('is read at once, however much white space is kept in it', () => {
    const spaces = ' '.repeat(100_000);
    const startedAt = performance.now();
    expect(plainText(`<pre>a${spaces}x</pre>`)).toMatch(/^a +…$/);
    expect(plainText(`<pre>a\n${spaces}\n${spaces}</pre>`)).toBe('a');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('is no letter where its reference is no UUID', () => {
    expect(letterIn('Référence Bandeau : 11111111-1111-9111-0111-111111111111')).toBeNull();
    expect(letterIn(letterText({ ...letterOf(), id: '11111111-1111-9111-0111-111111111111' }))).toBeNull();
  });

  it('is a letter only where its reference is the last line', () => {
    const letter = letterOf();
    expect(letterIn(letterText(letter))).toBe(letter.id);
    expect(letterIn(`${letterText(letter)}\nVu.`)).toBeNull();
    expect(letterIn(`> ${letterText(letter).replaceAll('\n', '\n> ')}`)).toBeNull();
  });
});
