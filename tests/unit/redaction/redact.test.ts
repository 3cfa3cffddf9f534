import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAllowList } from '../../../electron/redaction/rules/allow-list.ts';
import { blankImage } from '../../../electron/redaction/rules/image.ts';
import { applyMask, FILL, type Mask, openMask } from '../../../electron/redaction/rules/mask.ts';
import { locateByContrast } from '../../../electron/redaction/rules/pixel-locator.ts';
import { type Engine, redact } from '../../../electron/redaction/rules/redact.ts';
import { lookAgain } from '../../../electron/redaction/rules/second-look.ts';
import { boxesIn, drawn, engine, images, readerOf, readingOf } from './arbitraries.ts';

const letters = [0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70].map((x) => ({
  x: x + 10,
  y: 20,
  width: 4,
  height: 12,
}));
const label = drawn(120, 50, letters);

const covers = (more: Mask, less: Mask) => less.hidden.every((value, at) => value <= (more.hidden[at] ?? 0));
const isFull = (mask: Mask) => mask.hidden.every((value) => value === 1);
const mustFail = () => Promise.reject(new Error('no model'));

async function maskOf(image: typeof label, parts: Partial<Engine> = {}): Promise<Mask> {
  return (await redact(image, engine(parts))).mask;
}

describe('the redaction of any image', () => {
  it('gives a mask of the same size, and a picture that is the fill or the image, pixel by pixel', async () => {
    await fc.assert(
      fc.asyncProperty(images, async (image) => {
        const { mask } = await redact(image, engine());
        const picture = applyMask(image, mask);
        expect([picture.width, picture.height, picture.data.length]).toEqual([
          image.width,
          image.height,
          image.data.length,
        ]);
        for (let pixel = 0; pixel < mask.hidden.length; pixel++) {
          const expected = mask.hidden[pixel] ? FILL : image.data.subarray(pixel * 3, pixel * 3 + 3);
          expect([...picture.data.subarray(pixel * 3, pixel * 3 + 3)]).toEqual([...expected]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('hides no less where a locator, the reader or the time fails', async () => {
    await fc.assert(
      fc.asyncProperty(images, async (image) => {
        const whole = await maskOf(image);
        const failing: Partial<Engine>[] = [
          { detector: { detect: mustFail } },
          {
            byContrast: () => {
              throw new Error('out of memory');
            },
          },
          { reader: { lanes: 2, read: mustFail } },
          { reader: readerOf(() => null) },
          { budget: { left: () => 0 } },
        ];
        for (const parts of failing) expect(covers(await maskOf(image, parts), whole)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('only hides more in the second look, whatever the detector and the reader make of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        images.chain((image) =>
          fc.record({
            image: fc.constant(image),
            detected: fc.array(boxesIn(image.width, image.height), { maxLength: 4 }),
            text: fc.constantFrom('Enregistrer', 'DUPONT', ''),
          }),
        ),
        async ({ image, detected, text }) => {
          const mask = openMask(image);
          const shown = new Map(locateByContrast(image).pieces.map((piece) => [piece, piece]));
          const eyes = engine({
            detector: { detect: () => Promise.resolve(detected) },
            reader: readerOf(() => readingOf(text)),
          });
          const second = await lookAgain(image, mask, shown, eyes, () => undefined);
          expect(second && covers(second.mask, mask)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('redaction', () => {
  it('shows a label that is known, whole', async () => {
    const outcome = await redact(label, engine());
    expect(outcome.counts.released).toBe(1);
    expect(outcome.mask.hidden.every((value) => value === 0)).toBe(true);
  });

  it('hides what is not known', async () => {
    const outcome = await redact(label, engine({ reader: readerOf(() => readingOf('Marie DUPONT')) }));
    expect(outcome.hidden).toMatchObject([{ suspicion: 'text' }]);
    for (const { x, y } of letters) expect(outcome.mask.hidden[(y + 3) * label.width + x]).toBe(1);
  });

  it('hides a label again that a second look reads otherwise', async () => {
    const reader = readerOf((_box, how) => readingOf(how === 'quick' ? 'Enregistrer' : 'DUPONT'));
    const outcome = await redact(label, engine({ reader }));
    expect(outcome.counts).toMatchObject({ released: 0, retracted: 1 });
    expect(outcome.mask.hidden[23 * label.width + 11]).toBe(1);
  });

  it('hides a label of which ink was passed over', async () => {
    const reading = readingOf('Enregistrer');
    const crowded = {
      glyphs: reading.glyphs.map((glyph) => ({ ...glyph, at: glyph.at / 3 })),
    };
    const outcome = await redact(label, engine({ reader: readerOf(() => crowded) }));
    expect(outcome.counts.released).toBe(0);
  });

  it('hides a label of which the reader is not sure', async () => {
    const outcome = await redact(label, engine({ reader: readerOf(() => readingOf('Enregistrer', 0.3)) }));
    expect(outcome.counts.released).toBe(0);
  });

  it('hides everything where the first or the second look cannot be had', async () => {
    let looks = 0;
    const once = { detect: () => (looks++ === 0 ? Promise.resolve([]) : mustFail()) };
    // A faint mark that the first look passes over is something for the second one to look at.
    const faint = drawn(120, 50, letters);
    faint.data.fill(250, (45 * 120 + 60) * 3, (45 * 120 + 64) * 3);
    for (const detector of [{ detect: mustFail }, once]) {
      const outcome = await redact(faint, engine({ detector }));
      expect(outcome.kind).toBe('fully-masked');
      expect(isFull(outcome.mask)).toBe(true);
    }
  });

  it('hides what the detector alone has found', async () => {
    const box = { x: 20, y: 10, width: 30, height: 12 };
    const { mask } = await redact(
      blankImage(90, 40, [240, 240, 240]),
      engine({ detector: { detect: () => Promise.resolve([box]) } }),
    );
    expect(mask.hidden[15 * 90 + 30]).toBe(1);
  });

  it('reads no more than the beginning of what begins as no label, and hides all of it', async () => {
    const widths: number[] = [];
    const wide = drawn(
      400,
      40,
      Array.from({ length: 40 }, (_, at) => ({ x: 20 + at * 7, y: 12, width: 4, height: 12 })),
    );
    const reader = readerOf(({ width }) => {
      widths.push(width);
      return readingOf('Madame DUPONT');
    });
    const { mask } = await redact(
      wide,
      engine({
        reader,
        allowList: createAllowList([{ labels: ['Nom de naissance de la personne'], formats: [] }]),
      }),
    );
    expect(Math.max(...widths)).toBeLessThan(80);
    expect(mask.hidden[15 * 400 + 250]).toBe(1);
  });

  it('reads what looks the same once', async () => {
    let reads = 0;
    const rows = [10, 40, 70].flatMap((y) => letters.map((letter) => ({ ...letter, y })));
    const reader = readerOf(() => {
      reads++;
      return readingOf('Enregistrer');
    });
    const outcome = await redact(drawn(120, 100, rows), engine({ reader }));
    expect(outcome.counts.released).toBe(3);
    expect(reads).toBe(2);
  });

  it('tells that everything is located before anything is read', async () => {
    const told: string[] = [];
    await redact(label, engine(), {
      onLocated: () => told.push('located'),
      onProgress: ({ step }) => told.push(step),
    });
    expect([...new Set(told)]).toEqual(['locating', 'located', 'reading', 'checking']);
  });
});
