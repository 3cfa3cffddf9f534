import { expect, it } from 'vitest';
import { reloadPause } from '../../../electron/shell/reload-pace.ts';

it('a page that crashed is loaded again at once', () => {
  expect(reloadPause([1_000], 1_000)).toBe(0);
  expect(reloadPause([1_000, 2_000, 3_000], 3_000)).toBe(0);
});

it('a page that dies as it loads is given a pause', () => {
  expect(reloadPause([1_000, 1_100, 1_200, 1_300], 1_300)).toBe(5_000);
});

it('old crashes are forgotten', () => {
  expect(reloadPause([1_000, 1_100, 1_200, 60_000], 60_000)).toBe(0);
});
