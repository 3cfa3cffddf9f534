import 'reflect-metadata';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileVault } from '../../../../electron/vault/index.ts';
import { waitFor } from '../../../stand/process.ts';
import { cardExtensions, DAY_MS, listOf } from './pki.ts';
import {
  card,
  keptLists,
  lists,
  person,
  phone,
  profile,
  session,
  signIn,
  station,
  verdict,
  world,
} from './station.ts';

describe('a card while the provider is away', () => {
  it('opens the station on which it signed in, also once the program runs anew', async () => {
    await signIn(station());

    expect(await station().judge(card())).toEqual({
      ok: true,
      value: { person, profiles: [profile], profile, revocation: 'unknown' },
    });
  });

  it('does not open a station on which it never signed in', async () => {
    expect(await verdict(station())).toBe('Degraded_NeverSignedIn');
    const at = station();
    await signIn(at);
    expect(await verdict(at, card(await world.pki.issueCard()))).toBe('Degraded_NeverSignedIn');
  });

  it('opens it for the days that the site allows, and not after', async () => {
    const at = station();
    await signIn(at);
    world.now += 7 * DAY_MS;
    expect(await verdict(at)).toBe('unknown');
    world.now += 1;
    expect(await at.judge(card())).toEqual({
      ok: false,
      failure: { code: 'Degraded_TooLong', parameters: { days: 7 } },
    });
  });

  it('does not open it with a clock set back before a sign-in', async () => {
    const at = station();
    await signIn(at);
    world.now -= 1_000;
    expect(await verdict(at)).toBe('Identity_ClockDifference');
  });

  it('does not open it with a clock set back before the sign-in of somebody else', async () => {
    const at = station();
    await signIn(at);
    world.now += 6 * DAY_MS;
    await signIn(at, await world.pki.issueCard());
    world.now -= DAY_MS;
    expect(await verdict(at)).toBe('Identity_ClockDifference');
  });

  it('does not open it once expired, or before it is valid', async () => {
    const at = station();
    const to = Date.parse('2029-05-04T22:30:00Z');
    const leaf = await world.pki.issueCard({ from: to - DAY_MS, to });
    world.now = to + 1_000;

    expect(await at.judge(card(leaf))).toEqual({
      ok: false,
      failure: { code: 'Card_CertificateExpired', parameters: { date: '05/05/2029' } },
    });
    world.now = to - 2 * DAY_MS;
    expect(await at.judge(card(leaf))).toEqual({
      ok: false,
      failure: { code: 'Card_CertificateNotYetValid', parameters: { date: '04/05/2029' } },
    });
  });

  it.each([
    ['where the site forbids it', { days: 0 }],
    ['where no authority is named', { authorities: null }],
  ])('is not taken %s, and nothing is remembered of it', async (_, change) => {
    await signIn(station());
    const at = station(change);
    await signIn(at);
    await at.noteClaim(phone);

    expect(at.offer).toBe('not-allowed');
    expect(await verdict(at)).toBe('Degraded_NotOffered');
    expect(at.claim('1501')).toMatchObject({ failure: { code: 'Degraded_PhoneUnknown' } });
    await waitFor(() => readdirSync(join(world.directory, 'vault')).length === 0, {
      timeoutMs: 2_000,
      what: 'the vault to be emptied',
    });
  });

  it('is not taken where the authorities cannot be read, but nothing is forgotten', async () => {
    await signIn(station());

    expect(await verdict(station({ authorities: 'not a certificate' }))).toBe('Degraded_NotOffered');
    expect(await verdict(station())).toBe('unknown');
  });

  it('is not taken once the provider has refused it on this station', async () => {
    const at = station();
    await signIn(at);
    const other = await world.pki.issueCard();
    await signIn(at, other);
    await at.forget(card().holder.cardId);

    expect(await verdict(at)).toBe('Degraded_NeverSignedIn');
    expect(await verdict(at, card(other))).toBe('unknown');
    expect(await verdict(station())).toBe('Degraded_NeverSignedIn');
  });

  it('is known again when the secret storage opens after the program started; nothing was lost', async () => {
    await signIn(station());
    world.storage.lock();
    const at = station();
    await at.record(session('one'));
    await at.reported(['one']);
    await at.forget(card().holder.cardId);
    expect(world.reports).toMatchObject([{ code: 'Vault_Unavailable' }]);
    world.storage.unlock();

    expect(await verdict(at)).toBe('unknown');
  });

  it('is remembered although another that is kept beside it is not of this shape', async () => {
    await signIn(station());
    const vault = new FileVault(join(world.directory, 'vault'), world.storage, () => undefined);
    const kept: unknown[] = JSON.parse(vault.read('degraded-cards') ?? '[]');
    await vault.write('degraded-cards', JSON.stringify([{ cardId: 'of another version' }, ...kept]));

    expect(await verdict(station())).toBe('unknown');
  });

  it('is not taken without secret storage, and nothing is written', async () => {
    world.storage.lock();
    const at = station();
    await signIn(at);
    await at.noteClaim(phone);

    expect([at.offer, await verdict(at)]).toEqual(['no-secret-storage', 'Degraded_NotOffered']);
    expect(readdirSync(world.directory)).toEqual([]);
  });

  it('is forgotten with the sign-in of another, once its days are over', async () => {
    const at = station();
    await signIn(at);
    world.now += 8 * DAY_MS;
    await signIn(at, await world.pki.issueCard());

    expect(await verdict(at)).toBe('Degraded_NeverSignedIn');
  });

  it('is remembered in nothing that can be read on the disk', async () => {
    const at = station();
    world.served.set(`${lists}/1.crl`, await listOf({ signedBy: world.pki.issuingKey }));
    const leaf = await world.pki.issueCard({ extensions: cardExtensions([`${lists}/1.crl`]) });
    await signIn(at, leaf);
    await at.noteClaim(phone);
    await at.record(session('one'));
    await waitFor(() => keptLists().length === 1, { timeoutMs: 2_000, what: 'the list' });

    const files = readdirSync(world.directory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(world.directory, name))
      .filter((file) => statSync(file).isFile());
    const all = files.map((file) => `${file}\n${readFileSync(file, 'latin1')}`).join('\n');
    expect(files).toHaveLength(4);
    expect(all).not.toMatch(/ESSAI|Zo|subject-42|1501|secret|samu00|Samu 00|CPET0002|30B0057881|sip:/);
    const base64 = Buffer.from('very-secret-credential').toString('base64').slice(0, 24);
    expect(all).not.toContain(base64);
    expect(files.every((file) => (statSync(file).mode & 0o077) === 0)).toBe(true);
  });
});
