import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { AllowListSource } from '../../../electron/redaction/index.ts';
import { decodeImage } from '../../../native/ocr/decode-image.ts';
import type { Rendered } from './render.ts';

/** Samples that others made, beside a picture each: its words and its ink. */
export interface Sample extends Rendered {
  readonly name: string;
}

const schema = z.object({
  words: z.array(
    z.object({
      t: z.string(),
      x: z.number(),
      y: z.number(),
      w: z.number(),
      h: z.number(),
      pii: z.string().nullable(),
      span: z.union([z.string(), z.number()]).nullable(),
      fs: z.number().optional(),
    }),
  ),
});

/** `NAME.json`, `NAME.png` and `NAME.ink.gz` of a folder. */
export async function readSamples(folder: string): Promise<Sample[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (file) => {
      const name = file.slice(0, -'.json'.length);
      const { words } = schema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
      const png = new Uint8Array(await readFile(join(folder, `${name}.png`)));
      return {
        name,
        file: png,
        image: decodeImage(png),
        ink: new Uint8Array(gunzipSync(await readFile(join(folder, `${name}.ink.gz`)))),
        words: words.map(({ t, x, y, w, h, pii, span }) => ({
          text: t,
          x,
          y,
          width: w,
          height: h,
          kind: pii,
          span: span === null ? null : String(span),
        })),
      };
    }),
  );
}

/** A list from the texts of the other samples: the one under test is not looked at. */
export function listWithout(samples: readonly Sample[], tested: Sample): AllowListSource {
  const labels = samples.filter((sample) => sample !== tested).flatMap(({ words }) => phrasesOf(words));
  return { labels, formats: ['error-code', 'time', 'version'] };
}

/** Words of one line with a space between them and nothing personal among them. */
function phrasesOf(words: Rendered['words']): string[] {
  const phrases: string[] = [];
  let phrase: { text: string; end: number; y: number } | null = null;
  for (const word of words) {
    const goes =
      phrase !== null &&
      word.kind === null &&
      Math.abs(word.y - phrase.y) < 2 &&
      word.x >= phrase.end - 1 &&
      word.x - phrase.end < word.height / 2;
    if (goes && phrase) phrase = { text: `${phrase.text} ${word.text}`, end: word.x + word.width, y: word.y };
    else {
      if (phrase) phrases.push(phrase.text);
      phrase = word.kind === null ? { text: word.text, end: word.x + word.width, y: word.y } : null;
    }
  }
  return phrase ? [...phrases, phrase.text] : phrases;
}
