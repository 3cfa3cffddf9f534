import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person, Profile } from '../../../electron/identity/ports.ts';
import { reduceSession } from '../../../electron/identity/reduce-session.ts';
import {
  attemptOf,
  cardInUse,
  isWorking,
  type Session,
  type SessionEvent,
  signedOut,
} from '../../../electron/identity/session.ts';
import { type SignInProgress, toSessionState } from '../../../electron/identity/session-state.ts';

const cards = ['card-a', 'card-b'] as const;
const attempts = fc.integer({ min: 1, max: 3 });

const person = (id: string): Person => ({ subject: id, givenName: 'Camille', familyName: 'EXEMPLE' });
const profile = (id: string): Profile => ({
  id,
  role: 'ARM',
  entity: { id: 'samu00', name: 'Samu 00' },
  rights: [],
});
const profiles = [profile('p1'), profile('p2')];

type Way = 'card' | 'otp' | 'psc';
const progressOf = (way: Way, busy = false): SignInProgress => {
  if (way === 'card') return { way, holderName: 'Camille EXEMPLE' };
  if (way === 'otp') return { way, identifier: 'camille.exemple', challenge: null, refused: null, busy };
  const link = { step: 'link', person: person('psc-person'), refused: null, busy, sent: null } as const;
  return busy ? { way, ...link } : { way, step: 'asking', identifier: '10001234567' };
};
const started = (number: number, way: Way, cardId: string | null = null): SessionEvent => ({
  type: 'attempt-started',
  attempt: { number, cardId, progress: progressOf(way) },
});
const submitted = (attempt: number, cardId: string) => started(attempt, 'card', cardId);
const granted = (
  attempt: number,
  offered: readonly Profile[] = profiles,
  subject = 'person-1',
): SessionEvent => ({ type: 'granted', attempt, person: person(subject), profiles: offered });
const failed = (attempt: number): SessionEvent => ({
  type: 'attempt-failed',
  attempt,
  failure: { code: 'Card_PinWrong' },
});
const opened = (attempt: number): SessionEvent => ({
  type: 'opened-degraded',
  attempt,
  at: 1,
  person: person('person-1'),
  profile: profile('p1'),
  profiles,
});
const removed: SessionEvent = { type: 'card-removed' };
const idle: SessionEvent = { type: 'idle' };
const chosen: SessionEvent = { type: 'profile-chosen', profileId: 'p1' };

const anAttempt = fc.oneof(
  fc.tuple(attempts, fc.constantFrom(...cards)).map(([number, cardId]) => submitted(number, cardId)),
  fc.tuple(attempts, fc.constantFrom<Way>('otp', 'psc')).map(([number, way]) => started(number, way)),
);
const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  anAttempt,
  fc
    .tuple(attempts, fc.constantFrom<Way>('card', 'otp', 'psc'))
    .map(
      ([attempt, way]): SessionEvent => ({ type: 'progressed', attempt, progress: progressOf(way, true) }),
    ),
  fc
    .tuple(
      attempts,
      fc.constantFrom(profiles, profiles.slice(1), []),
      fc.constantFrom('person-1', 'person-1', 'person-2'),
    )
    .map(([attempt, offered, subject]) => granted(attempt, offered, subject)),
  attempts.map((attempt): SessionEvent => ({ type: 'unlocked', attempt })),
  attempts.map(opened),
  attempts.map((attempt): SessionEvent => ({ type: 'completion-started', attempt })),
  attempts.map(failed),
  fc.boolean().map((back): SessionEvent => ({ type: 'portal-seen', back })),
  fc.constantFrom(...cards, null).map((cardId): SessionEvent => ({ type: 'card-changed', cardId })),
  fc
    .tuple(fc.constantFrom('profile-chosen', 'profile-changed'), fc.constantFrom('p1', 'p2', 'p3'))
    .map(([type, profileId]): SessionEvent => ({ type, profileId })),
  fc.constantFrom<SessionEvent>(
    removed,
    idle,
    { type: 'cancelled' },
    { type: 'phone-claimed', number: '1501' },
    { type: 'phone-released' },
    { type: 'signed-out' },
    { type: 'ended', failure: { code: 'Identity_SessionEnded' } },
  ),
);

const after = (...events: SessionEvent[]): Session => events.reduce(reduceSession, signedOut);

const bound: SessionEvent = { type: 'phone-claimed', number: '1501' };
const working = after(submitted(1, 'card-a'), granted(1), chosen, bound);
const locked = reduceSession(working, removed);
const byPassword = after(started(1, 'otp'), granted(1), chosen, bound);
const lockedByPassword = reduceSession(byPassword, idle);
const degraded = after(submitted(1, 'card-a'), opened(1), bound);

const portalBack: SessionEvent = { type: 'portal-seen', back: true };
const completing: SessionEvent = { type: 'completion-started', attempt: 2 };

