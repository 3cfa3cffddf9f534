import 'reflect-metadata';
import { Extension, type X509Certificate } from '@peculiar/x509';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathToAnchor } from '../../../../electron/identity/degraded/chain.ts';
import {
  authorityExtensions,
  cardExtensions,
  cardOf,
  DAY_MS,
  derOf,
  issue,
  issuingName,
  makePki,
  newKey,
  rootName,
} from './pki.ts';
import { card, person, profile, signIn, station, verdict, world } from './station.ts';

describe('the chain of a card', () => {
  const path = (leaf: X509Certificate, ...others: X509Certificate[]) =>
    pathToAnchor([leaf, ...others].map(derOf), [world.pki.root], new Date());

  it('leads to the pinned root by what the card brings, or to a pinned issuer directly', async () => {
    expect(await path(world.pki.card, world.pki.issuing)).toHaveLength(3);
    expect(await path(world.pki.card, world.pki.issuing, world.pki.root)).toHaveLength(3);
    expect(await pathToAnchor([derOf(world.pki.card)], [world.pki.issuing], new Date())).toHaveLength(2);
  });

  it('is not the anchor alone, nor anything that does not reach one', async () => {
    expect(await path(world.pki.root)).toBeNull();
    expect(await path(world.pki.card)).toBeNull();
    expect(await pathToAnchor([], [world.pki.root], new Date())).toBeNull();
  });

  it('is refused below a root of the same name with another key', async () => {
    const other = await makePki();

    expect(await path(other.card, other.issuing, other.root)).toBeNull();
    const at = station();
    const foreign = cardOf(other.card, other.issuing, other.root);
    await signIn(at, other.card, foreign);
    expect(await verdict(at, foreign)).toBe('Degraded_ChainRefused');
  });

  const issuingWith = (change: object) =>
    issue({
      subject: issuingName,
      issuer: rootName,
      key: world.pki.issuingKey,
      signedBy: world.pki.rootKey,
      extensions: authorityExtensions(0),
      ...change,
    });

  it.each([
    ['is no authority', { extensions: cardExtensions() }],
    ['may sign lists only', { extensions: authorityExtensions(0, 2) }],
    ['has expired', { to: Date.now() - DAY_MS }],
    ['is not valid yet', { from: Date.now() + DAY_MS }],
    ['is signed with SHA-1', { hash: 'SHA-1' }],
    [
      'says critically what is not understood',
      { extensions: [...authorityExtensions(0), new Extension('1.2.3.4', true, Uint8Array.of(5, 0))] },
    ],
    [
      'constrains names, which is not checked',
      { extensions: [...authorityExtensions(0), new Extension('2.5.29.30', true, Uint8Array.of(0x30, 0))] },
    ],
  ])('is refused when its authority %s', async (_, change) => {
    expect(await path(world.pki.card, await issuingWith(change))).toBeNull();
  });

  it('is refused when it is longer than an authority allows', async () => {
    const key = await newKey();
    const subject = [{ CN: ['SOUS-AUTORITE'] }];
    const extensions = authorityExtensions(0);
    const below = await issue({
      subject,
      issuer: issuingName,
      key,
      signedBy: world.pki.issuingKey,
      extensions,
    });
    const leaf = await world.pki.issueCard({ issuer: subject, signedBy: key });

    expect(await path(leaf, below, world.pki.issuing)).toBeNull();
    expect(
      await pathToAnchor(
        [leaf, below].map(derOf),
        [await issuingWith({ extensions: authorityExtensions(1) })],
        new Date(),
      ),
    ).toHaveLength(3);
  });

  it('is refused when a card signed it', async () => {
    const leaf = await world.pki.issueCard({
      issuer: world.pki.card.subjectName.toJSON(),
      signedBy: world.pki.cardKey,
    });

    expect(await path(leaf, world.pki.card, world.pki.issuing)).toBeNull();
  });

  it('is refused when its authorities sign one another', async () => {
    const [one, two] = [await newKey(), await newKey()];
    const [first, second] = [[{ CN: ['UNE'] }], [{ CN: ['DEUX'] }]];
    const extensions = authorityExtensions(9);
    const a = await issue({ subject: first, issuer: second, key: one, signedBy: two, extensions });
    const b = await issue({ subject: second, issuer: first, key: two, signedBy: one, extensions });

    expect(await path(await world.pki.issueCard({ issuer: first, signedBy: one }), a, b)).toBeNull();
  });

  it('is refused when any of it is damaged, and never throws', async () => {
    const ders = [world.pki.card, world.pki.issuing].map(derOf);
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, at, flip) => {
        const chain = ders.map((der) => Uint8Array.from(der));
        const damaged = chain[which] ?? new Uint8Array();
        // What is signed starts after the outer header, and ends before the algorithm and signature.
        const position = 4 + (at % (damaged.length - 4 - 280));
        damaged[position] = (damaged[position] ?? 0) ^ flip;
        expect(await pathToAnchor(chain, [world.pki.root], new Date())).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('is nothing when it is made of anything else', async () => {
    const at = station();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), async (chain) => {
        const judged = await at.judge({ ...card(), chain });
        expect(judged).toMatchObject({ failure: { code: 'Degraded_ChainRefused' } });
        await at.noteSignIn({ ...card(), chain }, person, [profile], profile);
      }),
      { numRuns: 100 },
    );
  });
});
