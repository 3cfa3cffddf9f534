import 'reflect-metadata';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extension, type X509Certificate } from '@peculiar/x509';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../electron/failures/index.ts';
import { pathToAnchor } from '../../../electron/identity/degraded/chain.ts';
import { DegradedStation, type DegradedStationOptions } from '../../../electron/identity/degraded/index.ts';
import type { DegradedSession, Profile } from '../../../electron/identity/ports.ts';
import { FileVault } from '../../../electron/vault/index.ts';
import { waitFor } from '../../stand/process.ts';
import { aesStorage } from '../vault/aes-storage.ts';
import {
  authorityExtensions,
  cardExtensions,
  cardOf,
  DAY_MS,
  derOf,
  issue,
  issuingName,
  listOf,
  makePki,
  newKey,
  type Pki,
  rootName,
} from './degraded-pki.ts';

const person = { subject: 'subject-42', givenName: 'Zoé', familyName: 'ESSAI' };
const profile: Profile = {
  id: 'arm-samu00',
  role: 'ARM',
  entity: { id: 'samu00', name: 'Samu 00' },
  rights: [],
};
const phone = {
  number: '1501',
  addressOfRecord: 'sip:1501@samu00.example',
  credential: { username: '1501-user', password: 'very-secret-credential' },
};
const start = Date.now();
const lists = 'http://lists.example';

let pki: Pki;
let directory: string;
let storage: ReturnType<typeof aesStorage>;
let now: number;
let served: Map<string, Uint8Array>;
let asked: string[];
let reports: Failure[];

beforeAll(async () => {
  pki = await makePki();
});

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'degraded-'));
  storage = aesStorage();
  now = start;
  served = new Map();
  asked = [];
  reports = [];
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function station(change: Partial<DegradedStationOptions> = {}): DegradedStation {
  return new DegradedStation({
    vault: new FileVault(join(directory, 'vault'), storage, (failure) => reports.push(failure)),
    authorities: pki.root.toString('pem'),
    revocationLists: [],
    directory,
    days: 7,
    clock: () => now,
    report: (failure) => reports.push(failure),
    fetch: async (url) => {
      asked.push(url);
      const list = served.get(url);
      return new Response(list ? Uint8Array.from(list) : null, { status: list ? 200 : 404 });
    },
    ...change,
  });
}

const card = (leaf: X509Certificate = pki.card) => cardOf(leaf, pki.issuing);

async function signIn(at: DegradedStation, leaf = pki.card, chain = card(leaf)): Promise<void> {
  await at.noteSignIn(chain, person, [profile], profile);
}

async function verdict(at: DegradedStation, presented = card()): Promise<string> {
  const judged = await at.judge(presented);
  return judged.ok ? judged.value.revocation : judged.failure.code;
}

