import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/index.ts';
import { waitFor } from '../stand/process.ts';
import type { Operator } from './support/operator.ts';
import { startWorkstation, type Workstation } from './support/workstation.ts';

/** What came is found again: by who missed it, after a power cut, and by nobody who reads the disk. */

const SOON_MS = 15_000;
const PHONE = '1501';
const CALLER = '0639980199';
const SHOWN = '06 39 98 01 99';

let display: VirtualDisplay;
let site: Site;
let workstation: Workstation;
let operator: Operator;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({ cards: 'tokens', telephony: 'simulated' });
  workstation = await startWorkstation({ display: display.name });
  await takeUp();
});

afterAll(async () => {
  await workstation?.stop();
  await site?.stop();
  await display?.stop();
});

/** Starts the application, signs in and binds the phone. */
async function takeUp(): Promise<void> {
  const [{ pin, token }] = site.people;
  ({ operator } = await workstation.start({
    configuration: site.configuration,
    environment: token ?? {},
  }));
  await operator.typePin(pin);
  await operator.chooseProfile('ARM');
  await operator.bindPhone(PHONE);
  const bar = await operator.bar();
  await bar
    .getByText(/PAS D’APPEL EN COURS|En communication/i)
    .first()
    .waitFor({ timeout: SOON_MS });
}

function phones() {
  if (!site.simulatedPhones) throw new Error('the site has no phones');
  return site.simulatedPhones;
}

const tab = () => operator.station.getByRole('tab', { name: /^Journal des appels/ });
const line = (...texts: readonly string[]) =>
  texts.reduce(
    (rows, text) =>
      rows.filter({ hasText: text.replaceAll(' ', '\u00a0') }).or(rows.filter({ hasText: text })),
    operator.station.getByRole('row'),
  );
const shown = (...texts: readonly string[]) =>
  line(...texts)
    .first()
    .waitFor({ timeout: SOON_MS });

it('a call that was missed is counted, found, and called back from the log', async () => {
  const bar = await operator.bar();
  const missed = phones().incomingCall({ number: PHONE, from: CALLER });
  await bar.getByRole('button', { name: /^Répondre/ }).waitFor({ timeout: SOON_MS });
  phones().remoteHangsUp(missed);

  await operator.station.getByRole('tab', { name: /1 appel manqué/ }).click({ timeout: SOON_MS });
  await shown(SHOWN, 'Manqué');
  // Whoever looks has seen it.
  await operator.station.getByRole('tab', { name: 'Journal des appels', exact: true }).waitFor();

  await line('Manqué')
    .getByRole('button', { name: /^Rappeler/ })
    .click();
  // Not the leg by which the phone is asked to dial.
  const isPlaced = ({ others }: { readonly others: readonly { readonly number: string | null }[] }) =>
    others.some(({ number }) => number === CALLER);
  const placed = await waitFor(() => phones().callsAt(PHONE).find(isPlaced), {
    timeoutMs: SOON_MS,
    what: 'the phone to dial',
  });
  // It is answered once it rings there.
  await waitFor(
    () => {
      phones().remoteAnswers(placed.id);
      return phones().callsAt(PHONE).find(isPlaced)?.state === 'connected' || undefined;
    },
    { timeoutMs: SOON_MS, what: 'the other end to answer' },
  );
  await shown(SHOWN, 'En cours');
  phones().remoteHangsUp(placed.id);
  await shown(SHOWN, 'Communication');
});

it('is found by the end of its number, and among what was missed', async () => {
  const text = operator.station.getByRole('searchbox', { name: 'Numéro ou nom' });
  await text.fill('0199');
  await shown(SHOWN, 'Manqué');
  await text.fill('4242');
  await operator.station.getByText('Aucun appel ne correspond à ces filtres.').waitFor();
  await operator.station.getByRole('button', { name: 'Effacer les filtres' }).click();
  await operator.station.getByRole('combobox', { name: 'Résultat' }).selectOption('missed');
  await waitFor(async () => (await line('Communication').count()) === 0, {
    timeoutMs: SOON_MS,
    what: 'what was answered to go',
  });
  await shown(SHOWN, 'Manqué');
  await operator.station.getByRole('combobox', { name: 'Résultat' }).selectOption('all');
});

it('outlives a power cut in the middle of a call, which goes on in its own line', async () => {
  const call = phones().incomingCall({ number: PHONE, from: '0639980142' });
  phones().answerAtPhone(call);
  await shown('06 39 98 01 42', 'En cours');
  await workstation.kill();
  await takeUp();
  await tab().click();
  await shown(SHOWN, 'Manqué');
  await shown('06 39 98 01 42', 'En cours');
  phones().remoteHangsUp(call);
  await shown('06 39 98 01 42', 'Communication');
  expect(await line('06 39 98 01 42').count()).toBe(1);
});

it('is on the disk, and names nobody there', () => {
  const folder = join(workstation.home, 'profile/people');
  const files = readdirSync(folder).filter((name) => name.startsWith('call-log.sqlite'));
  expect(files).toContain('call-log.sqlite');
  for (const file of files) {
    const content = readFileSync(join(folder, file)).toString('latin1');
    for (const number of [CALLER, CALLER.slice(1), '0639980142'])
      expect(content.includes(number)).toBe(false);
  }
});
