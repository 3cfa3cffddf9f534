import { expect, test } from 'vitest';
import { type Brand, brandNames, brandOf, brands } from '../../../electron/training/telephony/brands.ts';

test('every brand has its name in the list', () => {
  expect([...brandNames].sort()).toEqual(Object.keys(brands).sort());
});

test('a phone without a brand takes orders, unless it is said that it does not', () => {
  expect(brandOf({})).toBe(brands.orders);
  expect(brandOf({ remoteControl: false })).toBe(brands.plain);
  expect(brandOf({ remoteControl: false, brand: 'unify' })).toBe(brands.unify);
});

test('a phone that cannot snapshot its calls does not depart from how that is done', () => {
  const all: readonly Brand[] = Object.values(brands);
  for (const { csta } of all) {
    if (csta?.services.includes('SnapshotDevice')) continue;
    expect(csta?.quirks.filter((quirk) => quirk.startsWith('snapshot')) ?? []).toEqual([]);
  }
});
