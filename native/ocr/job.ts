import { randomUUID } from 'node:crypto';
import { type Box, bottom, overlap, padded, right } from '../../electron/redaction/rules/box.ts';
import { type RawImage, wipeImage } from '../../electron/redaction/rules/image.ts';
import { applyMask, hide, type Mask, PADDING, releaseFrom } from '../../electron/redaction/rules/mask.ts';
import type { Outcome } from '../../electron/redaction/rules/outcome.ts';
import { encodePngOf, encodeResult } from './encode-image.ts';
import type { Finding, MaskedPicture, RedactedFile } from './protocol.ts';

/** Of the engine that made a mask, for the report that it goes with. */
export const ENGINE = 'bandeau-redaction 1 (PP-OCRv4)';

/** An image between its redaction and its end: the only place where its original is. */
export class Job {
  readonly #image: RawImage;
  readonly #outcome: Outcome;
  readonly #mask: Mask;
  readonly #findings: ReadonlyMap<string, Finding>;
  readonly #revealed = new Set<string>();

  constructor(image: RawImage, outcome: Outcome) {
    this.#image = image;
    this.#outcome = outcome;
    this.#mask = { ...outcome.mask, hidden: Uint8Array.from(outcome.mask.hidden) };
    this.#findings = new Map(
      outcome.hidden.map(({ box, suspicion }) => {
        const id = randomUUID();
        return [id, { id, suspicion, box }];
      }),
    );
  }

  /** The masked picture as it now is, and what is hidden in it. */
  picture(): MaskedPicture {
    const { width, height } = this.#image;
    const masked = applyMask(this.#image, this.#mask);
    const { bytes } = encodePngOf(masked, 'preview');
    const { kind, shortfalls, counts } = this.#outcome;
    const findings = [...this.#findings.values()].filter(({ id }) => !this.#revealed.has(id));
    return { kind, width, height, bytes, findings, shortfalls: [...shortfalls], counts };
  }

  /** Shows what one finding hides; what others hide stays hidden. False where there is no such finding. */
  reveal(id: string): boolean {
    const finding = this.#findings.get(id);
    if (!finding || this.#outcome.kind === 'fully-masked') return false;
    this.#revealed.add(id);
    releaseFrom(this.#mask, [finding.box]);
    for (const other of this.#findings.values()) {
      const beside = padded(other.box, PADDING, this.#mask);
      const common = beside && !this.#revealed.has(other.id) ? overlap(finding.box, beside) : null;
      if (common) hide(this.#mask, [common], 0);
    }
    return true;
  }

  /** What may leave: the picture, or the part of it in `area`, with `drawn` hidden as well, which a person drew. */
  result(drawn: readonly Box[], area: Box | null = null, as?: 'image/png'): RedactedFile {
    const mask: Mask = { ...this.#mask, hidden: Uint8Array.from(this.#mask.hidden) };
    hide(mask, drawn, 0);
    const picture = part(applyMask(this.#image, mask), area);
    return {
      ...(as === 'image/png' ? encodePngOf(picture, 'result') : encodeResult(picture)),
      provenance: {
        engine: ENGINE,
        kind: this.#outcome.kind,
        hidden: this.#findings.size - this.#revealed.size,
        released: this.#outcome.counts.released,
        reveals: this.#revealed.size,
        drawn: drawn.length,
      },
    };
  }

  /** Overwrites the original. */
  end(): void {
    wipeImage(this.#image);
  }
}

/** What of a masked image lies in `area`; all of it where nothing does. */
function part(image: RawImage, area: Box | null): RawImage {
  const inside = area && padded(area, 0, image);
  if (!inside) return image;
  const data = new Uint8Array(inside.width * inside.height * 3);
  for (let y = inside.y; y < bottom(inside); y++) {
    const row = image.data.subarray((y * image.width + inside.x) * 3, (y * image.width + right(inside)) * 3);
    data.set(row, (y - inside.y) * inside.width * 3);
  }
  return { width: inside.width, height: inside.height, data };
}
