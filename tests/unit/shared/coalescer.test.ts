import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Coalescer } from '../../../electron/shared/coalescer.ts';

describe('what is told at a pace', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const paced = () => {
    const at: number[] = [];
    const start = performance.now();
    return { at, coalescer: new Coalescer(50, () => at.push(performance.now() - start)) };
  };

  it('is told at once after a quiet time, and what comes then together, once the time has come', async () => {
    const { at, coalescer } = paced();
    coalescer.mark();
    coalescer.mark();
    expect(at).toEqual([]);
    await vi.advanceTimersByTimeAsync(10);
    for (let change = 0; change < 5; change += 1) coalescer.mark();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(at).toEqual([0, 50]);
  });

  it('is told before its time when somebody waits for it, and then not again', async () => {
    const { at, coalescer } = paced();
    coalescer.mark();
    await vi.advanceTimersByTimeAsync(10);
    coalescer.mark();
    coalescer.flush();
    coalescer.flush();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(at).toEqual([0, 10]);
  });

  it('is not told once it was stopped', async () => {
    const { at, coalescer } = paced();
    coalescer.mark();
    coalescer.stop();
    coalescer.flush();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(at).toEqual([]);
  });
});
