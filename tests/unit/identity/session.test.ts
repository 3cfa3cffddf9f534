import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person, Profile } from '../../../electron/identity/ports.ts';
import {
  cardInUse,
  isWorking,
  reduceSession,
  type Session,
  type SessionEvent,
  signedOut,
} from '../../../electron/identity/session.ts';
import { toSessionState } from '../../../electron/identity/session-state.ts';

const cards = ['card-a', 'card-b'] as const;
const attempts = fc.integer({ min: 1, max: 3 });

const person = (id: string): Person => ({ subject: id, givenName: 'Camille', familyName: 'EXEMPLE' });
const profile = (id: string): Profile => ({ id, role: 'ARM', entity: { id: 'samu00', name: 'Samu 00' } });
const profiles = [profile('p1'), profile('p2')];

const submitted = (attempt: number, cardId: string): SessionEvent => ({
  type: 'pin-submitted',
  attempt,
  cardId,
  holderName: 'Camille EXEMPLE',
});
const granted = (attempt: number, offered: readonly Profile[] = profiles): SessionEvent => ({
  type: 'granted',
  attempt,
  person: person(`person ${attempt}`),
  profiles: offered,
});
const failed = (attempt: number): SessionEvent => ({
  type: 'attempt-failed',
  attempt,
  failure: { code: 'Card_PinWrong' },
});
const removed: SessionEvent = { type: 'card-removed' };
const chosen: SessionEvent = { type: 'profile-chosen', profileId: 'p1' };

const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.tuple(attempts, fc.constantFrom(...cards)).map(([attempt, cardId]) => submitted(attempt, cardId)),
  fc
    .tuple(attempts, fc.constantFrom(profiles, profiles.slice(1), []))
    .map(([attempt, offered]) => granted(attempt, offered)),
  attempts.map((attempt): SessionEvent => ({ type: 'unlocked', attempt })),
  attempts.map(failed),
  fc.constantFrom(...cards, null).map((cardId): SessionEvent => ({ type: 'card-changed', cardId })),
  fc.constantFrom('p1', 'p2', 'p3').map((profileId): SessionEvent => ({ type: 'profile-chosen', profileId })),
  fc.constantFrom<SessionEvent>(
    removed,
    { type: 'cancelled' },
    { type: 'phone-claimed', number: '1501' },
    { type: 'phone-released' },
    { type: 'sign-out-started' },
    { type: 'signed-out' },
    { type: 'expired' },
  ),
);

const after = (...events: SessionEvent[]): Session => events.reduce(reduceSession, signedOut);

const working = after(submitted(1, 'card-a'), granted(1), chosen, { type: 'phone-claimed', number: '1501' });
const locked = reduceSession(working, removed);

/** Ways into a life that chance alone seldom finds. */
const starts: readonly Session[] = [
  signedOut,
  after(submitted(1, 'card-a')),
  after(submitted(1, 'card-a'), granted(1)),
  working,
  locked,
  reduceSession(locked, submitted(2, 'card-a')),
];

/** Each step of a random life: the session before, what happened, the session after. */
function everyStep(check: (before: Session, event: SessionEvent, next: Session) => void): void {
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.array(anyEvent, { maxLength: 40 }), (start, events) => {
      let session = start;
      for (const event of events) {
        const next = reduceSession(session, event);
        check(session, event, next);
        session = next;
      }
    }),
    { numRuns: 2_000 },
  );
}

