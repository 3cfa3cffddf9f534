import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, PSM } from 'tesseract.js';
import type { RawImage } from '../../../electron/redaction/rules/image.ts';
import { applyMask, hide, openMask } from '../../../electron/redaction/rules/mask.ts';

/** The baseline: what tesseract.js finds is hidden, and nothing is shown again. */
export interface Baseline {
  mask(file: Uint8Array, image: RawImage): Promise<{ masked: RawImage; ms: number }>;
  close(): Promise<void>;
}

export async function startTesseract(): Promise<Baseline> {
  const data = createRequire(import.meta.url).resolve('@tesseract.js-data/fra/package.json');
  const worker = await createWorker('fra', 1, {
    langPath: join(dirname(data), '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SPARSE_TEXT });
  return {
    mask: async (file, image) => {
      const start = performance.now();
      const { data: found } = await worker.recognize(Buffer.from(file), {}, { blocks: true });
      const mask = openMask(image);
      for (const block of found.blocks ?? []) {
        for (const { lines } of block.paragraphs) {
          for (const { words } of lines) {
            hide(
              mask,
              words.map(({ bbox }) => ({
                x: bbox.x0,
                y: bbox.y0,
                width: bbox.x1 - bbox.x0,
                height: bbox.y1 - bbox.y0,
              })),
            );
          }
        }
      }
      return { masked: applyMask(image, mask), ms: performance.now() - start };
    },
    close: async () => void (await worker.terminate()),
  };
}