/** Ways into a life that chance alone seldom finds. */
const starts: readonly Session[] = [
  signedOut,
  after(submitted(1, 'card-a')),
  after(submitted(1, 'card-a'), granted(1)),
  after(started(1, 'otp')),
  after(started(1, 'psc'), granted(1)),
  working,
  locked,
  reduceSession(locked, submitted(2, 'card-a')),
  reduceSession(locked, started(2, 'otp')),
  byPassword,
  lockedByPassword,
  reduceSession(lockedByPassword, submitted(2, 'card-b')),
  degraded,
  reduceSession(degraded, removed),
  [portalBack, completing].reduce(reduceSession, degraded),
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
    { numRuns: 3_000 },
  );
}

describe('whatever happens, in whichever order', () => {
  it('nobody works without a profile that was offered, or a card that this station remembers', () => {
    everyStep((before, event, next) => {
      if (!isWorking(next) || isWorking(before)) return;
      if (event.type === 'opened-degraded') {
        expect(before).toMatchObject({
          kind: 'signing-in',
          attempt: { number: event.attempt, progress: { way: 'card' } },
        });
        return;
      }
      expect(before.kind).toBe('choosing-profile');
      expect(event.type).toBe('profile-chosen');
      if (before.kind === 'choosing-profile') expect(before.profiles).toContain(next.profile);
    });
  });

  it('a locked station opens only for the attempt that is being checked, and for the same person', () => {
    everyStep((before, event, next) => {
      if (before.kind !== 'locked' || next.kind !== 'signed-in') return;
      expect(['unlocked', 'granted', 'opened-degraded']).toContain(event.type);
      expect(event).toMatchObject({ attempt: before.attempt?.number });
      if ('person' in event) expect(event.person.subject).toBe(before.person.subject);
      else expect(before.attempt?.cardId).toBe(before.cardId);
      if (event.type === 'opened-degraded') expect(before.cardId).toBeNull();
      expect(next.person.subject).toBe(before.person.subject);
    });
  });

  it('the answer to an attempt that was overtaken changes nothing', () => {
    everyStep((before, event, next) => {
      if (event.type === 'attempt-started' || !('attempt' in event)) return;
      const fresh = event.type === 'completion-started' && attemptOf(before) === null;
      if (event.attempt !== attemptOf(before) && !fresh) expect(next).toBe(before);
    });
  });

  it('an attempt is not overtaken by another one', () => {
    everyStep((before, event, next) => {
      if (attemptOf(before) === null) return;
      if (event.type === 'attempt-started' || event.type === 'completion-started') {
        expect(attemptOf(next)).toBe(attemptOf(before));
      }
    });
  });

  it('nobody stays on the screen of a station that nobody touches', () => {
    everyStep((_before, event, next) => {
      if (event.type !== 'idle') return;
      expect(['signed-out', 'signing-in', 'locked']).toContain(next.kind);
      const attempt = 'attempt' in next ? next.attempt : null;
      expect(attempt?.progress ?? {}).not.toMatchObject({ step: 'link' });
      if (attempt?.progress.way === 'otp') expect(attempt.progress.challenge).toBeNull();
    });
  });

  it('a session has a card exactly when a card opened it, and an attempt too', () => {
    everyStep((_before, _event, next) => {
      if ('method' in next) expect(next.cardId !== null).toBe(next.method === 'card');
      const attempt = 'attempt' in next ? next.attempt : null;
      if (attempt) expect(attempt.cardId !== null).toBe(attempt.progress.way === 'card');
    });
  });

  it('only a card opens the station without the provider', () => {
    everyStep((_before, _event, next) => {
      if (isWorking(next) && next.degraded) expect(next.method).toBe('card');
    });
  });

  it('a removed card never leaves a station open that it opened', () => {
    everyStep((before, event, next) => {
      if (event.type !== 'card-removed' || cardInUse(before) === null) return;
      expect(['signed-out', 'locked']).toContain(next.kind);
      const attempt = next.kind === 'locked' ? next.attempt : null;
      expect(attempt?.cardId ?? null).toBeNull();
    });
  });

  it('a removed card changes nothing for who signs in, or works, without one', () => {
    everyStep((before, event, next) => {
      if (event.type === 'card-removed' && cardInUse(before) === null) expect(next).toBe(before);
    });
  });

  it('person and profile stay the same from sign-in to sign-out, unless another profile is asked for', () => {
    everyStep((before, event, next) => {
      if (!isWorking(before) || !isWorking(next)) return;
      expect(next.person.subject).toBe(before.person.subject);
      if (event.type !== 'profile-changed') expect(next.profile).toBe(before.profile);
      expect(next.profiles.map(({ id }) => id)).toContain(next.profile.id);
    });
  });

  it('the phone changes only by being claimed or released, through every lock', () => {
    everyStep((before, event, next) => {
      if (!isWorking(before) || !isWorking(next) || event.type.startsWith('phone-')) return;
      expect(next.phone).toBe(before.phone);
    });
  });

  it('a session without the provider is whole once vouched for; a whole one loses that only to unlock by card', () => {
    everyStep((before, event, next) => {
      if (!isWorking(before) || !isWorking(next)) return;
      if (event.type === 'opened-degraded' && next !== before) expect(before.kind).toBe('locked');
      else if (!before.degraded) expect(next.degraded).toBeNull();
      else if (!next.degraded) expect(event.type).toBe('granted');
      else expect(next.degraded.since).toBe(before.degraded.since);
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
      expect(JSON.stringify(state)).not.toContain('card-a');
      expect(JSON.stringify(state)).not.toContain('card-b');
      if (state.kind !== 'choosing-profile') return;
      expect(state.profiles.map(({ id }) => id)).toContain(state.preselected);
    });
  });
});

