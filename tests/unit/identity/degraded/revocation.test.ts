import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../../../stand/process.ts';
import { cardExtensions, cardOf, DAY_MS, listOf, makePki, rootName } from './pki.ts';
import { card, keptLists, lists, signIn, station, verdict, world } from './station.ts';

describe('the revocation of a card while the provider is away', () => {
  const address = `${lists}/personnes.crl`;
  const serve = async (change: Partial<Parameters<typeof listOf>[0]> = {}) =>
    world.served.set(address, await listOf({ signedBy: world.pki.issuingKey, ...change }));
  const withList = () => station({ revocationLists: [address] });
  const kept = (count = 1) =>
    waitFor(() => keptLists().length === count, { timeoutMs: 2_000, what: 'the list' });

  it('is known by the list fetched at a sign-in, fresh then stale', async () => {
    await serve({ to: world.now + DAY_MS });
    const at = withList();
    await signIn(at);
    await kept();

    expect(await verdict(at)).toBe('fresh');
    world.now += 2 * DAY_MS;
    expect(await verdict(at)).toBe('stale');
    expect(await verdict(withList())).toBe('stale');
  });

  it('refuses a revoked card, its list stale too', async () => {
    await serve({ revoked: [world.pki.card.serialNumber], to: world.now + DAY_MS });
    const at = withList();
    await signIn(at);
    await kept();

    expect(await verdict(at)).toBe('Degraded_CardRevoked');
    world.now += 2 * DAY_MS;
    expect(await verdict(at)).toBe('Degraded_CardRevoked');
  });

  it('refuses the chain of an authority that was revoked', async () => {
    await serve({ issuer: rootName, signedBy: world.pki.rootKey, revoked: [world.pki.issuing.serialNumber] });
    const at = withList();
    await signIn(at);
    await kept();

    expect(await verdict(at)).toBe('Degraded_ChainRefused');
  });

  it('is fetched where the card says, on the web only', async () => {
    world.served.set(`${lists}/card.crl`, await listOf({ signedBy: world.pki.issuingKey }));
    const named = ['ldap://ldap.example/cn=list', 'file:///etc/passwd', `${lists}/card.crl`];
    const leaf = await world.pki.issueCard({ extensions: cardExtensions(named) });
    const at = station();
    await signIn(at, leaf);
    await kept();

    expect(world.asked).toEqual([`${lists}/card.crl`]);
    expect(await verdict(at, card(leaf))).toBe('fresh');
  });

  it('is not fetched where a card says that no anchor vouches for', async () => {
    const other = await makePki();
    const leaf = await other.issueCard({ extensions: cardExtensions([`${lists}/card.crl`]) });
    const at = withList();
    await signIn(at, leaf, cardOf(leaf, other.issuing, other.root));
    await waitFor(() => world.asked.length > 0, {
      timeoutMs: 2_000,
      what: 'the list of the site to be asked',
    });

    expect(world.asked).toEqual([address]);
  });

  it('is fetched once an hour at most', async () => {
    await serve();
    const at = withList();
    await signIn(at);
    await waitFor(() => world.asked.length === 1, { timeoutMs: 2_000, what: 'the first' });
    world.now += 3_599_000;
    await signIn(at);
    world.now += 2_000;
    await signIn(at);
    await waitFor(() => world.asked.length === 2, { timeoutMs: 2_000, what: 'the second' });

    expect(world.asked).toEqual([address, address]);
  });

  it('is asked for again five minutes after nothing came', async () => {
    const at = withList();
    await signIn(at);
    await waitFor(() => world.asked.length === 1, { timeoutMs: 2_000, what: 'the first' });
    world.now += 299_000;
    await signIn(at);
    await serve();
    world.now += 2_000;
    await signIn(at);
    await kept();

    expect(world.asked).toEqual([address, address]);
  });

  it('is not put back by an older list, nor by one that somebody else signed', async () => {
    await serve({ revoked: [world.pki.card.serialNumber], from: world.now - 1_000 });
    await signIn(withList());
    await kept();
    for (const change of [
      { from: world.now - 5_000_000 },
      { signedBy: world.pki.cardKey, from: world.now },
    ]) {
      await serve(change);
      const at = withList();
      const before = world.asked.length;
      await signIn(at);
      await waitFor(() => world.asked.length > before, { timeoutMs: 2_000, what: 'the list to be asked' });
      expect(await verdict(at)).toBe('Degraded_CardRevoked');
    }
  });

  it('is unknown when its list was tampered with on the disk', async () => {
    await serve({ revoked: [world.pki.card.serialNumber] });
    const at = withList();
    await signIn(at);
    await kept();
    const [file = ''] = keptLists();
    writeFileSync(join(world.directory, 'revocation', file), await listOf({ signedBy: world.pki.cardKey }));

    expect(await verdict(withList())).toBe('unknown');
    expect(await verdict(at)).toBe('Degraded_CardRevoked');
  });

  it('is kept in memory where nothing may rest', async () => {
    await serve({ revoked: [world.pki.card.serialNumber] });
    const at = station({ revocationLists: [address], directory: null });
    await signIn(at);

    await waitFor(async () => (await verdict(at)) === 'Degraded_CardRevoked', {
      timeoutMs: 2_000,
      what: 'the list',
    });
    expect(keptLists()).toEqual([]);
  });
});
