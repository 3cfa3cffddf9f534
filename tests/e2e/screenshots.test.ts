import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../native/ocr/decode-image.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type MarkedWindow, openMarkedWindow } from './support/marked-window.ts';
import { foundInMemory } from './support/process-memory.ts';
import { smallPdf } from './support/small-pdf.ts';

/** A window of another program, captured, masked, looked at and kept; and what is left of its original: nothing. */

/** Masking on a machine that does other things too. */
const MASKED_MS = 60_000;
const pictures = join(import.meta.dirname, '../../out/test/screenshots');

let display: VirtualDisplay;
let marked: MarkedWindow;
let bandeau: Bandeau;
let capture: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  marked = await openMarkedWindow(display, { width: 900, height: 500 });
  bandeau = await launchBandeau({ display: display.name });
  const station = await bandeau.page('station');
  await station.getByRole('button', { name: 'Captures', exact: true }).click();
  capture = await bandeau.page('capture');
});

afterAll(async () => {
  await bandeau?.close();
  await marked?.stop();
  await display?.stop();
});

const edited = () => capture.getByRole('group', { name: 'Image masquée' }).waitFor({ timeout: MASKED_MS });
const captureWindow = () => capture.getByRole('button', { name: marked.title }).click();

/** Ticks every line and adds the picture. */
async function attach(): Promise<void> {
  await capture.getByRole('button', { name: 'Ajouter aux images à joindre…' }).click();
  await capture.getByRole('checkbox').first().waitFor();
  for (const line of await capture.getByRole('checkbox').all()) await line.check();
  await capture.getByRole('button', { name: 'Ajouter l’image' }).click();
  await capture.getByRole('heading', { name: /^Images à joindre/ }).waitFor();
}

/** The masked pictures that a report would take. */
async function kept(): Promise<readonly Buffer[]> {
  const found = await capture.evaluate(async () => {
    const view = await window.bandeau.ask('capture.view', undefined);
    if (!view.ok) throw new Error(view.failure.code);
    return Promise.all(
      view.value.kept.map(async ({ id }) => {
        const bytes = await window.bandeau.ask('capture.kept', { id });
        return bytes.ok ? [...bytes.value] : [];
      }),
    );
  });
  return found.map((bytes) => Buffer.from(bytes));
}

/** What of the original is in the memory of the pages, by their kind. */
async function leftInPages(): Promise<readonly string[]> {
  const processes = await bandeau.processes();
  return processes
    .filter(({ type }) => type === 'Tab')
    .flatMap(({ pid }) => foundInMemory(pid, marked.needles).map((needle) => `${needle} in page ${pid}`));
}

function leftInFiles(): readonly string[] {
  return readdirSync(bandeau.home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return Object.values(marked.needles).some((needle) => bytes.includes(needle));
    });
}

describe('a window of another program', () => {
  it('is offered by its title, and ours are not', async () => {
    await capture.getByRole('button', { name: marked.title }).waitFor();
    expect(await capture.getByRole('button', { name: /^Bandeau/ }).count()).toBe(0);
    await capture.screenshot({ path: join(pictures, 'choose.png') });
  });

  it('is masked, and its pixels are in no page and no file', async () => {
    await captureWindow();
    await edited();
    await capture.screenshot({ path: join(pictures, 'edit.png') });
    expect(await leftInPages()).toEqual([]);
    expect(leftInFiles()).toEqual([]);
  });

  it('is masked further by hand and by keyboard, which is undone and done again', async () => {
    const stage = capture.getByRole('group', { name: 'Image masquée' });
    const box = await stage.boundingBox();
    if (!box) throw new Error('no picture');
    await capture.mouse.move(box.x + 30.4, box.y + 30.4);
    await capture.mouse.down();
    await capture.mouse.move(box.x + 150.2, box.y + 90.6, { steps: 4 });
    await capture.mouse.up();
    const own = capture.getByRole('button', { name: /^Masque ajouté \d+, / });
    await expect.poll(() => own.count()).toBe(1);
    await stage.focus();
    await stage.press('n');
    await expect.poll(() => own.count()).toBe(2);
    const second = own.nth(1);
    await expect.poll(() => second.evaluate((element) => element === document.activeElement)).toBe(true);
    const before = await second.getAttribute('aria-label');
    await second.press('Shift+ArrowRight');
    await expect.poll(() => second.getAttribute('aria-label')).not.toBe(before);
    await capture.screenshot({ path: join(pictures, 'boxes.png') });
    await second.press('Control+z');
    await expect.poll(() => second.getAttribute('aria-label')).toBe(before);
    await second.press('Control+y');
    await second.press('Delete');
    await expect.poll(() => own.count()).toBe(1);
  });

  it('shows one zone again after a question, and the journal knows that it was done', async () => {
    const list = capture.getByRole('listbox', { name: /^Zones masquées/ });
    const count = await list.getByRole('option').count();
    await list.selectOption({ index: 0 });
    await capture.getByRole('button', { name: 'Montrer cette zone…' }).click();
    await capture.screenshot({ path: join(pictures, 'reveal.png') });
    await capture.getByRole('button', { name: 'Montrer la zone' }).click();
    await expect.poll(() => list.getByRole('option').count()).toBe(count - 1);
    await capture.getByRole('heading', { name: 'Zones montrées (1)' }).waitFor();
  });

  it('is attachable after each line was ticked; nothing of the original is left in pages and files', async () => {
    await attach();
    await capture.screenshot({ path: join(pictures, 'kept.png') });
    const [picture] = await kept();
    writeFileSync(join(pictures, 'attachable.png'), picture ?? '');
    const image = decodeImage(Uint8Array.from(picture ?? []));
    expect(Math.abs(image.width / image.height - 900 / 500)).toBeLessThan(0.01);
    expect(Object.values(marked.needles).some((needle) => Buffer.from(image.data).includes(needle))).toBe(
      false,
    );
    expect(await leftInPages()).toEqual([]);
    expect(leftInFiles()).toEqual([]);
  });
});

