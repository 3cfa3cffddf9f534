import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../electron/ipc/door.ts';
import type { Bandeau } from './support/application.ts';
import { type DeskSite, type DeskWay, startDeskSite } from './support/desk-site.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import type { Operator } from './support/operator.ts';

/** « Mes tickets » at a real station: the desk answers, the operator replies; by the portal, offline, and by mail. */

const SOON_MS = 20_000;
/** The desk is looked at half a minute after something was sent, give or take. */
const LOOKED_MS = 75_000;
/** Whether somebody is there is looked at from time to time. */
const LOCKED_MS = 30_000;
const pictures = join(import.meta.dirname, '../../out/test/tickets');
const tickets = /^Mes tickets/;

let site: DeskSite;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  site = await startDeskSite();
  await takeUp('portal');
});

afterAll(() => site?.stop());

async function takeUp(way: DeskWay): Promise<void> {
  ({ bandeau, operator } = await site.takeUp(way));
  ({ station } = operator);
  keyboard = keyboardOf(station);
}

const panel = () => station.getByRole('dialog', { name: 'Support' });
const shown = (text: string | RegExp) =>
  panel().getByText(text).filter({ visible: true }).first().waitFor({ timeout: SOON_MS });
const picture = (name: string) => station.screenshot({ path: join(pictures, `${name}.png`) });

/** What the form does, in few words. */
async function report(subject: string): Promise<void> {
  await station.evaluate(async (written) => {
    const bridge: Bridge<'station'> = window.bandeau;
    const begun = await bridge.ask('support.begin', undefined);
    if (!begun.ok || begun.value.form.kind !== 'incident') throw new Error('no draft');
    const { id, form } = begun.value;
    const filled = {
      subject: written,
      error: 'Rien ne répond.',
      concernedFunction: 'Bandeau',
      usersAffected: '1',
      // The portal may not have told the person's own yet.
      email: form.report.email || 'garde@chu.example',
    };
    await bridge.ask('support.saveDraft', { id, form: { ...form, report: { ...form.report, ...filled } } });
    const sent = await bridge.ask('support.send', { id });
    if (!sent.ok) throw new Error(sent.failure.code);
  }, subject);
}

/** By the keyboard alone. */
async function openTickets(): Promise<void> {
  await keyboard.take('Support');
  await keyboard.tabTo(panel().getByRole('tab', { selected: true }));
  for (let tries = 0; tries < 6; tries += 1) {
    const focused = await station.evaluate(() => document.activeElement?.textContent ?? '');
    if (tickets.test(focused)) break;
    await keyboard.press('ArrowRight');
  }
  await keyboard.press('Enter');
  await panel().getByRole('tab', { name: tickets, selected: true }).waitFor();
}

async function reply(text: string): Promise<void> {
  await keyboard.tabTo(panel().getByRole('textbox', { name: /^Répondre/ }));
  await station.keyboard.type(text);
  await shown('Brouillon gardé sur ce poste.');
}

describe('an answer of the portal', () => {
  it('is told on the bar and in the station, and takes no keyboard', async () => {
    await report('L’écran est figé');
    await expect.poll(() => site.glpi.desk.tickets.length, { timeout: SOON_MS }).toBe(1);
    const focused = async () => (await site.display.run('xdotool', 'getwindowfocus')).trim();
    const before = await focused();
    site.glpi.desk.answer(
      1,
      '<p>Bonjour,</p><p>Fermez puis rouvrez le <b>bandeau</b>.</p><script>alert(1)</script>',
      {
        file: 'procédure.pdf',
      },
    );
    const bar = await operator.bar();
    await bar
      .getByRole('button', { name: /^Réponse du support sur un ticket/ })
      .waitFor({ timeout: LOOKED_MS });
    await bar.screenshot({ path: join(pictures, 'bar.png') });
    expect(await focused()).toBe(before);
    await expect.poll(() => station.locator('.header .tool__count').innerText()).toBe('1');
  });

  it('is read by the keyboard alone, with what was written and the names of files', async () => {
    await openTickets();
    await shown('1 nouvelle réponse');
    await picture('list');
    await keyboard.take('L’écran est figé');
    await shown(/Fermez puis rouvrez le bandeau\./);
    await shown(/procédure\.pdf/);
    await shown('Rien ne répond.');
    await picture('ticket');
    expect(await panel().innerText()).not.toContain('alert(1)');
    await expect.poll(() => station.locator('.header .tool__count').count(), { timeout: SOON_MS }).toBe(0);
  });

  it('is replied to, and the reply stands where the desk has it', async () => {
    await reply('C’est fait, merci.');
    await keyboard.take('Envoyer la réponse');
    await expect.poll(() => site.glpi.desk.followUps.length, { timeout: SOON_MS }).toBe(2);
    expect(site.glpi.desk.followUps[1]?.content).toContain('C’est fait, merci.');
    await shown('Reçu par le support');
    await keyboard.take('Retour à la liste');
    // The keyboard is where it was.
    await expect
      .poll(() => station.evaluate(() => document.activeElement?.textContent), { timeout: SOON_MS })
      .toBe('L’écran est figé');
  });
});

