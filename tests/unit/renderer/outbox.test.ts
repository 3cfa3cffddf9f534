import { describe, expect, it } from 'vitest';
import type { LetterView } from '../../../electron/ipc/rooms/support.ts';
import { stages } from '../../../electron/support/rules/letter.ts';
import { countLetters, heldUp } from '../../../renderer/station/support/outbox/counts.ts';
import { stageText } from '../../../renderer/station/support/outbox/letter-text.ts';
import { readTickets } from '../../gallery/fixtures.ts';

const waiting: LetterView = {
  id: 'a',
  thread: 'a',
  kind: 'incident',
  subject: 'Écran figé',
  createdAt: 0,
  stage: 'waiting',
  underWay: false,
  nextTryAt: null,
  channel: null,
  ticket: null,
  attached: 0,
  attachments: 0,
  failure: null,
  refused: false,
  rewritable: false,
};
const here = { elsewhere: false, failure: null };
const support = (letters: readonly LetterView[]) => ({
  kept: 'disk' as const,
  letters,
  ofOthers: 0,
  elsewhere: false,
  failure: null,
  tickets: readTickets,
  categories: [],
  ways: [],
  pictures: [],
});

describe('what is on its way', () => {
  it('is counted by what a person has to do about it', () => {
    const letters = stages.map((stage) => ({ ...waiting, stage }));
    expect(countLetters(letters)).toEqual({ attention: 1, waiting: 1, there: 3 });
  });

  it('is marked only once it does not get on', () => {
    expect(heldUp(null)).toBe(0);
    expect(heldUp(support([waiting, { ...waiting, underWay: true }]))).toBe(0);
    const failed = { ...waiting, failure: { code: 'Support_PortalUnreachable' as const } };
    expect(heldUp(support([failed, { ...waiting, stage: 'attention' }]))).toBe(2);
  });

  it('says its number once the desk has it', () => {
    expect(stageText({ ...waiting, stage: 'acknowledged', ticket: '41' }, here)).toContain('41');
  });

  it('says how many of its files are there', () => {
    const told = stageText(
      { ...waiting, underWay: true, channel: 'glpi', attached: 1, attachments: 3 },
      here,
    );
    expect(told).toMatch(/1 .*3/);
  });

  it('says that another program has it', () => {
    expect(stageText(waiting, { ...here, elsewhere: true })).not.toBe(stageText(waiting, here));
  });
});