describe('a session', () => {
  it('goes through card, profile, work, lock and back', () => {
    expect(locked).toMatchObject({ kind: 'locked', reason: 'card-removed', attempt: null, failure: null });
    const checking = reduceSession(locked, submitted(2, 'card-a'));
    expect(toSessionState(checking, null)).toMatchObject({ kind: 'locked', progress: { way: 'card' } });
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

  it('that a password opened unlocks for any card of the same person, which then holds it', () => {
    const checking = reduceSession(lockedByPassword, submitted(2, 'card-b'));
    const open = reduceSession(checking, granted(2));
    expect(open).toMatchObject({ kind: 'signed-in', method: 'card', cardId: 'card-b', phone: '1501' });
    expect(reduceSession(open, removed)).toMatchObject({ kind: 'locked', reason: 'card-removed' });
  });

  it('that a card opened unlocks by password, and then needs the card no more', () => {
    const open = reduceSession(reduceSession(locked, started(2, 'otp')), granted(2));
    expect(open).toMatchObject({ kind: 'signed-in', method: 'otp', cardId: null, phone: '1501' });
    expect(reduceSession(open, removed)).toBe(open);
  });

  it('refuses to unlock for somebody else', () => {
    const checking = reduceSession(lockedByPassword, started(2, 'psc'));
    expect(reduceSession(checking, granted(2, profiles, 'person-2'))).toMatchObject({
      kind: 'locked',
      attempt: null,
      person: { subject: 'person-1' },
      failure: { code: 'Identity_OtherPerson' },
    });
  });

  it('stays locked when the unlocking is given up', () => {
    const checking = reduceSession(lockedByPassword, started(2, 'otp'));
    expect(reduceSession(checking, { type: 'cancelled' })).toMatchObject({ kind: 'locked', attempt: null });
  });

  it('goes on as what it is although its profile has left the list', () => {
    const open = reduceSession(reduceSession(locked, started(2, 'otp')), granted(2, profiles.slice(1)));
    expect(open).toMatchObject({ profile: { id: 'p1' }, profiles: [{ id: 'p1' }, { id: 'p2' }] });
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
    for (const event of [removed, chosen, idle, granted(1), failed(1), opened(1)]) {
      expect(reduceSession(signedOut, event)).toBe(signedOut);
    }
  });

  it('knows which card holds it open, or opens it', () => {
    expect(cardInUse(signedOut)).toBeNull();
    expect(cardInUse(after(submitted(1, 'card-b')))).toBe('card-b');
    expect(cardInUse(byPassword)).toBeNull();
    expect(cardInUse(reduceSession(lockedByPassword, submitted(2, 'card-b')))).toBe('card-b');
  });
});

describe('a session without the provider', () => {
  it('stays open when its completion fails, and says why', () => {
    const busy = reduceSession(degraded, completing);
    expect(toSessionState(busy, null)).toMatchObject({ degraded: { busy: true, failure: null } });
    expect(toSessionState(reduceSession(busy, failed(2)), null)).toMatchObject({
      kind: 'signed-in',
      degraded: { busy: false, failure: { code: 'Card_PinWrong' } },
    });
  });

  it('is whole once the provider vouches for the person', () => {
    const busy = reduceSession(degraded, completing);
    expect(reduceSession(busy, granted(2))).toMatchObject({
      kind: 'signed-in',
      degraded: null,
      phone: '1501',
    });
  });

  it('ends when the provider knows the card as somebody else’s, or gives no profile', () => {
    const busy = reduceSession(degraded, completing);
    expect(reduceSession(busy, granted(2, profiles, 'person-2'))).toMatchObject({
      kind: 'signed-out',
      failure: { code: 'Identity_PersonUnknown' },
    });
    expect(reduceSession(busy, granted(2, []))).toMatchObject({
      failure: { code: 'Identity_NoProfile' },
    });
  });

  it('forgets a completion that a lock overtakes, and keeps its profile', () => {
    const busy = reduceSession(degraded, completing);
    const pulled = reduceSession(busy, removed);
    expect(pulled).toMatchObject({ kind: 'locked', degraded: { attempt: null } });
    expect(reduceSession(pulled, granted(2))).toBe(pulled);
    expect(reduceSession(degraded, { type: 'profile-changed', profileId: 'p2' })).toBe(degraded);
  });
});