describe('a reply that is being typed', () => {
  it('when the station locks is there, whole, once it is unlocked', async () => {
    await keyboard.take('L’écran est figé');
    const field = panel().getByRole('textbox', { name: /^Répondre/ });
    await keyboard.tabTo(field);
    const typed = await field.evaluateHandle((element) => {
      const latest = { text: '' };
      element.addEventListener('input', () => {
        if (element instanceof HTMLTextAreaElement) latest.text = element.value;
      });
      return latest;
    });
    const idle = (seconds: number) =>
      bandeau.electron.evaluate(({ powerMonitor }, past) => {
        powerMonitor.getSystemIdleTime = () => past;
      }, seconds);
    await idle(3_600);
    const locked = station.getByRole('heading', { name: /^Poste verrouillé/ });
    // Without a pause of the fingers, up to the word in which it locks.
    const until = Date.now() + LOCKED_MS;
    while ((await locked.count()) === 0 && Date.now() < until) {
      await station.keyboard.type('Encore. ', { delay: 15 });
    }
    await idle(0);
    await shown('Déverrouillez le poste pour voir vos tickets.');
    const written = await typed.evaluate(({ text }) => text);
    expect(written).toContain('Encore.');
    expect(await panel().innerText()).not.toContain('Encore.');
    await keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    await operator.typePin(site.person.pin);
    await openTickets();
    await keyboard.take('L’écran est figé');
    await expect.poll(() => field.inputValue(), { timeout: SOON_MS }).toBe(written);
    await picture('unlocked');
    await keyboard.take('Effacer le brouillon…');
    await keyboard.take('Effacer');
    await expect.poll(() => field.inputValue(), { timeout: SOON_MS }).toBe('');
    await keyboard.take('Retour à la liste');
  });
});

describe('a portal that is away', () => {
  it('leaves what was copied readable, says as of when, and keeps a reply until it is back', async () => {
    await site.glpi.stop();
    await keyboard.take('Actualiser');
    await shown('Le portail d’assistance n’est pas joignable');
    await picture('away');
    await keyboard.take('L’écran est figé');
    await shown(/Fermez puis rouvrez le bandeau\./);
    await reply('Cela recommence.');
    await keyboard.take('Envoyer la réponse');
    await shown('En cours d’envoi');
    await picture('reply-waiting');
  });

  it('loses nothing to a power cut, a half-written reply included, and leaves nothing readable on the disk', async () => {
    await reply('Et depuis ce matin');
    await site.workstation.kill();
    const folder = join(site.workstation.home, 'profile/people');
    for (const file of readdirSync(folder).filter((name) => name.startsWith('support'))) {
      expect(readFileSync(join(folder, file)).toString('utf8')).not.toMatch(
        /figé|recommence|rouvrez|ce matin/,
      );
    }
    await takeUp('portal');
    await openTickets();
    await keyboard.take('L’écran est figé');
    await shown('Cela recommence.');
    const field = panel().getByRole('textbox', { name: /^Répondre/ });
    await expect.poll(() => field.inputValue()).toBe('Et depuis ce matin');
  });

  it('gets what waited once it is back, once, and is read again', async () => {
    await site.glpi.start();
    site.glpi.desk.answer(1, '<p>Nous regardons.</p>');
    await panel()
      .getByRole('button', { name: 'Envoyer maintenant' })
      .first()
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    const arrived = () =>
      site.glpi.desk.followUps.filter(({ content }) => content.includes('Cela recommence.')).length;
    await expect.poll(arrived, { timeout: LOOKED_MS }).toBe(1);
    await keyboard.take('Retour à la liste');
    await keyboard.take('Actualiser');
    await keyboard.take('L’écran est figé');
    await shown('Nous regardons.');
    expect(arrived()).toBe(1);
    site.glpi.desk.solve(1, '<p>Corrigé.</p>');
    await keyboard.take('Retour à la liste');
    await keyboard.take('Actualiser');
    await panel().getByText('Aucun ticket en cours.').waitFor({ timeout: SOON_MS });
    await panel().getByRole('combobox', { name: 'Montrer' }).selectOption('closed');
    await shown('Résolu');
    await picture('solved');
  });
});

describe('a ticket that goes by mail', () => {
  it('is in the same list, says where the answers come, and its reply joins the thread', async () => {
    await site.workstation.close();
    await takeUp('mail');
    await report('Le casque grésille');
    await site.mail.waitFor(({ subject }) => subject.includes('Le casque grésille'), SOON_MS);
    await openTickets();
    await shown('Envoyé par courriel');
    await picture('mailed');
    await keyboard.take('Le casque grésille');
    await shown(/arrivent dans votre messagerie/);
    await reply('Sur tous les postes.');
    await keyboard.take('Envoyer la réponse');
    const answered = await site.mail.waitFor(({ text }) => text.includes('Sur tous les postes.'), SOON_MS);
    expect(answered.subject).toContain('Le casque grésille');
    const whole = await site.mail.whole();
    const [first, second] = whole.slice(-2);
    expect(second?.inReplyTo).toBe(first?.messageId);
    await shown('Sur tous les postes.');
    await picture('mail-ticket');
  });
});
