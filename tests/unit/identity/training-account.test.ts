import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Accounts } from '../../../electron/training/identity/account/accounts.ts';
import type { Answer, Step } from '../../../electron/training/identity/account/conversation.ts';
import { masked } from '../../../electron/training/identity/account/masked.ts';
import {
  newCode,
  type OneTimeCode,
  tryCode,
} from '../../../electron/training/identity/account/one-time-code.ts';
import { PasswordSignIn } from '../../../electron/training/identity/account/password-sign-in.ts';
import { PasswordStore } from '../../../electron/training/identity/account/password-store.ts';
import {
  AttemptCounter,
  afterWrongAnswer,
  type Freeze,
  freezeOf,
  noAttempts,
} from '../../../electron/training/identity/account/sign-in-freeze.ts';
import { usualTiming } from '../../../electron/training/identity/account/timing.ts';
import { identifierOf, trainingDirectory } from '../../../electron/training/identity/index.ts';
import { normaliseIdentifier } from '../../../electron/training/identity/people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const request = { clientId: 'bandeau', scope: 'openid', codeChallenge: 'x'.repeat(43) };

describe('a code', () => {
  it('has six digits, and serves until it expires or was guessed five times', () => {
    const code = newCode(usualTiming, 0);
    const wrong = code.value === '123456' ? '654321' : '123456';
    expect(code.value).toMatch(/^\d{6}$/);
    expect(tryCode(code, code.value, 0).verdict).toBe('right');
    expect(tryCode(code, code.value, 5 * MINUTE).verdict).toBe('expired');
    let guessed: OneTimeCode = code;
    for (let guess = 0; guess < 5; guess += 1) {
      const tried = tryCode(guessed, wrong, 0);
      expect(tried.verdict).toBe('wrong');
      guessed = tried.code;
    }
    expect(tryCode(guessed, code.value, 0).verdict).toBe('expired');
  });

  it('is never opened by anything else, whatever is typed', () => {
    const code = newCode(usualTiming, 0);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (typed) => {
        return typed === code.value || tryCode(code, typed, 0).verdict === 'wrong';
      }),
    );
  });
});

describe('wrong passwords', () => {
  it('freeze by threes: three times for a while, then for good', () => {
    const kinds: Freeze['kind'][] = [];
    let attempts = noAttempts;
    for (let typed = 1; typed <= 12; typed += 1) {
      const now = typed * 10 * MINUTE;
      attempts = afterWrongAnswer(attempts, usualTiming.freeze, now);
      kinds.push(freezeOf(attempts, now).kind);
    }
    expect(kinds.filter((_kind, index) => index % 3 === 2)).toEqual([
      'temporary',
      'temporary',
      'temporary',
      'definitive',
    ]);
    expect(kinds.filter((_kind, index) => index % 3 !== 2).every((kind) => kind === 'none')).toBe(true);
    expect(freezeOf(attempts, Number.MAX_SAFE_INTEGER).kind).toBe('definitive');
  });

  it('of people who do not exist are counted, and never make those of real ones forgotten', () => {
    const counter = new AttemptCounter(new Map([['camille.exemple', noAttempts]]), 10);
    counter.set('camille.exemple', { ...noAttempts, wrong: 2 });
    for (let name = 0; name < 100; name += 1) counter.set(`nobody${name}`, { ...noAttempts, wrong: 1 });
    expect(counter.get('camille.exemple').wrong).toBe(2);
    expect([counter.get('nobody99').wrong, counter.get('nobody0').wrong]).toEqual([1, 0]);
  });
});

describe('a password', () => {
  it('is known again, and so are the four before it, not the fifth', async () => {
    const store = new PasswordStore();
    for (const password of ['one', 'two', 'three', 'four', 'five', 'six']) store.set('me', password);
    expect(await store.isRight('me', 'six')).toBe(true);
    expect(await store.isRight('me', 'five')).toBe(false);
    expect(await store.isRight('you', 'six')).toBe(false);
    expect(await store.isRight(null, 'six')).toBe(false);
    expect(await store.wasUsed('me', 'two')).toBe(true);
    expect(await store.wasUsed('me', 'one')).toBe(false);
  });

  it('is one password however its accents are typed', async () => {
    const store = new PasswordStore();
    store.set('me', 'Étoile'.normalize('NFC'));
    expect(await store.isRight('me', 'Étoile'.normalize('NFD'))).toBe(true);
  });

  it('expires four months after it was chosen, announced from the third; a temporary one is replaced at once', () => {
    const store = new PasswordStore();
    const chosen = Date.UTC(2026, 0, 15);
    store.set('me', 'one', chosen);
    expect(store.state('me')).toEqual({
      set: true,
      announcedFrom: Date.UTC(2026, 3, 15),
      expiresAt: Date.UTC(2026, 4, 15),
    });
    expect(store.mustChange('me', Date.UTC(2026, 4, 14))).toBeNull();
    expect(store.mustChange('me', Date.UTC(2026, 4, 15))).toBe('expired');
    store.set('me', 'two', Date.now(), true);
    expect(store.mustChange('me')).toBe('temporary');
    expect(store.state('you')).toEqual({ set: false, announcedFrom: null, expiresAt: null });
  });
});

