import { type ChildProcess, fork } from 'node:child_process';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRedaction, type Redaction, type RedactionJob } from '../../../electron/redaction/index.ts';
import type { ProcessChannel } from '../../../electron/shared/supervised-process.ts';
import { decodeImage } from '../../../native/ocr/decode-image.ts';
import { administratorList } from '../../bench/redaction/administrator-list.ts';
import { testPages } from '../../bench/redaction/pages.ts';
import { openBrowser, type Rendered, render } from '../../bench/redaction/render.ts';
import { score } from '../../bench/redaction/score.ts';
import { waitFor } from '../../stand/process.ts';

const children: ChildProcess[] = [];

function spawn(): ProcessChannel {
  const child = fork(join(import.meta.dirname, '../../../native/ocr/process.ts'), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  children.push(child);
  return {
    post: (message) => void (child.connected && child.send(message, () => undefined)),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Time enough on a machine that is busy: what is measured here is what shows, not how soon. */
const deadline = 45_000;
const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

let browser: Browser;
let pages: readonly Rendered[];
let lists: Parameters<Redaction['submit']>[0]['lists'];
let redaction: Redaction;

beforeAll(async () => {
  browser = await openBrowser();
  const chosen = testPages()
    .filter(({ name }) => /^(file-light-13px-100%-1000|dialog-dark|odd)/.test(name))
    .slice(0, 3);
  pages = await Promise.all(chosen.map((page) => render(browser, page)));
  lists = [await administratorList(browser)];
});

afterAll(async () => {
  await browser.close();
});

afterEach(() => redaction.close());

async function submit(page: Rendered): Promise<RedactionJob> {
  const job = await redaction.submit({ image: { kind: 'file', bytes: Uint8Array.from(page.file) }, lists });
  if (!job.ok) throw new Error(job.failure.code);
  return job.value;
}

const firstPage = (): Rendered => {
  const [first] = pages;
  if (!first) throw new Error('no page');
  return first;
};

describe('the OCR process', () => {
  it('leaves none of the personal data and most of the labels', async () => {
    redaction = createRedaction({ spawn, deadline });
    let [labels, kept] = [0, 0];
    for (const page of pages) {
      const job = await submit(page);
      const found = score(page.words, page.ink, page.image, decodeImage(job.picture.bytes));
      expect(found.leaks).toEqual([]);
      labels += found.labels;
      kept += found.labelsKept;
      await job.discard();
    }
    expect(kept).toBeGreaterThan(0.6 * labels);
  });

  it('shows one finding after an act, and changes no pixel outside of it', async () => {
    redaction = createRedaction({ spawn, deadline });
    const page = firstPage();
    const job = await submit(page);
    const [finding] = job.picture.findings;
    const before = decodeImage(job.picture.bytes);
    const after = await job.reveal(finding?.id ?? '');
    if (!after.ok || !finding) throw new Error('nothing was revealed');
    const shown = decodeImage(after.value.bytes);
    const inside = ({ x, y, width, height }: typeof finding.box, pixel: number) => {
      const [column, row] = [pixel % page.image.width, Math.floor(pixel / page.image.width)];
      return column >= x && column < x + width && row >= y && row < y + height;
    };
    const changed = Array.from({ length: page.image.width * page.image.height }, (_, pixel) => pixel).filter(
      (pixel) => before.data[pixel * 3] !== shown.data[pixel * 3],
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every((pixel) => inside(finding.box, pixel))).toBe(true);
    expect(await job.reveal('no such finding')).toMatchObject({ ok: false });
    expect(await job.result([])).toMatchObject({ ok: true, value: { provenance: { reveals: 1, drawn: 0 } } });
  });

  it('works below everything else, and is gone once idle', async () => {
    redaction = createRedaction({ spawn, deadline, idle: 100 });
    const job = await submit(firstPage());
    const child = children.at(-1);
    expect(getPriority(child?.pid ?? 0)).toBeGreaterThan(0);
    await job.discard();
    await waitFor(() => child !== undefined && isOver(child), {
      timeoutMs: 20_000,
      what: 'the end of the process',
    });
  });

  it('shows nothing where it is killed, runs out of memory, or is given no image', async () => {
    redaction = createRedaction({ spawn, deadline });
    const lost = redaction.submit({
      image: { kind: 'file', bytes: Uint8Array.from(firstPage().file) },
      lists,
    });
    children.at(-1)?.kill('SIGKILL');
    expect(await lost).toMatchObject({ ok: false, failure: { code: 'Redaction_Interrupted' } });
    redaction.close();

    redaction = createRedaction({ spawn, deadline, memory: 60_000_000 });
    const capped = redaction.submit({
      image: { kind: 'file', bytes: Uint8Array.from(firstPage().file) },
      lists,
    });
    expect(await capped).toMatchObject({ ok: false, failure: { code: 'Redaction_Interrupted' } });
    redaction.close();

    redaction = createRedaction({ spawn, deadline });
    const text = redaction.submit({
      image: { kind: 'file', bytes: Uint8Array.from(Buffer.from('<svg/>')) },
      lists,
    });
    expect(await text).toMatchObject({ ok: false, failure: { code: 'Image_NotRecognised' } });
  });
});