const keptLists = () => {
  try {
    return readdirSync(join(directory, 'revocation')).filter((name) => name.endsWith('.crl'));
  } catch {
    return [];
  }
};

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
    expect(await verdict(at, card(await pki.issueCard()))).toBe('Degraded_NeverSignedIn');
  });

  it('opens it for the days that the site allows, and not after', async () => {
    const at = station();
    await signIn(at);
    now += 7 * DAY_MS;
    expect(await verdict(at)).toBe('unknown');
    now += 1;
    expect(await at.judge(card())).toEqual({
      ok: false,
      failure: { code: 'Degraded_TooLong', parameters: { days: 7 } },
    });
  });

  it('does not open it with a clock set back before a sign-in', async () => {
    const at = station();
    await signIn(at);
    now -= 1_000;
    expect(await verdict(at)).toBe('Identity_ClockDifference');
  });

  it('does not open it with a clock set back before the sign-in of somebody else', async () => {
    const at = station();
    await signIn(at);
    now += 6 * DAY_MS;
    await signIn(at, await pki.issueCard());
    now -= DAY_MS;
    expect(await verdict(at)).toBe('Identity_ClockDifference');
  });

  it('does not open it once expired, or before it is valid', async () => {
    const at = station();
    const to = Date.parse('2029-05-04T22:30:00Z');
    const leaf = await pki.issueCard({ from: to - DAY_MS, to });
    now = to + 1_000;

    expect(await at.judge(card(leaf))).toEqual({
      ok: false,
      failure: { code: 'Card_CertificateExpired', parameters: { date: '05/05/2029' } },
    });
    now = to - 2 * DAY_MS;
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
    await waitFor(() => readdirSync(join(directory, 'vault')).length === 0, {
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
    const other = await pki.issueCard();
    await signIn(at, other);
    await at.forget(card().holder.cardId);

    expect(await verdict(at)).toBe('Degraded_NeverSignedIn');
    expect(await verdict(at, card(other))).toBe('unknown');
    expect(await verdict(station())).toBe('Degraded_NeverSignedIn');
  });

  it('is known again when the secret storage opens after the program started; nothing was lost', async () => {
    await signIn(station());
    storage.lock();
    const at = station();
    await at.record(session('one'));
    await at.reported(['one']);
    await at.forget(card().holder.cardId);
    expect(reports).toMatchObject([{ code: 'Vault_Unavailable' }]);
    storage.unlock();

    expect(await verdict(at)).toBe('unknown');
  });

  it('is remembered although another that is kept beside it is not of this shape', async () => {
    await signIn(station());
    const vault = new FileVault(join(directory, 'vault'), storage, () => undefined);
    const kept: unknown[] = JSON.parse(vault.read('degraded-cards') ?? '[]');
    await vault.write('degraded-cards', JSON.stringify([{ cardId: 'of another version' }, ...kept]));

    expect(await verdict(station())).toBe('unknown');
  });

  it('is not taken without secret storage, and nothing is written', async () => {
    storage.lock();
    const at = station();
    await signIn(at);
    await at.noteClaim(phone);

    expect([at.offer, await verdict(at)]).toEqual(['no-secret-storage', 'Degraded_NotOffered']);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is forgotten with the sign-in of another, once its days are over', async () => {
    const at = station();
    await signIn(at);
    now += 8 * DAY_MS;
    await signIn(at, await pki.issueCard());

    expect(await verdict(at)).toBe('Degraded_NeverSignedIn');
  });

  it('is remembered in nothing that can be read on the disk', async () => {
    const at = station();
    served.set(`${lists}/1.crl`, await listOf({ signedBy: pki.issuingKey }));
    const leaf = await pki.issueCard({ extensions: cardExtensions([`${lists}/1.crl`]) });
    await signIn(at, leaf);
    await at.noteClaim(phone);
    await at.record(session('one'));
    await waitFor(() => keptLists().length === 1, { timeoutMs: 2_000, what: 'the list' });

    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(directory, name))
      .filter((file) => statSync(file).isFile());
    const all = files.map((file) => `${file}\n${readFileSync(file, 'latin1')}`).join('\n');
    expect(files).toHaveLength(4);
    expect(all).not.toMatch(/ESSAI|Zo|subject-42|1501|secret|samu00|Samu 00|CPET0002|30B0057881|sip:/);
    const base64 = Buffer.from('very-secret-credential').toString('base64').slice(0, 24);
    expect(all).not.toContain(base64);
    expect(files.every((file) => (statSync(file).mode & 0o077) === 0)).toBe(true);
  });
});