describe('whatever happens, in whichever order', () => {
  it('nobody works without having been granted a profile that was offered', () => {
    everyStep((before, event, next) => {
      if (!isWorking(next) || isWorking(before)) return;
      expect(before.kind).toBe('choosing-profile');
      expect(event.type).toBe('profile-chosen');
      if (before.kind === 'choosing-profile') expect(before.profiles).toContain(next.profile);
    });
  });

  it('a locked station opens only for the submission that is being checked', () => {
    everyStep((before, event, next) => {
      if (before.kind !== 'locked' || next.kind !== 'signed-in') return;
      expect(event).toEqual({ type: 'unlocked', attempt: before.attempt });
    });
  });

  it('a removed card never leaves the station open', () => {
    everyStep((_before, event, next) => {
      if (event.type !== 'card-removed') return;
      expect(['signed-out', 'locked', 'signing-out']).toContain(next.kind);
      expect('attempt' in next ? next.attempt : null).toBeNull();
    });
  });

  it('person, profile and card stay the same from sign-in to sign-out', () => {
    everyStep((before, _event, next) => {
      if (!isWorking(before) || !isWorking(next)) return;
      expect([next.person, next.profile, next.cardId]).toEqual([
        before.person,
        before.profile,
        before.cardId,
      ]);
    });
  });

  it('the phone changes only by being claimed or released, through every lock', () => {
    everyStep((before, event, next) => {
      if (!isWorking(before) || !isWorking(next) || event.type.startsWith('phone-')) return;
      expect(next.phone).toBe(before.phone);
    });
  });

  it('nobody reads why the card of another failed', () => {
    everyStep((_before, event, next) => {
      if (event.type !== 'card-changed' || event.cardId === null) return;
      if (next.kind === 'signed-out' || next.kind === 'locked') expect(next.failure).toBeNull();
    });
  });

  it('there is always a profile to preselect, and no card identifier in what pages see', () => {
    everyStep((_before, _event, next) => {
      const state = toSessionState(next, 'p2');
      expect(JSON.stringify(state)).not.toContain('card-');
      if (state.kind !== 'choosing-profile') return;
      expect(state.profiles.map(({ id }) => id)).toContain(state.preselected);
    });
  });
});

describe('a session', () => {
  it('goes through card, profile, work, lock and back', () => {
    expect(locked).toMatchObject({ kind: 'locked', attempt: null, failure: null });
    const checking = reduceSession(locked, submitted(2, 'card-a'));
    expect(toSessionState(checking, null)).toMatchObject({ kind: 'locked', busy: true });
    expect(reduceSession(checking, { type: 'unlocked', attempt: 2 }).kind).toBe('signed-in');
  });

  it('ignores an answer that was overtaken by the removal of the card', () => {
    const again = after(submitted(1, 'card-a'), removed, submitted(2, 'card-a'));
    expect(reduceSession(again, granted(1))).toBe(again);
    expect(reduceSession(again, failed(1))).toBe(again);
    expect(reduceSession(again, granted(2)).kind).toBe('choosing-profile');
  });

  it('refuses another card than the one that opened it, without checking its PIN', () => {
    expect(reduceSession(locked, submitted(2, 'card-b'))).toMatchObject({
      kind: 'locked',
      attempt: null,
      failure: { code: 'Identity_OtherCard' },
    });
  });

  it('forgets why a card failed once it is out, but not that one was pulled', () => {
    const gone: SessionEvent = { type: 'card-changed', cardId: null };
    const wrong = after(submitted(1, 'card-a'), failed(1));
    expect(reduceSession(wrong, gone)).toEqual(signedOut);
    const pulled = after(submitted(1, 'card-a'), gone, removed);
    expect(reduceSession(pulled, gone)).toMatchObject({ failure: { code: 'Card_Removed' } });
    expect(reduceSession(pulled, { type: 'card-changed', cardId: 'card-a' })).toEqual(signedOut);
  });

  it('always shows the choice of profile, even of one', () => {
    const one = after(submitted(1, 'card-a'), granted(1, profiles.slice(1)));
    expect(toSessionState(one, 'p1')).toMatchObject({ kind: 'choosing-profile', preselected: 'p2' });
  });

  it('says so when a profile is not in the list', () => {
    const choosing = after(submitted(1, 'card-a'), granted(1));
    expect(reduceSession(choosing, { type: 'profile-chosen', profileId: 'p3' })).toMatchObject({
      kind: 'choosing-profile',
      failure: { code: 'Identity_ProfileUnknown' },
    });
  });

  it('is the same object after an event that has no meaning for it', () => {
    for (const event of [removed, chosen, granted(1), failed(1)]) {
      expect(reduceSession(signedOut, event)).toBe(signedOut);
    }
  });

  it('knows which card holds it open', () => {
    expect(cardInUse(signedOut)).toBeNull();
    expect(cardInUse(after(submitted(1, 'card-b')))).toBe('card-b');
  });
});