describe('what a person types', () => {
  it('is the identifier with or without accents, capitals and spaces', () => {
    expect(normaliseIdentifier(' Andréa.GELÉE ')).toBe('andrea.gelee');
    expect(identifierOf({ givenName: 'Zoé', familyName: "D'ESSAI" })).toBe("zoe.d'essai");
  });

  it('is shown of a channel only as far as its owner needs it', () => {
    expect(masked('phone', '+33639980012')).toBe('06 •• •• •• 12');
    expect(masked('email', 'camille.exemple@ch-fictif.example')).toBe('c•••@ch-fictif.example');
  });
});

describe('the people of training', () => {
  const accounts = new Accounts(trainingDirectory.people);
  const person = (id: string) => {
    const found = trainingDirectory.people.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`nobody is called ${id}`);
    return found;
  };

  it('have a password that is about to expire, one that has, and identifiers of their own', () => {
    const now = Date.now();
    const { announcedFrom, expiresAt } = accounts.passwords.state('arm-2');
    expect(announcedFrom).toBeLessThan(now);
    expect(expiresAt).toBeGreaterThan(now + 10 * DAY);
    expect(accounts.passwords.mustChange('arm-2')).toBeNull();
    expect(accounts.passwords.mustChange('arm-expired')).toBe('expired');
    const identifiers = trainingDirectory.people.map(identifierOf);
    expect(new Set(identifiers).size).toBe(identifiers.length);
  });

  it('have an ARM whose first sign-in is by card, and then no more', () => {
    expect(accounts.needsCardFirst(person('arm-new'))).toBe(true);
    accounts.noteCard('arm-new');
    expect(accounts.needsCardFirst(person('arm-new'))).toBe(false);
    expect(accounts.needsCardFirst(person('doctor'))).toBe(false);
  });
});

