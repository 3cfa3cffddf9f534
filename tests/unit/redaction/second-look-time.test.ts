import { describe, expect, it } from 'vitest';
import { blankImage } from '../../../electron/redaction/rules/image.ts';
import { keepingTime } from '../../../electron/redaction/rules/second-look-time.ts';

const image = blankImage(10, 10, [255, 255, 255]);
const box = { x: 0, y: 0, width: 10, height: 10 };

/** A reader that reads the same text each time, in so many milliseconds. */
function eyesThatRead(text: string, ms: number, time: number) {
  let left = time;
  return {
    allowList: { allows: (read: string) => read === 'Fermer', mayBegin: () => true, longest: 10, count: 1 },
    budget: { left: () => left },
    reader: {
      lanes: 1,
      read: async () => {
        left -= ms;
        return { glyphs: [...text].map((character) => ({ character, at: 0.5, confidence: 1 })) };
      },
    },
  };
}

describe('the time kept for the second look', () => {
  it('is none where nothing shows yet, however long it took to locate', async () => {
    const { reader, budget } = keepingTime(eyesThatRead('DURAND', 100, 3_000), 4_000);
    expect(budget.left()).toBe(3_000);
    await reader.read(image, box, 'quick');
    expect(budget.left()).toBe(2_900);
  });

  it('grows with each label that will show: it is read again and looked around', async () => {
    const { reader, budget } = keepingTime(eyesThatRead('Fermer', 100, 3_000), 1_200);
    await reader.read(image, box, 'quick');
    expect(budget.left()).toBeCloseTo(3_000 - 100 - 140 - 100);
  });

  it('is never more for looking than the first look took', async () => {
    const { reader, budget } = keepingTime(eyesThatRead('Fermer', 0, 3_000), 1_200);
    for (let label = 0; label < 40; label++) await reader.read(image, box, 'quick');
    expect(budget.left()).toBeCloseTo(1_800);
  });
});
