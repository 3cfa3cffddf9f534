import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isIntact, type Report, reportSchema } from '../../electron/prerequisites/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { freePort } from '../stand/ports.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { picturePdf, readPdf } from './support/pdf.ts';

/** The report of a workstation whose site does not answer, as it leaves the workstation. */

/** Longer than a run with everything out of reach. */
const RUN_MS = 30_000;
/** The pages of the PDF, to be looked at. */
const pictures = join(import.meta.dirname, '../../out/test/report');

let display: VirtualDisplay;
let bandeau: Bandeau;
let station: Awaited<ReturnType<Bandeau['page']>>;

beforeAll(async () => {
  display = await startDisplay({ width: 1280, height: 800, windowManager: true });
  const closed = await freePort();
  bandeau = await launchBandeau({
    display: display.name,
    configuration: {
      environment: 'production',
      label: 'PRODUCTION',
      site: 'Samu 00 – Stand',
      identity: {
        issuer: `https://127.0.0.1:${closed}/realm`,
        clientId: 'bandeau',
        portal: `https://portail.invalid/api`,
      },
      telephony: { servers: [`wss://127.0.0.1:${closed}`] },
      prerequisites: { servers: [{ name: 'tickets', url: 'https://tickets.invalid', purpose: 'support' }] },
    },
  });
  station = await bandeau.page('station');
  await station.getByRole('button', { name: 'Vérifier le poste' }).press('Enter');
  await station.getByText('Empreinte du rapport').waitFor({ timeout: RUN_MS });
});

afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
});

/** Saves the report under that name, by keyboard. */
async function save(name: string): Promise<string> {
  const file = join(bandeau.home, name);
  await bandeau.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await station.getByRole('button', { name: 'Enregistrer le rapport' }).press('Enter');
  await station.getByText(file).waitFor({ timeout: RUN_MS });
  return file;
}

function reportIn(file: string): Report {
  return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

describe('the report of a verification', () => {
  it('is a PDF that says, on numbered A4 pages, what the report for programs says', async () => {
    const report = reportIn(await save('rapport.json'));
    expect(isIntact(report)).toBe(true);
    expect(report.verdict).toBe('failure');

    const file = await save('rapport.pdf');
    picturePdf(file, pictures);
    const { pages, says, tags } = readPdf(file);
    const words = (text: string) => text.replace(/\s+/g, '');
    const text = words(pages.join(' '));
    expect(text).toContain(words(report.fingerprint));
    for (const { title, finding, measured, expected, cause, remedy, blockedBy } of report.checks) {
      for (const part of [title, finding, measured, expected]) expect(text).toContain(words(part ?? ''));
      for (const part of [cause, blockedBy ? '' : remedy]) expect(text).toContain(words(part ?? ''));
    }
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) {
      expect(page.trimEnd()).toMatch(new RegExp(`${index + 1} / ${pages.length}$`));
    }
    expect(says).toMatchObject({ Title: 'Bandeau – vérification du poste', Tagged: 'yes' });
    expect(says['Page size']).toMatch(/\(A4\)$/);
    for (const tag of ['H1', 'H2', 'Table', 'TH', 'L']) expect(tags).toContain(tag);
  });

  it('is a text that can be read anywhere', async () => {
    const text = readFileSync(await save('rapport.txt'), 'utf8');
    expect(text).toMatch(/^Vérification du poste\nSamu 00 – Stand · PRODUCTION · Bandeau/);
  });

  it('is read by this account alone, and leaves nothing else behind', async () => {
    expect(statSync(join(bandeau.home, 'rapport.pdf')).mode & 0o777).toBe(0o600);
    expect(readdirSync(bandeau.home).filter((name) => name.startsWith('rapport'))).toEqual([
      'rapport.json',
      'rapport.pdf',
      'rapport.txt',
    ]);
    expect(bandeau.electron.windows()).toHaveLength(1);
  });

  it('that cannot be printed says so and what to do instead', async () => {
    await station.getByRole('button', { name: 'Imprimer' }).press('Enter');
    await station.getByText('Enregistrer le rapport au lieu de l’imprimer').waitFor();
    expect(bandeau.electron.windows()).toHaveLength(1);
  });
});