describe('a sign-in by password', () => {
  let sent: { channel: string; code: OneTimeCode }[];
  let arrives: boolean;
  let accounts: Accounts;
  let signIn: PasswordSignIn;
  const lastCode = () => sent.at(-1)?.code.value ?? '';
  const wrongCode = () => (lastCode() === '000000' ? '111111' : '000000');

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    sent = [];
    arrives = true;
    accounts = new Accounts(trainingDirectory.people);
    signIn = new PasswordSignIn({
      accounts,
      timing: usualTiming,
      send: async ({ channel }, code) => {
        if (arrives) sent.push({ channel, code });
        return arrives;
      },
    });
  });
  afterEach(() => void vi.useRealTimers());

  const inBoth = () => signIn.start('Camille.Exemple', 'Lanterne-Bleue-15', request);
  const byPhone = () => signIn.start('dominique.specimen', 'Tilleul&Granit-18', request);
  const idOf = (step: Step) => {
    if (step.kind !== 'challenge') throw new Error(`the conversation is ${step.kind}`);
    return step.conversation.id;
  };
  const frozenFor = (retryAfter: number) => ({ kind: 'refused', reason: 'frozen-temporarily', retryAfter });
  const answer = (id: string, given: Answer) => signIn.answer(id, 'bandeau', given);

  it('lets the person choose between two channels, and sends at once where there is one', async () => {
    expect(await inBoth()).toMatchObject({ challenge: { kind: 'choose-channel', channels: [{}, {}] } });
    expect(sent).toEqual([]);
    expect(await byPhone()).toMatchObject({ challenge: { kind: 'enter-code', otherChannel: false } });
    expect(sent.map(({ channel }) => channel)).toEqual(['phone']);
  });

  it('is granted by the right code, once', async () => {
    const id = idOf(await byPhone());
    const code = { type: 'code', code: lastCode() } as const;
    expect(await answer(id, code)).toMatchObject({ kind: 'granted', person: { id: 'arm-2' }, request });
    expect(await answer(id, code)).toEqual({ kind: 'over' });
  });

  it('takes no older code after a new one was sent, and sends none too early', async () => {
    const id = idOf(await byPhone());
    const older = lastCode();
    expect(await answer(id, { type: 'resend' })).toMatchObject({
      refused: { reason: 'too-early', retryAfter: 30 },
    });
    vi.setSystemTime(Date.now() + 30_000);
    expect(await answer(id, { type: 'resend' })).toMatchObject({ refused: null });
    if (older !== lastCode()) {
      expect(await answer(id, { type: 'code', code: older })).toMatchObject({
        refused: { reason: 'code-wrong', triesLeft: 2 },
      });
    }
    expect(await answer(id, { type: 'code', code: lastCode() })).toMatchObject({ kind: 'granted' });
  });

  it('counts wrong codes with wrong passwords: a right password does not begin the count again', async () => {
    await signIn.start('dominique.specimen', 'wrong', request);
    const step = await byPhone();
    expect(step).toMatchObject({ challenge: { triesLeft: 2 } });
    const id = idOf(step);
    expect(await answer(id, { type: 'code', code: wrongCode() })).toMatchObject({
      refused: { reason: 'code-wrong', triesLeft: 1 },
    });
    expect(await signIn.start('dominique.specimen', 'wrong', request)).toMatchObject(frozenFor(300));
    expect(await answer(id, { type: 'code', code: lastCode() })).toMatchObject(frozenFor(300));
    expect(await answer(id, { type: 'resend' })).toEqual({ kind: 'over' });
  });

  it('freezes at the third wrong code, however many come at once, and begins again once granted', async () => {
    const id = idOf(await byPhone());
    const wrong = { type: 'code', code: wrongCode() } as const;
    const steps = await Promise.all(Array.from({ length: 4 }, () => answer(id, wrong)));
    expect(steps.map((step) => (step.kind === 'challenge' ? step.refused?.reason : step.kind))).toEqual([
      'code-wrong',
      'code-wrong',
      'refused',
      'over',
    ]);
    expect(await byPhone()).toMatchObject(frozenFor(300));
    expect(await signIn.startReset('dominique.specimen', request)).toMatchObject(frozenFor(300));

    vi.setSystemTime(Date.now() + 5 * MINUTE);
    const next = idOf(await byPhone());
    await answer(next, wrong.code === lastCode() ? { type: 'code', code: '999999' } : wrong);
    expect(await answer(next, { type: 'code', code: lastCode() })).toMatchObject({ kind: 'granted' });
    expect(await byPhone()).toMatchObject({ challenge: { triesLeft: 3 }, refused: null });
  });

  it('sends nothing more to who cancels and starts again: the code that was sent serves', async () => {
    await byPhone();
    vi.setSystemTime(Date.now() + 10_000);
    const again = await byPhone();
    expect(again).toMatchObject({ challenge: { kind: 'enter-code', resendIn: 20 }, refused: null });
    expect(sent).toHaveLength(1);
    expect(await answer(idOf(again), { type: 'code', code: lastCode() })).toMatchObject({ kind: 'granted' });
  });

  it('with a forgotten password neither sends more nor takes a code twice when it is started again', async () => {
    const first = idOf(await signIn.startReset('claude.fictive', request));
    await answer(first, { type: 'code', code: lastCode() });
    expect(sent.map(({ channel }) => channel)).toEqual(['phone', 'email']);
    const again = await signIn.startReset('claude.fictive', request);
    expect(again).toMatchObject({
      challenge: { kind: 'enter-code', channel: 'phone', expiresIn: 0 },
      refused: { reason: 'too-early', retryAfter: 30 },
    });
    expect(await answer(idOf(again), { type: 'code', code: sent[0]?.code.value ?? '' })).toMatchObject({
      refused: { reason: 'code-expired' },
    });
    expect(sent).toHaveLength(2);
  });

  it('goes back to the choice of the channel, also when a code cannot be sent', async () => {
    const id = idOf(await inBoth());
    arrives = false;
    expect(await answer(id, { type: 'channel', channel: 'email' })).toMatchObject({
      challenge: { kind: 'choose-channel' },
      refused: { reason: 'send-failed' },
    });
    arrives = true;
    await answer(id, { type: 'channel', channel: 'phone' });
    expect(await answer(id, { type: 'other-channel' })).toMatchObject({
      challenge: { kind: 'choose-channel' },
    });
    await answer(id, { type: 'channel', channel: 'email' });
    expect(sent.map(({ channel }) => channel)).toEqual(['phone', 'email']);
  });

  it('ends after ten minutes, and is nobody else’s', async () => {
    const id = idOf(await byPhone());
    expect(await signIn.answer(id, 'another', { type: 'resend' })).toEqual({ kind: 'over' });
    const next = idOf(await byPhone());
    vi.setSystemTime(Date.now() + 10 * MINUTE);
    expect(await answer(next, { type: 'code', code: lastCode() })).toEqual({ kind: 'over' });
  });

  it('tells a wrong password and a person who does not exist in the same words, until both are frozen', async () => {
    const guesses = async (identifier: string) => {
      const steps: Step[] = [];
      for (let guess = 0; guess < 4; guess += 1) steps.push(await signIn.start(identifier, 'wrong', request));
      return steps;
    };
    const real = await guesses('camille.exemple');
    expect(await guesses('personne.inconnue')).toEqual(real);
    expect(real.map((step) => step.kind === 'refused' && step.reason)).toEqual([
      'credentials-refused',
      'credentials-refused',
      'frozen-temporarily',
      'frozen-temporarily',
    ]);
    expect(await inBoth()).toEqual({ kind: 'refused', reason: 'frozen-temporarily', retryAfter: 300 });
    vi.setSystemTime(Date.now() + 5 * MINUTE);
    expect(await inBoth()).toMatchObject({ kind: 'challenge' });
  });

  it('counts guesses that come at once', async () => {
    const guesses = Array.from({ length: 6 }, () => signIn.start('camille.exemple', 'wrong', request));
    const reasons = (await Promise.all(guesses)).map((step) => step.kind === 'refused' && step.reason);
    expect(reasons.filter((reason) => reason === 'credentials-refused')).toHaveLength(2);
  });

  it.each([
    ['lou.nouvelle', 'anything', 'card-required-first'],
    ['andrea.gelee', 'Banquise#Polaire-9', 'frozen-definitively'],
    ['noa.rattacher', 'anything', 'no-password'],
    ['alix.inconnu', 'anything', 'credentials-refused'],
  ])('of %s is refused: %s, %s', async (identifier, password, reason) => {
    expect(await signIn.start(identifier, password, request)).toEqual({ kind: 'refused', reason });
  });

  it('of an expired password asks for another, which has to be good and new', async () => {
    const id = idOf(await signIn.start('maxime.ancien', 'Ancienne-Porte-04', request));
    await answer(id, { type: 'channel', channel: 'phone' });
    expect(await answer(id, { type: 'code', code: lastCode() })).toMatchObject({
      challenge: { kind: 'new-password', reason: 'expired' },
    });
    const choose = (password: string) => answer(id, { type: 'new-password', password });
    expect(await choose('court')).toMatchObject({ refused: { reason: 'password-too-weak' } });
    expect(await choose('Ancienne-Porte-04')).toMatchObject({ refused: { reason: 'password-reused' } });
    expect(await choose('Nouvelle-Porte-05')).toMatchObject({ kind: 'granted' });
    expect(await signIn.start('maxime.ancien', 'Nouvelle-Porte-05', request)).toMatchObject({
      kind: 'challenge',
    });
  });

  it('with a forgotten password takes a code on each channel, then another password', async () => {
    const started = await signIn.startReset('claude.fictive', request);
    expect(started).toMatchObject({ challenge: { channel: 'phone', position: 1, count: 2 } });
    const id = idOf(started);
    expect(await answer(id, { type: 'code', code: lastCode() })).toMatchObject({
      challenge: { channel: 'email', position: 2, count: 2, otherChannel: false },
    });
    expect(await answer(id, { type: 'code', code: lastCode() })).toMatchObject({
      challenge: { kind: 'new-password', reason: 'forgotten' },
    });
    for (const nobody of ['dominique.specimen', 'personne.inconnue']) {
      expect(await signIn.startReset(nobody, request)).toEqual({
        kind: 'refused',
        reason: 'reset-not-possible',
      });
    }
  });

  it('is never granted without the code that was sent, whatever is answered', async () => {
    const otherAnswer: fc.Arbitrary<Answer> = fc.oneof(
      fc.constantFrom<Answer>(
        { type: 'resend' },
        { type: 'other-channel' },
        { type: 'channel', channel: 'phone' },
        { type: 'channel', channel: 'email' },
        { type: 'new-password', password: 'Nouvelle-Porte-05' },
      ),
      fc.constant<Answer>({ type: 'code', code: 'no code' }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(otherAnswer, { maxLength: 12 }), async (answers) => {
        accounts.attempts.set('camille.exemple', noAttempts);
        const id = idOf(await inBoth());
        const steps: Step[] = [];
        for (const given of answers) steps.push(await answer(id, given));
        return steps.every(({ kind }) => kind !== 'granted');
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});
