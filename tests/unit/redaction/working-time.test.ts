import { describe, expect, it } from 'vitest';
import { workingTime } from '../../../native/ocr/working-time.ts';

/** A clock that stands still until it is set. */
function clock() {
  const at = { passed: 0, worked: 0 };
  return { at, now: () => at.passed, processor: () => at.worked };
}

describe('the time that an image is given', () => {
  it('runs as a clock does where nothing else has the processor', () => {
    const watch = clock();
    const budget = workingTime(5_500, watch);
    Object.assign(watch.at, { passed: 2_000, worked: 3_700 });
    expect(budget.left()).toBe(3_500);
    Object.assign(watch.at, { passed: 5_500, worked: 9_000 });
    expect(budget.left()).toBeLessThanOrEqual(0);
  });

  it('stands still while other programs work', () => {
    const watch = clock();
    const budget = workingTime(5_500, watch);
    Object.assign(watch.at, { passed: 5_000, worked: 1_500 });
    expect(budget.left()).toBe(4_500);
  });

  it('ends after twice as long, whatever the processor was used for', () => {
    const watch = clock();
    const budget = workingTime(5_500, watch);
    Object.assign(watch.at, { passed: 11_000, worked: 10 });
    expect(budget.left()).toBeLessThanOrEqual(0);
  });
});
