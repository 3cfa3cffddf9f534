import { randomBytes, randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import type { IdentityStand } from '../stand/identity/stand.ts';
import { type Site, type SitePerson, startSite } from '../stand/index.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Heaps, stringsInHeaps, WHOLE_STRINGS } from './support/heap.ts';
import { type Operator, operatorOf } from './support/operator.ts';

/** What a person typed in secret is not in memory any more, as text that anything could still reach. */

const SOON_MS = 10_000;
const PHONE = '1501';
const EMAIL = 'zoe.essai@stand.example';
const OTHER_EMAIL = 'zoe.autre@stand.example';
const IDENTIFIER = 'zoe.essai';
const password = () => `Aa9-${randomBytes(12).toString('hex')}`;
const secrets = {
  pin: String(randomInt(1_000, 9_999)),
  first: password(),
  second: password(),
  third: password(),
};

let display: VirtualDisplay;
let site: Site;
let identity: IdentityStand;
let staff: SitePerson;
let bandeau: Bandeau;
let operator: Operator;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({
    cards: 'tokens',
    telephony: 'simulated',
    people: (usual) =>
      usual.id === 'staff'
        ? {
            ...usual,
            card: { ...usual.card, pin: secrets.pin },
            account: {
              ...usual.account,
              password: { value: secrets.first, age: 0, temporary: false },
              email: { value: EMAIL, usable: true },
            },
          }
        : usual,
  });
  if (!site.identity) throw new Error('the stand has no provider');
  identity = site.identity;
  [staff] = site.people;
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: staff.token ?? {},
    switches: [`--js-flags=${WHOLE_STRINGS}`],
  });
  operator = await operatorOf(bandeau);
});

afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await display?.stop();
});

/** Where one of the secrets is still, whole or in another string, by the names of both. */
function found(heaps: Heaps, wanted: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(heaps).flatMap(([process, strings]) =>
    Object.entries(wanted)
      .filter(([, secret]) => {
        const shapes = shapesOf(secret);
        return strings.some((text) => shapes.some((shape) => shape.test(text)));
      })
      .map(([name]) => `${name} in ${process}`),
  );
}

/** As it is and as requests carry it. A few digits are looked for apart from longer numbers and identifiers. */
function shapesOf(secret: string): readonly RegExp[] {
  const isShort = secret.length < 10;
  const shapes = isShort ? [secret] : [secret, encodeURIComponent(secret), ...base64Of(secret)];
  return shapes.map((shape) => {
    const literal = shape.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(isShort ? `(?<![\\w.,:-])${literal}(?![\\w.,:-])` : literal);
  });
}

/** What a longer text in base64 has of it, wherever it begins in a group of three bytes. */
function base64Of(secret: string): readonly string[] {
  return [0, 1, 2].map((skipped) => {
    const groups = Buffer.from(secret.slice(skipped)).toString('base64');
    return groups.slice(0, 4 * Math.floor((secret.length - skipped) / 3));
  });
}

const field = (label: string) => operator.station.getByLabel(label, { exact: true });

/** Key by key, as a person does: no program holds the whole. */
async function type(label: string, text: string): Promise<void> {
  await field(label).click();
  await field(label).pressSequentially(text);
}

const panelIsClosed = async () => {
  await operator.station.keyboard.press('Escape');
  await operator.station.getByRole('dialog').waitFor({ state: 'detached' });
};

async function changePassword(current: string | null, next: string): Promise<void> {
  await operator.openPanel('password');
  if (current !== null) await type('Mot de passe actuel', current);
  await type('Nouveau mot de passe', next);
  await type('Nouveau mot de passe, une seconde fois', next);
  await operator.station.keyboard.press('Enter');
  await operator.station.getByText('Mot de passe enregistré').waitFor({ timeout: SOON_MS });
  await panelIsClosed();
}

/** The code that arrives when something is asked for. */
async function codeAfter(ask: () => Promise<void>): Promise<string> {
  const before = identity.inbox.messages.length;
  await ask();
  await waitFor(() => identity.inbox.messages.length > before, { timeoutMs: SOON_MS, what: 'the code' });
  return identity.codeSentTo(staff.id);
}

async function work(): Promise<void> {
  await operator.chooseProfile(site.configuration.site);
  await operator.bindPhone(PHONE);
  await operator.bar();
}

/** The tokens are in main's heap alone: what they are looked for with finds them there. */
async function tokensAreInMainOnly(heaps: Heaps): Promise<void> {
  const tokens = Object.fromEntries(identity.givenTokens.map((token, index) => [`token ${index}`, token]));
  const processes = found(heaps, tokens).map((place) => place.replace(/^.* in /, ''));
  expect([...new Set(processes)]).toEqual(['main']);
}

/** The name, which is on screen, is found everywhere: so would be what is not. */
async function nothingIsLeft(secret: Readonly<Record<string, string>>): Promise<void> {
  const heaps = await stringsInHeaps(bandeau);
  const everywhere = Object.keys(heaps).map((process) => `name in ${process}`);
  expect(found(heaps, { name: 'ESSAI' })).toEqual(everywhere);
  expect(found(heaps, secret)).toEqual([]);
  await tokensAreInMainOnly(heaps);
}

describe('a secret that was typed is in no heap any more', () => {
  it('after a sign-in by card, a new password and a channel that was validated', async () => {
    await operator.typePin(secrets.pin);
    await work();
    await changePassword(null, secrets.second);
    await operator.openPanel('channels');
    const code = await codeAfter(() => operator.testChannel('email', OTHER_EMAIL));
    await operator.validateChannel('email', code);
    const { pin, first, second } = secrets;
    await operator
      .channel('email')
      .getByRole('textbox', { name: 'Code reçu' })
      .waitFor({ state: 'detached' });
    await panelIsClosed();
    await nothingIsLeft({ pin, first, second, code });
  });

  it('after a sign-in by password and code, and another new password', async () => {
    await operator.signOut();
    await operator.chooseWay('otp');
    await operator.station.getByRole('textbox', { name: /Identifiant de connexion/ }).fill(IDENTIFIER);
    await type('Mot de passe', secrets.second);
    await operator.station.keyboard.press('Enter');
    const code = await codeAfter(() => operator.chooseOtpChannel('email'));
    await operator.typeCode(code);
    await work();
    await changePassword(secrets.second, secrets.third);
    await nothingIsLeft({ ...secrets, code });
  });
});
