import type { Failure } from '../../failures/index.ts';
import { fullName } from '../full-name.ts';
import type { Profile, SignInMethod } from '../ports.ts';
import { isWorking } from '../session.ts';
import type { SessionState, SignInProgress } from '../session-state.ts';
import type { JournalEntry } from './entry.ts';

/** What there is to note, but when. */
export type JournalNote = Omit<JournalEntry, 'at'>;

type Working = Extract<SessionState, { kind: 'signed-in' | 'locked' }>;
type Locked = Extract<SessionState, { kind: 'locked' }>;

/**
 * What the journal keeps of a change of the session: null for what is none of its business, a sign-in that was
 * given up among them. A degraded mode refused before the session changes is noted with `degradedRefusal`.
 */
export function journalEntryOf(before: SessionState, after: SessionState): JournalNote | null {
  if (isWorking(before)) return isWorking(after) ? ofWork(before, after) : ofTheEnd(before, after);
  if (isWorking(after)) return noteOf(after, after.degraded ? 'degraded-opened' : 'signed-in');
  if (before.kind === 'signing-in') return ofSignIn(before.progress, after);
  if (before.kind === 'choosing-profile' && after.kind === 'signed-out' && after.failure) {
    return {
      ...nothing,
      event: 'session-ended',
      person: fullName(before.person),
      failure: after.failure.code,
    };
  }
  return null;
}

/** For a card that may not open the station without the portal. */
export function degradedRefusal(holderName: string | null, { code }: Failure): JournalNote {
  return { ...nothing, event: 'degraded-refused', method: 'card', person: holderName, failure: code };
}

/** Whoever takes the call log out of this workstation is noted. */
export function callLogExport(session: Working): JournalNote {
  return noteOf(session, 'call-log-exported');
}

/** Whoever has a hidden part of a screenshot shown again is noted, never what stands there; nobody where nobody is signed in. */
export function screenshotReveal(session: SessionState): JournalNote {
  return isWorking(session)
    ? noteOf(session, 'screenshot-revealed')
    : { ...nothing, event: 'screenshot-revealed' };
}

function ofWork(before: Working, after: Working): JournalNote | null {
  if (!before.degraded && after.degraded) return noteOf(after, 'degraded-opened');
  if (before.degraded && !after.degraded) return noteOf(after, 'degraded-reconciled');
  if (before.profile.id !== after.profile.id) return noteOf(after, 'profile-changed');
  const refused = newRefusal(before, after);
  if (refused) return { ...nothing, event: 'refused', ...refused };
  if (before.kind === 'locked' && after.kind === 'signed-in') return noteOf(after, 'unlocked');
  if (before.kind === 'signed-in' && after.kind === 'locked') {
    return { ...noteOf(after, 'locked'), lockReason: after.reason };
  }
  return null;
}

/** Why a person at work was not let in: the station stays locked, or the session stays degraded. */
function newRefusal(
  before: Working,
  after: Working,
): Pick<JournalNote, 'method' | 'person' | 'profile' | 'failure'> | null {
  if (before.kind === 'locked' && after.kind === 'locked') {
    const failure = newFailure(before.failure, after.failure) ?? refusedAnswer(before, after);
    // Only cards are refused before an attempt begins.
    const [method, person] = before.progress ? tried(before.progress) : (['card', null] as const);
    if (failure) return { method, person, profile: null, failure: failure.code };
  }
  const failure = newFailure(before.degraded?.failure, after.degraded?.failure);
  if (!failure) return null;
  const { person, profile } = after;
  return { method: 'card', person: fullName(person), profile: profileName(profile), failure: failure.code };
}

function refusedAnswer(before: Locked, after: Locked): Failure | null {
  return before.progress && after.progress && newRefusedAnswer(before.progress, after.progress);
}

function ofTheEnd(before: Working, after: SessionState): JournalNote {
  const failure = after.kind === 'signed-out' ? after.failure : null;
  return failure
    ? { ...noteOf(before, 'session-ended'), failure: failure.code }
    : noteOf(before, 'signed-out');
}

function ofSignIn(progress: SignInProgress, after: SessionState): JournalNote | null {
  const failure =
    after.kind === 'signing-in'
      ? newRefusedAnswer(progress, after.progress)
      : after.kind === 'signed-out'
        ? after.failure
        : null;
  if (!failure) return null;
  const [method, person] = tried(progress);
  if (failure.code.startsWith('Degraded_')) return degradedRefusal(person, failure);
  return { ...nothing, event: 'refused', method, person, failure: failure.code };
}

/** A password or code that was not taken, while the person may go on. */
function newRefusedAnswer(before: SignInProgress, after: SignInProgress): Failure | null {
  if (after.way !== 'otp') return null;
  return newFailure(before.way === 'otp' ? before.refused : null, after.refused);
}

/** Each refusal is a failure of its own, even where it says the same. */
function newFailure(before: Failure | null | undefined, after: Failure | null | undefined): Failure | null {
  return after && after !== before ? after : null;
}

const nothing = {
  method: null,
  person: null,
  profile: null,
  failure: null,
  lockReason: null,
} satisfies Partial<JournalNote>;

function noteOf({ method, person, profile }: Working, event: JournalNote['event']): JournalNote {
  return { ...nothing, event, method, person: fullName(person), profile: profileName(profile) };
}

/** `prénom.nom`, or an RPPS number: a password typed in the wrong field is none, and must not be kept. */
const identifierForm = /^(?:[\p{L}\p{M}'’-]+(?:\.[\p{L}\p{M}'’-]+)+\d{0,3}|\d{6,20})$/u;

/** How, and who: by name where a card or PSC tells it, else by the identifier that was typed. */
function tried(progress: SignInProgress): readonly [SignInMethod, string | null] {
  const { way } = progress;
  if (way === 'card') return [way, progress.holderName];
  if ('identifier' in progress)
    return [way, identifierForm.test(progress.identifier) ? progress.identifier : null];
  return [way, progress.step === 'link' ? fullName(progress.person) : null];
}

function profileName({ role, entity }: Profile): string {
  return `${role}, ${entity.name}`;
}