describe('a display', () => {
  it('is captured without our windows, and a part of it is kept', async () => {
    await capture
      .getByRole('button', { name: /^Une zone de/ })
      .first()
      .click();
    await edited();
    await capture.screenshot({ path: join(pictures, 'area.png') });
    const stage = capture.getByRole('group', { name: 'Image masquée' });
    const box = await stage.boundingBox();
    if (!box) throw new Error('no picture');
    const scale = box.width / 1600;
    await capture.mouse.move(box.x + 40 * scale, box.y + 80 * scale);
    await capture.mouse.down();
    await capture.mouse.move(box.x + 840 * scale, box.y + 480 * scale, { steps: 4 });
    await capture.mouse.up();
    await capture.getByRole('button', { name: 'Garder toute l’image' }).waitFor();
    await capture.screenshot({ path: join(pictures, 'cropped.png') });
    await attach();
    const picture = (await kept())[1];
    writeFileSync(join(pictures, 'attachable-area.png'), picture ?? '');
    const { width, height } = decodeImage(Uint8Array.from(picture ?? []));
    expect(Math.abs(width - 800)).toBeLessThan(6);
    expect(Math.abs(height - 400)).toBeLessThan(6);
  });
});

describe('an image that is there already', () => {
  it('is pasted with Ctrl + V', async () => {
    // The file is the test's own: the program's user may not read it.
    await bandeau.electron.evaluate(
      ({ clipboard, nativeImage }, url) => {
        const board: object = clipboard;
        if ('writeImage' in board && typeof board.writeImage === 'function') {
          board.writeImage(nativeImage.createFromDataURL(url));
        }
      },
      `data:image/png;base64,${readFileSync(marked.file).toString('base64')}`,
    );
    await capture.keyboard.press('Control+v');
    await edited();
    await capture.getByRole('button', { name: 'Abandonner' }).click();
    await capture.getByRole('heading', { name: 'Que faut-il montrer au support ?' }).waitFor();
    expect(await leftInPages()).toEqual([]);
    expect(leftInFiles()).toEqual([]);
  });

  it('is a page of a PDF, chosen by its number', async () => {
    const file = join(bandeau.home, 'document.pdf');
    writeFileSync(file, smallPdf(['Formation', 'MARTIN Jeanne 02 61 91 00 42']));
    await bandeau.electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, file);
    await capture.getByRole('button', { name: 'Choisir un fichier…' }).click();
    await capture.getByRole('textbox', { name: /^Page à montrer/ }).fill('9');
    await capture.getByRole('button', { name: 'Masquer cette page' }).click();
    await capture.getByText('Ce document n’a que les pages 1 à 2.').waitFor();
    await capture.getByRole('textbox', { name: /^Page à montrer/ }).fill('2');
    await capture.getByRole('button', { name: 'Masquer cette page' }).click();
    await edited();
    await capture.screenshot({ path: join(pictures, 'pdf.png') });
    await capture.getByRole('button', { name: 'Abandonner' }).click();
  });

  it('that is none is refused by name', async () => {
    const file = join(bandeau.home, 'notes.png');
    writeFileSync(file, 'not an image');
    await bandeau.electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, file);
    await capture.getByRole('button', { name: 'Choisir un fichier…' }).click();
    await capture.getByText('Choisir une image PNG ou JPEG, ou un PDF').waitFor({ timeout: MASKED_MS });
    await capture.screenshot({ path: join(pictures, 'refused.png') });
  });
});

describe('the process that masks', () => {
  const ocr = async () =>
    (await bandeau.processes()).find(({ type, name }) => type === 'Utility' && name === 'ocr')?.pid;

  it('may die: nothing is kept, it is said, and the next picture is masked by another one', async () => {
    await captureWindow();
    await capture.getByRole('heading', { name: 'Masquage en cours' }).waitFor({ timeout: MASKED_MS });
    await expect.poll(ocr, { timeout: MASKED_MS }).toBeDefined();
    process.kill((await ocr()) ?? 0, 'SIGKILL');
    await capture.getByText('Recommencer le masquage').waitFor({ timeout: MASKED_MS });
    expect(await leftInPages()).toEqual([]);
    await captureWindow();
    await edited();
  });

  it('goes with the program, killed at once: no file has the original', async () => {
    const pids = (await bandeau.processes()).map(({ pid }) => pid);
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went with another one.
      }
    }
    expect(leftInFiles()).toEqual([]);
  });
});
