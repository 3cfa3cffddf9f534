import { expect, test } from 'vitest';
import { isTo } from '../../../electron/telephony/confirmation.ts';
import type { Call } from '../../../electron/telephony/ports.ts';

const outbound = (number: string | null): Call => ({
  id: 'c',
  direction: 'outbound',
  state: 'dialling',
  number,
  displayName: null,
  startedAt: 0,
  connectedAt: null,
  heldAt: null,
  endedAt: null,
  seenFromStart: true,
  members: [],
  consultationOf: null,
});

test.for([
  ['00240083333', '0240083333', true],
  ['03949', '3949', true],
  ['915', '15', true],
  ['0240083333', '+33240083333', true],
  ['3949', '03949', false],
  ['0240083333', '3333', false],
  ['0240083333', null, false],
] as const)('what was dialled as %s and is shown as %s is the same call: %s', ([dialled, shown, same]) => {
  expect(isTo(dialled)(outbound(shown))).toBe(same);
});
