import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import type { RawImage } from '../../electron/redaction/rules/image.ts';
import { checkSize, limits, RefusedImage } from './limits.ts';
import { imageOfPixels } from './pixels.ts';

/** Pixels for a point of a page: 144 in an inch, about what a screen shows of a page that fills it. */
const SCALE = 2;
/** Of the longer side, in pixels. */
const LONGEST = 4_000;

/** How many pages a PDF has; throws `RefusedImage`. */
export function countPages(file: Uint8Array): Promise<number> {
  return withDocument(file, async (document) => document.getPageCount());
}

/** What a page of a PDF looks like, from 1; throws `RefusedImage`. Nothing else of the file is left: no text, no names. */
export function decodePage(file: Uint8Array, page: number): Promise<RawImage> {
  return withDocument(file, async (document) => {
    if (page > document.getPageCount()) throw new RefusedImage('no-such-page');
    const opened = document.getPage(page - 1);
    const { originalWidth, originalHeight } = opened.getOriginalSize();
    const longer = Math.max(originalWidth, originalHeight, 1);
    const scale = Math.min(SCALE, LONGEST / longer);
    checkSize(Math.ceil(originalWidth * scale), Math.ceil(originalHeight * scale));
    const { data, width, height } = await opened.render({ scale, render: 'bitmap', renderFormFields: true });
    try {
      return imageOfPixels(data, width, height, 'rgba');
    } finally {
      data.fill(0);
    }
  });
}

/**
 * Opens a file in a PDFium of its own: in WebAssembly, what a hostile file breaks is that instance. Its memory, where the
 * page was drawn, is overwritten afterwards.
 */
async function withDocument<T>(file: Uint8Array, use: (document: PDFiumDocument) => Promise<T>): Promise<T> {
  if (file.length > limits.file) throw new RefusedImage('too-large');
  const { library, memory } = await startPdfium();
  try {
    const document = await library.loadDocument(file);
    try {
      return await use(document);
    } finally {
      document.destroy();
    }
  } catch (error) {
    if (error instanceof RefusedImage) throw error;
    throw new RefusedImage(isLocked(error) ? 'protected' : 'damaged');
  } finally {
    new Uint8Array(memory()).fill(0);
  }
}

async function startPdfium(): Promise<{ library: PDFiumLibrary; memory: () => ArrayBuffer }> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  const module = await WebAssembly.compile(wasm);
  let held: WebAssembly.Memory | null = null;
  const library = await PDFiumLibrary.init({
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(module, imports);
      const { memory } = instance.exports;
      if (memory instanceof WebAssembly.Memory) held = memory;
      done(instance);
      return instance.exports;
    },
  });
  return { library, memory: () => held?.buffer ?? new ArrayBuffer(0) };
}

/** PDFium has numbers for its errors, and the library words for them. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && /password|security/i.test(error.message);
}
