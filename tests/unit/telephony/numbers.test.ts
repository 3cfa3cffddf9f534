import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialable, sameNumber } from '../../../electron/telephony/numbers.ts';

test.for([
  ['02 40.08-33/33', '0240083333'],
  ['+33 (0)2 40 08 33 33', '+330240083333'],
  ['02\u00a040\u202f08 33 33', '0240083333'],
  ['#31', '#31'],
  ['*15', '*15'],
  ['15', '15'],
  ['370000240083333', '370000240083333'],
  ['0033240083333', '0033240083333'],
] as const)('%s is dialled as %s', ([typed, number]) => {
  expect(dialable(typed)).toBe(number);
});

test.for([
  '',
  '1',
  'urgences',
  '15;method=BYE',
  '06 39 98 12 34 poste 2',
  '+',
  '##15',
  '1'.repeat(18),
  ' '.repeat(90),
])('« %s » is not dialled', (typed) => {
  expect(dialable(typed)).toBeNull();
});

test('nothing but digits and a known prefix ever leaves', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      expect(dialable(typed) ?? '15').toMatch(/^[#+*]?\d{2,20}$/);
    }),
  );
});

test('a number shown with another prefix is the number dialled', () => {
  expect(sameNumber('0033240083333', '0240083333')).toBe(true);
  expect(sameNumber('+33240083333', '0240083333')).toBe(true);
  expect(sameNumber('15', '115')).toBe(false);
  expect(sameNumber('#31', '31')).toBe(true);
  expect(sameNumber(null, '15')).toBe(false);
});