describe('the chain of a card', () => {
  const path = (leaf: X509Certificate, ...others: X509Certificate[]) =>
    pathToAnchor([leaf, ...others].map(derOf), [pki.root], new Date());

  it('leads to the pinned root by what the card brings, or to a pinned issuer directly', async () => {
    expect(await path(pki.card, pki.issuing)).toHaveLength(3);
    expect(await path(pki.card, pki.issuing, pki.root)).toHaveLength(3);
    expect(await pathToAnchor([derOf(pki.card)], [pki.issuing], new Date())).toHaveLength(2);
  });

  it('is not the anchor alone, nor anything that does not reach one', async () => {
    expect(await path(pki.root)).toBeNull();
    expect(await path(pki.card)).toBeNull();
    expect(await pathToAnchor([], [pki.root], new Date())).toBeNull();
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
      key: pki.issuingKey,
      signedBy: pki.rootKey,
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
    expect(await path(pki.card, await issuingWith(change))).toBeNull();
  });

  it('is refused when it is longer than an authority allows', async () => {
    const key = await newKey();
    const subject = [{ CN: ['SOUS-AUTORITE'] }];
    const extensions = authorityExtensions(0);
    const below = await issue({ subject, issuer: issuingName, key, signedBy: pki.issuingKey, extensions });
    const leaf = await pki.issueCard({ issuer: subject, signedBy: key });

    expect(await path(leaf, below, pki.issuing)).toBeNull();
    expect(
      await pathToAnchor(
        [leaf, below].map(derOf),
        [await issuingWith({ extensions: authorityExtensions(1) })],
        new Date(),
      ),
    ).toHaveLength(3);
  });

  it('is refused when a card signed it', async () => {
    const leaf = await pki.issueCard({ issuer: pki.card.subjectName.toJSON(), signedBy: pki.cardKey });

    expect(await path(leaf, pki.card, pki.issuing)).toBeNull();
  });

  it('is refused when its authorities sign one another', async () => {
    const [one, two] = [await newKey(), await newKey()];
    const [first, second] = [[{ CN: ['UNE'] }], [{ CN: ['DEUX'] }]];
    const extensions = authorityExtensions(9);
    const a = await issue({ subject: first, issuer: second, key: one, signedBy: two, extensions });
    const b = await issue({ subject: second, issuer: first, key: two, signedBy: one, extensions });

    expect(await path(await pki.issueCard({ issuer: first, signedBy: one }), a, b)).toBeNull();
  });

  it('is refused when any of it is damaged, and never throws', async () => {
    const ders = [pki.card, pki.issuing].map(derOf);
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, at, flip) => {
        const chain = ders.map((der) => Uint8Array.from(der));
        const damaged = chain[which] ?? new Uint8Array();
        // What is signed starts after the outer header, and ends before the algorithm and signature.
        const position = 4 + (at % (damaged.length - 4 - 280));
        damaged[position] = (damaged[position] ?? 0) ^ flip;
        expect(await pathToAnchor(chain, [pki.root], new Date())).toBeNull();
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

describe('the revocation of a card while the provider is away', () => {
  const address = `${lists}/personnes.crl`;
  const serve = async (change: Partial<Parameters<typeof listOf>[0]> = {}) =>
    served.set(address, await listOf({ signedBy: pki.issuingKey, ...change }));
  const withList = () => station({ revocationLists: [address] });
  const kept = (count = 1) =>
    waitFor(() => keptLists().length === count, { timeoutMs: 2_000, what: 'the list' });

  it('is known by the list fetched at a sign-in, fresh then stale', async () => {
    await serve({ to: now + DAY_MS });
    const at = withList();
    await signIn(at);
    await kept();

    expect(await verdict(at)).toBe('fresh');
    now += 2 * DAY_MS;
    expect(await verdict(at)).toBe('stale');
    expect(await verdict(withList())).toBe('stale');
  });

  it('refuses a revoked card, its list stale too', async () => {
    await serve({ revoked: [pki.card.serialNumber], to: now + DAY_MS });
    const at = withList();
    await signIn(at);
    await kept();

    expect(await verdict(at)).toBe('Degraded_CardRevoked');
    now += 2 * DAY_MS;
    expect(await verdict(at)).toBe('Degraded_CardRevoked');
  });

  it('refuses the chain of an authority that was revoked', async () => {
    await serve({ issuer: rootName, signedBy: pki.rootKey, revoked: [pki.issuing.serialNumber] });
    const at = withList();
    await signIn(at);
    await kept();

    expect(await verdict(at)).toBe('Degraded_ChainRefused');
  });

  it('is fetched where the card says, on the web only', async () => {
    served.set(`${lists}/card.crl`, await listOf({ signedBy: pki.issuingKey }));
    const named = ['ldap://ldap.example/cn=list', 'file:///etc/passwd', `${lists}/card.crl`];
    const leaf = await pki.issueCard({ extensions: cardExtensions(named) });
    const at = station();
    await signIn(at, leaf);
    await kept();

    expect(asked).toEqual([`${lists}/card.crl`]);
    expect(await verdict(at, card(leaf))).toBe('fresh');
  });

  it('is not fetched where a card says that no anchor vouches for', async () => {
    const other = await makePki();
    const leaf = await other.issueCard({ extensions: cardExtensions([`${lists}/card.crl`]) });
    const at = withList();
    await signIn(at, leaf, cardOf(leaf, other.issuing, other.root));
    await waitFor(() => asked.length > 0, { timeoutMs: 2_000, what: 'the list of the site to be asked' });

    expect(asked).toEqual([address]);
  });

  it('is fetched once an hour at most', async () => {
    await serve();
    const at = withList();
    await signIn(at);
    await waitFor(() => asked.length === 1, { timeoutMs: 2_000, what: 'the first' });
    now += 3_599_000;
    await signIn(at);
    now += 2_000;
    await signIn(at);
    await waitFor(() => asked.length === 2, { timeoutMs: 2_000, what: 'the second' });

    expect(asked).toEqual([address, address]);
  });

  it('is asked for again five minutes after nothing came', async () => {
    const at = withList();
    await signIn(at);
    await waitFor(() => asked.length === 1, { timeoutMs: 2_000, what: 'the first' });
    now += 299_000;
    await signIn(at);
    await serve();
    now += 2_000;
    await signIn(at);
    await kept();

    expect(asked).toEqual([address, address]);
  });

  it('is not put back by an older list, nor by one that somebody else signed', async () => {
    await serve({ revoked: [pki.card.serialNumber], from: now - 1_000 });
    await signIn(withList());
    await kept();
    for (const change of [{ from: now - 5_000_000 }, { signedBy: pki.cardKey, from: now }]) {
      await serve(change);
      const at = withList();
      const before = asked.length;
      await signIn(at);
      await waitFor(() => asked.length > before, { timeoutMs: 2_000, what: 'the list to be asked' });
      expect(await verdict(at)).toBe('Degraded_CardRevoked');
    }
  });

  it('is unknown when its list was tampered with on the disk', async () => {
    await serve({ revoked: [pki.card.serialNumber] });
    const at = withList();
    await signIn(at);
    await kept();
    const [file = ''] = keptLists();
    writeFileSync(join(directory, 'revocation', file), await listOf({ signedBy: pki.cardKey }));

    expect(await verdict(withList())).toBe('unknown');
    expect(await verdict(at)).toBe('Degraded_CardRevoked');
  });

  it('is kept in memory where nothing may rest', async () => {
    await serve({ revoked: [pki.card.serialNumber] });
    const at = station({ revocationLists: [address], directory: null });
    await signIn(at);

    await waitFor(async () => (await verdict(at)) === 'Degraded_CardRevoked', {
      timeoutMs: 2_000,
      what: 'the list',
    });
    expect(keptLists()).toEqual([]);
  });
});

describe('a phone while the provider is away', () => {
  it('is taken when it was bound here before, also once the program runs anew', async () => {
    await station().noteClaim(phone);

    expect(station().claim('1501')).toEqual({ ok: true, value: phone });
    expect(station().claim('1502')).toMatchObject({ failure: { code: 'Degraded_PhoneUnknown' } });
  });

  it('is the one last told by the portal', async () => {
    const at = station();
    await at.noteClaim(phone);
    await at.noteClaim({ ...phone, credential: null });

    expect(at.claim('1501')).toMatchObject({ value: { credential: null } });
  });
});

function session(id: string, closedAt: number | null = null): DegradedSession {
  return { id, subject: 'subject-42', openedAt: start, closedAt, phone: '1501', revocation: 'fresh' };
}

describe('what was done while the provider was away', () => {
  it('is kept until it was told, also once the program runs anew', async () => {
    await station().record(session('one'));
    const at = station();
    await at.record(session('two'));
    expect(at.unreported().map(({ id }) => id)).toEqual(['one', 'two']);

    await at.reported(['one', 'unheard-of']);
    expect(station().unreported()).toEqual([session('two', start)]);
  });

  it('is told again when it changed while it was told', async () => {
    const at = station();
    await at.record(session('one'));
    at.unreported();
    await at.record(session('one', start + 2));
    await at.reported(['one']);

    expect(at.unreported()).toEqual([session('one', start + 2)]);
    await at.reported(['one']);
    expect(at.unreported()).toEqual([]);
  });

  it('ended at the last known time when the machine stopped in its middle', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await station().record(session('one'));
      now = start + 60_000;
      await vi.advanceTimersByTimeAsync(60_000);
    } finally {
      vi.useRealTimers();
    }
    const ended = () => station().unreported();
    await waitFor(() => ended()[0]?.closedAt !== start, { timeoutMs: 2_000, what: 'the record' });
    now = start + 3_600_000;

    expect(ended()).toEqual([session('one', start + 60_000)]);
  });

  it('is bounded, the oldest first to go', async () => {
    const at = station();
    for (let n = 0; n < 105; n += 1) await at.record(session(String(n)));

    expect(at.unreported()).toHaveLength(100);
    expect(at.unreported()[0]?.id).toBe('5');
  });
});
