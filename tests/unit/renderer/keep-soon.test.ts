import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { type Keeping, KeepSoon } from '../../../renderer/station/support/report/keep-soon.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Keeps what is typed, as slowly and as badly as `answers` says; then well and at once. */
function keeper(
  answers: readonly (Result<undefined> | Promise<Result<undefined>>)[] = [],
  isWanted?: (value: string) => boolean,
) {
  const saved: string[] = [];
  const told: Keeping['kind'][] = [];
  const rest = [...answers];
  const keep = new KeepSoon<string>({
    save: async (value) => {
      saved.push(value);
      return (await rest.shift()) ?? ok();
    },
    tell: ({ kind }) => void told.push(kind),
    ...(isWanted ? { isWanted } : {}),
    soon: 300,
    again: 3_000,
  });
  return { keep, saved, told };
}

describe('what somebody types', () => {
  it('is kept shortly after, once for a row of changes', async () => {
    const { keep, saved, told } = keeper();
    for (const text of ['L', 'Le', 'Le p']) keep.change(text);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(saved).toEqual(['Le p']);
    expect(told.at(-1)).toBe('kept');
  });

  it('is kept although they never pause', async () => {
    const { keep, saved } = keeper();
    for (let key = 0; key < 50; key += 1) {
      keep.change(`${key}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saved.length).toBeGreaterThan(10);
  });

  it('is kept at once when the form is left, after what is being kept', async () => {
    let answer: (result: Result<undefined>) => void = () => undefined;
    const slow = new Promise<Result<undefined>>((resolve) => {
      answer = resolve;
    });
    const { keep, saved } = keeper([slow]);
    keep.change('one');
    const first = keep.flush();
    await vi.advanceTimersByTimeAsync(0);
    keep.change('two');
    const second = keep.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['one']);
    answer(ok());
    await Promise.all([first, second]);
    expect(saved).toEqual(['one', 'two']);
  });

  it('is tried again where it could not be kept, and says so until it is', async () => {
    const { keep, saved, told } = keeper([fail('Records_DiskFull')]);
    keep.change('one');
    expect(await keep.flush()).toMatchObject({ failure: { code: 'Records_DiskFull' } });
    expect(told.at(-1)).toBe('failed');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(saved).toEqual(['one', 'one']);
    expect(told.at(-1)).toBe('kept');
  });

  it('is not set back to what could not be kept before', async () => {
    let answer: (result: Result<undefined>) => void = () => undefined;
    const slow = new Promise<Result<undefined>>((resolve) => {
      answer = resolve;
    });
    const { keep, saved } = keeper([slow]);
    keep.change('one');
    const failing = keep.flush();
    await vi.advanceTimersByTimeAsync(0);
    keep.change('two');
    answer(fail('Records_DiskFull'));
    await failing;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved).toEqual(['one', 'two']);
  });

  it('is let go once it was sent', async () => {
    const { keep, saved } = keeper();
    keep.change('one');
    keep.forget();
    await keep.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved).toEqual([]);
  });

  it('does not come back over what a form that was opened since has kept', async () => {
    let latest = 'one';
    const isWanted = (value: string) => value === latest;
    const { keep: left, saved } = keeper([fail('Records_DiskFull')], isWanted);
    left.change('one');
    await left.flush();
    latest = 'two';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toEqual(['one']);
    expect(await left.flush()).toMatchObject({ ok: true });
  });

  it('is not tried for ever where its draft is gone', async () => {
    const { keep, saved } = keeper([fail('Support_DraftUnknown')]);
    keep.change('one');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toEqual(['one']);
  });
});
