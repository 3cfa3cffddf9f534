import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../../electron/failures/index.ts';
import { presenceOf, presentCard } from '../../../electron/identity/card-presence.ts';
import { backOff, refreshDelay } from '../../../electron/identity/grant-keeper.ts';
import { unlockChallenge } from '../../../electron/identity/unlock-proof.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { judgeLeaf } from '../../../electron/training/identity/certificate-check.ts';
import { trainingDirectory } from '../../../electron/training/identity/index.ts';
import { OneTimeValues } from '../../../electron/training/identity/one-time-values.ts';
import { PhoneClaims } from '../../../electron/training/identity/phone-claims.ts';
import { isSignedBy } from '../../../native/card/signature.ts';
import { cardIdOf, signWith } from '../../stand/identity/soft-card.ts';

const { people, phones } = trainingDirectory;
const authority = await createTrainingAuthority();
const personOf = (id: string) => {
  const person = people.find((candidate) => candidate.id === id);
  if (!person) throw new Error(`nobody is called ${id}`);
  return person;
};
const card = await authority.issue(personOf('arm-1'));
const notAccepted = { ok: false, reason: 'certificate-not-accepted' };

describe('the people of training', () => {
  it('have cards of the kinds that a certificate tells, and are told apart by identifier, national id and PIN', () => {
    expect(new Set(people.map(({ card: { kind } }) => kind))).toEqual(new Set(['CPE', 'CPS']));
    for (const key of [
      people.map(({ id }) => id),
      people.map(({ card: { nationalId } }) => nationalId),
      people.map(({ card: { pin } }) => pin),
      phones.map(({ number }) => number),
    ]) {
      expect(new Set(key).size).toBe(key.length);
    }
  });

  it('include one whom the portal does not know, one without profile, one whose card is revoked', () => {
    expect(people.map(({ standing }) => standing)).toEqual(
      expect.arrayContaining(['known', 'unknown', 'revoked']),
    );
    expect(people.some(({ standing, profiles }) => standing === 'known' && profiles.length === 0)).toBe(true);
  });
});

describe('a training card', () => {
  it('is worded as a CPE: one RDN holds given name, national id and surname', () => {
    const subject = new X509Certificate(card.chain[0] ?? '').subject;
    expect(subject).toMatch(/GN=Camille\s*\+\s*CN=30B0099991\/CPET0101\s*\+\s*SN=EXEMPLE/);
    expect(subject).toContain('title=Personnel santé ou social');
  });

  it('is accepted by its authority, while it is valid, and not without the link between', async () => {
    const x5c = card.chain.map((der) => Buffer.from(der).toString('base64'));
    const later = new Date(Date.now() + 11 * 365 * 86_400_000);
    const today = new Date();
    expect(await judgeLeaf(x5c, [authority.root], today)).toMatchObject({ ok: true });
    expect(await judgeLeaf(x5c.slice(0, 1), [authority.root], today)).toEqual(notAccepted);
    expect(await judgeLeaf(x5c, [(await createTrainingAuthority()).root], today)).toEqual(notAccepted);
    const fiveYears = new Date(Date.now() + 5 * 365 * 86_400_000);
    expect(await judgeLeaf(x5c, [authority.root], fiveYears)).toEqual({
      ok: false,
      reason: 'certificate-expired',
    });
    expect(await judgeLeaf(x5c, [authority.root], later)).toEqual(notAccepted);
  });

  it('an authority is not a card', async () => {
    const x5c = card.chain.slice(1).map((der) => Buffer.from(der).toString('base64'));
    expect(await judgeLeaf(x5c, [authority.root], new Date())).toEqual(notAccepted);
  });

  it('no garbage is accepted as a chain', async () => {
    const garbage = fc.array(fc.oneof(fc.base64String(), fc.string()), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(garbage, async (x5c) => !(await judgeLeaf(x5c, [authority.root], new Date())).ok),
    );
  });
});

describe('the proof that unlocks', () => {
  it('is a signature by the card over a challenge that was never asked before', async () => {
    const [challenge, another] = [unlockChallenge(), unlockChallenge()];
    const signature = await signWith(card)(challenge);
    if (!signature.ok) throw new Error(signature.failure.code);
    const leaf = card.chain[0] ?? new Uint8Array();
    expect(isSignedBy(leaf, challenge, signature.value)).toBe(true);
    expect(isSignedBy(leaf, another, signature.value)).toBe(false);
    expect(isSignedBy(new Uint8Array(3), challenge, signature.value)).toBe(false);
  });

  it('can never be taken for an assertion', () => {
    expect(Buffer.from(unlockChallenge()).toString('latin1')).not.toMatch(/^[\w-]+\.[\w-]+$/);
  });
});

