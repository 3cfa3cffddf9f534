import { describe, expect, it } from 'vitest';
import { withNewest } from '../../../renderer/ui/pages.ts';

interface Line {
  readonly id: string;
  readonly at: number;
  readonly state?: string;
}

const order = { idOf: ({ id }: Line) => id, at: ({ at }: Line) => at };
const line = (id: string, at: number): Line => ({ id, at });

describe('the newest page, read anew', () => {
  const all = [5, 4, 3, 2, 1].map((at) => line(`${at}`, at));
  const shown = { items: all, next: 1 };

  it('takes the place of what was there, and keeps what follows', () => {
    const fresh = line('6', 6);
    const newest = { items: [fresh, ...all.slice(0, 2)], next: 4 };
    expect(withNewest(shown, newest, order)).toEqual({ items: [fresh, ...all], next: 1 });
  });

  it('shows a line once, in its newest state', () => {
    const closed = { ...line('5', 5), state: 'closed' };
    const newest = { items: [closed, line('4', 4)], next: 4 };
    expect(withNewest(shown, newest, order).items).toEqual([closed, ...all.slice(1)]);
  });

  it('leaves out what came before its last line and is not in it: it has moved', () => {
    const before = { items: [line('c', 8), line('b', 7), line('a', 6)], next: 1 };
    const newest = { items: [line('b', 9), line('c', 8)], next: 8 };
    expect(withNewest(before, newest, order).items).toEqual([line('b', 9), line('c', 8), line('a', 6)]);
  });

  it('is all that there is where nothing follows it', () => {
    expect(withNewest(shown, { items: [], next: null }, order)).toEqual({ items: [], next: null });
  });
});
