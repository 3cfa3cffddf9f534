import type { Glyph } from '../../electron/redaction/rules/reading.ts';
import type { Line } from './line-image.ts';

/**
 * The characters in a reader's output, one row of probabilities a step: the likeliest of each step, repeats and blanks
 * (the first class) left out.
 */
export function decodeGlyphs(
  scores: Float32Array,
  steps: number,
  alphabet: readonly string[],
  line: Pick<Line, 'width' | 'from' | 'to'>,
): Glyph[] {
  const classes = alphabet.length;
  const glyphs: Glyph[] = [];
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    let confidence = 0;
    for (let at = step * classes, kind = 0; kind < classes; kind++, at++) {
      const score = scores[at] ?? 0;
      if (score > confidence) {
        confidence = score;
        best = kind;
      }
    }
    if (best !== 0 && best !== previous) {
      const place = ((step + 0.5) * line.width) / steps;
      glyphs.push({
        character: alphabet[best] ?? '',
        at: (place - line.from) / (line.to - line.from),
        confidence,
      });
    }
    previous = best;
  }
  return glyphs;
}
