import { expect, it } from 'vitest';
import type { LineEvent } from '../../../electron/telephony/line/line.ts';
import { Rehearsal } from '../../../electron/telephony/line/rehearsal.ts';

it('a rehearsal hears what a phone tells that is bound, its call among it, with no exchange', async () => {
  const heard: LineEvent[] = [];
  await new Rehearsal().begin((event) => heard.push(event));
  const types = new Set(heard.map(({ type }) => type));
  expect([...types].toSorted()).toEqual(['device', 'dialogs', 'features', 'link']);
  const told = heard.find((event) => event.type === 'dialogs');
  expect(told?.document?.dialogs).toMatchObject([{ state: 'confirmed' }]);
  expect(heard.findLast((event) => event.type === 'link')?.link).toMatchObject({ kind: 'up' });
});

it('a rehearsal is given once, and breaks off when a phone is bound', async () => {
  const rehearsal = new Rehearsal();
  let heard = 0;
  const rehearsing = rehearsal.begin(() => {
    heard += 1;
    rehearsal.end();
  });
  await rehearsing;
  const first = heard;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(12);
  await rehearsal.begin(() => expect.fail('it is over'));
});
