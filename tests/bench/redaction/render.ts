import { decode as decodeJpeg, encode as encodeJpeg } from 'jpeg-js';
import { type Browser, chromium } from 'playwright-core';
import type { RawImage } from '../../../electron/redaction/rules/image.ts';
import { decodeImage } from '../../../native/ocr/decode-image.ts';
import type { TestPage } from './pages.ts';

/** A word of a page, in pixels of its picture. */
export interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Of what it is part, where it is personal. */
  readonly kind: string | null;
  readonly span: string | null;
}

/** A picture of a page and the truth about it. */
export interface Rendered {
  readonly file: Uint8Array;
  readonly image: RawImage;
  readonly words: readonly Word[];
  /** One byte a pixel: 1 where it is ink of text. */
  readonly ink: Uint8Array;
}

/** Needs a Chromium: `CHROMIUM`, else Debian's. Text is smoothed for LCD screens, as on Windows. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--enable-lcd-text'],
  });
}

const HIDE_TEXT =
  '*{color:transparent!important;-webkit-text-fill-color:transparent!important;text-shadow:none!important;text-decoration-color:transparent!important}svg text{fill:transparent!important}';

/** 1920×1080 pixels, whatever the scale. Ink is what goes when text does. */
export async function render(browser: Browser, page: TestPage): Promise<Rendered> {
  const tab = await browser.newPage({
    viewport: { width: Math.round(1920 / page.scale), height: Math.round(1080 / page.scale) },
    deviceScaleFactor: page.scale,
  });
  try {
    await tab.setContent(page.html);
    const png = await tab.screenshot();
    const words: Word[] = await tab.evaluate(wordsOfPage, page.scale);
    await tab.addStyleTag({ content: HIDE_TEXT });
    const bare = decodeImage(new Uint8Array(await tab.screenshot()));
    const image = decodeImage(new Uint8Array(png));
    const ink = differenceOf(image, bare);
    if (!page.jpeg) return { file: new Uint8Array(png), image, words, ink };
    const file = asJpeg(image);
    return { file, image: decodeImage(Uint8Array.from(file)), words, ink };
  } finally {
    await tab.close();
  }
}

function asJpeg({ width, height, data }: RawImage): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) rgba.set(data.subarray(at * 3, at * 3 + 3), at * 4);
  const file = new Uint8Array(encodeJpeg({ width, height, data: rgba }, 82).data);
  decodeJpeg(file);
  return file;
}

/** Less is not seen as a letter's ink. */
const INK = 8;

function differenceOf(a: RawImage, b: RawImage): Uint8Array {
  const ink = new Uint8Array(a.width * a.height);
  for (let pixel = 0; pixel < ink.length; pixel++) {
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) {
      if (Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)) >= INK) ink[pixel] = 1;
    }
  }
  return ink;
}

/** In the page: each word that is seen, by its own range. */
function wordsOfPage(scale: number): Word[] {
  const words: Word[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const owner = node.parentElement?.closest('[data-kind]');
    for (const match of (node.textContent ?? '').matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const { x, y, width, height } = range.getBoundingClientRect();
      // What a dialog covers or an edge cuts is not there to be read.
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      if (!top || !(top === node.parentElement || node.parentElement?.contains(top) || top.contains(node))) {
        if (!owner || !top?.closest('.veil')) continue;
      }
      words.push({
        text: match[0],
        x: x * scale,
        y: y * scale,
        width: width * scale,
        height: height * scale,
        kind: owner?.getAttribute('data-kind') ?? null,
        span: owner?.getAttribute('data-span') ?? null,
      });
    }
  }
  return words;
}