describe('what the reader shows', () => {
  const reader = 'reader';
  it.each([
    [{ kind: 'reader-empty', reader }, 'absent', 'Card_ReaderEmpty'],
    [{ kind: 'no-reader' }, 'absent', 'Card_NoReader'],
    [{ kind: 'service-stopped' }, 'absent', 'Card_ServiceStopped'],
    [{ kind: 'middleware-missing', searched: [] }, 'absent', 'Card_MiddlewareMissing'],
    [{ kind: 'card-unknown', reader, atr: '3B' }, 'absent', 'Card_Unknown'],
    [{ kind: 'no-certificate', reader }, 'absent', 'Card_NoCertificate'],
    [{ kind: 'not-answering' }, 'unknown', 'Card_NotAnswering'],
    [{ kind: 'starting' }, 'unknown', 'Card_NotAnswering'],
  ] as const)('%o: the card is %s', (state, presence, code) => {
    expect(presenceOf(cardIdOf(card), state)).toBe(presence);
    expect(presentCard(state)).toEqual({ ok: false, failure: { code } });
    expect(catalogue[code]).toBeDefined();
  });
});

describe('a value for one use', () => {
  it('serves once, and only within its life', () => {
    vi.useFakeTimers();
    const values = new OneTimeValues(1_000);
    const [first, second] = [values.issue(), values.issue()];
    expect([values.take(first), values.take(first), values.take('unknown')]).toEqual([true, false, false]);
    vi.advanceTimersByTime(1_001);
    expect(values.take(second)).toBe(false);
    vi.useRealTimers();
  });

  it('cannot be asked for until memory is full', () => {
    const values = new OneTimeValues(60_000, 10);
    const issued = Array.from({ length: 50 }, () => values.issue());
    expect(issued.filter((value) => values.take(value)).length).toBeLessThanOrEqual(10);
  });
});

describe('a phone', () => {
  const claimant = (id: string, profileId: string, grantId = id) => ({
    person: personOf(id),
    grantId,
    profileId,
  });

  it('is free again when the session of its holder is gone', async () => {
    let alive = true;
    const claims = new PhoneClaims(phones, async () => alive);
    expect(await claims.claim('1501', claimant('arm-1', 'arm-samu00'))).toMatchObject({ ok: true });
    expect(await claims.claim('1501', claimant('doctor', 'mr-samu00'))).toMatchObject({ status: 409 });
    alive = false;
    expect(await claims.claim('1501', claimant('doctor', 'mr-samu00'))).toMatchObject({ ok: true });
  });

  it('follows its holder to another station, and is not released by anyone else', async () => {
    const claims = new PhoneClaims(phones, async () => true);
    await claims.claim('1501', claimant('arm-1', 'arm-samu00', 'first'));
    expect(await claims.claim('1501', claimant('arm-1', 'arm-samu00', 'second'))).toMatchObject({ ok: true });
    claims.release('1501', personOf('doctor'));
    claims.releaseAll('first');
    expect(await claims.claim('1501', claimant('doctor', 'mr-samu00'))).toMatchObject({ status: 409 });
  });

  it('is not for the profiles of another entity', async () => {
    const claims = new PhoneClaims(phones, async () => true);
    expect(await claims.claim('9801', claimant('arm-1', 'arm-samu00'))).toMatchObject({ status: 403 });
    expect(await claims.claim('9801', claimant('arm-1', 'arm-samu98'))).toMatchObject({ ok: true });
  });
});

describe('the renewal of tokens', () => {
  it('comes before they expire, however long they live', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 10 ** 12 }), (life) => {
        const delay = refreshDelay(life);
        return delay >= 0 && delay <= Math.max(0, life) && delay < 2 ** 31;
      }),
    );
  });

  it('is tried again within a minute, never at once', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000 }), (failures) => {
        const delay = backOff(failures);
        return delay >= 250 && delay <= 60_000;
      }),
    );
  });
});
