import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bandeau } from './support/application.ts';
import { type DeskSite, type DeskWay, startDeskSite } from './support/desk-site.ts';
import { type MarkedWindow, openMarkedWindow } from './support/marked-window.ts';

/** Incidents reported from a real station: to a portal, offline, after a power cut, and by mail. */

/** Masking on a machine that does other things too. */
const MASKED_MS = 60_000;
const SOON_MS = 20_000;
/** An account that could not be read is read again after ever longer pauses. */
const TOLD_MS = 60_000;
const pictures = join(import.meta.dirname, '../../out/test/report');

let site: DeskSite;
let marked: MarkedWindow;
let bandeau: Bandeau;
let station: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  site = await startDeskSite();
  marked = await openMarkedWindow(site.display, { width: 900, height: 500 });
  site.keepAccount(true);
  await takeUp('portal');
});

afterAll(async () => {
  await marked?.stop();
  await site?.stop();
});

/** Begins work, and opens the page of reports. */
async function takeUp(way: DeskWay): Promise<void> {
  const started = await site.takeUp(way);
  ({ bandeau } = started);
  ({ station } = started.operator);
  await station.getByRole('button', { name: 'Support', exact: true }).click();
}

const panel = () => station.getByRole('dialog', { name: 'Support' });
const button = (name: string | RegExp) => panel().getByRole('button', { name, exact: true });
const shown = (text: string | RegExp) =>
  panel().getByText(text).filter({ visible: true }).first().waitFor({ timeout: SOON_MS });
const picture = (name: string) => station.screenshot({ path: join(pictures, `${name}.png`) });

async function write(subject: string, error: string): Promise<void> {
  await button('Nouveau signalement').click();
  await panel()
    .getByRole('textbox', { name: /^Objet/ })
    .fill(subject);
  await panel()
    .getByRole('textbox', { name: /^Ce qui ne va pas/ })
    .fill(error);
  await panel()
    .getByRole('combobox', { name: /^Fonction concernée/ })
    .selectOption('Annuaire');
}

describe('a report that is begun before the portal has told who reports', () => {
  const address = () => panel().getByRole('textbox', { name: /^Adresse mail/ });

  it('takes the address once it is told, and is still one in which nobody wrote', async () => {
    await button('Nouveau signalement').click();
    expect(await address().inputValue()).toBe('');
    site.keepAccount(false);
    await expect.poll(() => address().inputValue(), { timeout: TOLD_MS }).toBe('zoe.essai@stand.example');
    await button('Terminer plus tard').click();
    await shown('Nouveau signalement');
    expect(
      await panel()
        .getByRole('button', { name: /^Reprendre/ })
        .count(),
    ).toBe(0);
  });
});

describe('a report to the portal', () => {
  it('takes a masked picture of another program, and a file that is what it says', async () => {
    await write('L’annuaire est vide', 'Aucune fiche ne s’affiche.');
    await button('Faire une capture masquée').click();
    const capture = await bandeau.page('capture');
    await capture.getByRole('button', { name: marked.title }).click();
    await capture.getByRole('group', { name: 'Image masquée' }).waitFor({ timeout: MASKED_MS });
    await capture.getByRole('button', { name: 'Ajouter aux images à joindre…' }).click();
    await capture.getByRole('checkbox').first().waitFor();
    for (const line of await capture.getByRole('checkbox').all()) await line.check();
    await capture.getByRole('button', { name: 'Ajouter l’image' }).click();
    await button('Joindre l’image 1').waitFor({ timeout: SOON_MS });
    await picture('picture-ready');
    await button('Joindre l’image 1').click();
    await shown('Pièces jointes (1 sur 3)');

    const chosen = site.kept('compte-rendu.pdf', 'un texte sous un autre nom');
    await bandeau.electron.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
    }, chosen);
    await button('Joindre un fichier…').click();
    await shown(/n’est pas un fichier accepté/);
    await picture('file-refused');
    await shown('Pièces jointes (1 sur 3)');
  });

  it('arrives with its number, its urgency and its masked picture, nothing of the original in it', async () => {
    await button('Envoyer').click();
    await shown('Signalement arrivé');
    await shown(/ticket n°.1/);
    await picture('arrived');
    const [ticket] = site.glpi.desk.tickets;
    expect(ticket).toMatchObject({
      name: 'L’annuaire est vide',
      urgency: 3,
      requester: 'zoe.essai@stand.example',
    });
    expect(ticket?.content).toContain('Aucune fiche ne s’affiche.');
    expect(ticket?.content).toContain('Samu 00 – Stand');
    const [document] = site.glpi.desk.documents;
    const bytes = document?.bytes ?? Buffer.alloc(0);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    for (const needle of Object.values(marked.needles)) expect(bytes.includes(needle)).toBe(false);
  });
});

describe('a report while the portal is away', () => {
  it('waits, says why and until when, and the header counts it', async () => {
    await button('Revenir aux signalements').click();
    await site.glpi.stop();
    await write('Écran figé', 'Rien ne répond.');
    await button('Envoyer').click();
    await shown('Signalement enregistré');
    await shown(/ne peut pas être joint/);
    await picture('offline');
    await expect.poll(() => station.locator('.header .tool__count').innerText()).toBe('1');
  });

  it('goes by itself once it is back, once', async () => {
    await site.glpi.start();
    await panel().getByText('Envois au support').click();
    await button('Réessayer maintenant')
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await shown('Signalement arrivé');
    expect(site.glpi.desk.tickets.filter(({ name }) => name === 'Écran figé')).toHaveLength(1);
  });
});

describe('a report that is being written', () => {
  it('is there again after a power cut, to the last word, and no word of it is readable on the disk', async () => {
    await button('Revenir aux signalements').click();
    await write('Le casque grésille', 'Depuis la relève, en continu.');
    await shown(/^Brouillon enregistré/);
    await panel()
      .getByRole('textbox', { name: /^Ce qui ne va pas/ })
      .pressSequentially(' Et fort.');
    await shown(/^Brouillon enregistré/);
    await site.workstation.kill();
    const folder = join(site.workstation.home, 'profile/people');
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file)).toString('utf8')).not.toMatch(/grésille|relève/);
    }
    await takeUp('mail');
    await picture('restored');
    await button('Reprendre : Le casque grésille').click();
    const text = panel().getByRole('textbox', { name: /^Ce qui ne va pas/ });
    await expect.poll(() => text.inputValue()).toBe('Depuis la relève, en continu. Et fort.');
  });

  it('goes by mail where the site has no portal', async () => {
    await button('Envoyer').click();
    await shown(/Parti par courriel/);
    await picture('mailed');
    const arrived = await site.mail.waitFor(({ subject }) => subject.includes('Le casque grésille'), SOON_MS);
    expect(arrived.to).toEqual(['monserviceclient@support.example']);
    expect(arrived.text).toContain('Depuis la relève, en continu. Et fort.');
    const [whole] = await site.mail.whole();
    expect(whole?.replyTo).toMatchObject([{ address: 'zoe.essai@stand.example' }]);
  });
});
