import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import {
  degradedRefusal,
  type JournalEntry,
  type JournalNote,
  journalEntryOf,
  mayRead,
  memoryJournal,
  recordSessions,
  toCsv,
} from '../../../electron/identity/journal/index.ts';
import type { Profile } from '../../../electron/identity/ports.ts';
import type { DegradedState, SessionState } from '../../../electron/identity/session-state.ts';
import { Subject } from '../../../electron/shared/listeners.ts';

const person = { subject: 's', givenName: 'Camille', familyName: 'EXEMPLE' };
const profileOf = (id: string): Profile => ({
  id,
  role: 'ARM',
  entity: { id, name: `Samu ${id}` },
  rights: [],
});
const profile = profileOf('00');
const out: SessionState = { kind: 'signed-out', failure: null };
const wrongPin = fail('Card_PinWrong', { triesLeft: 2 }).failure;
const outBecause: SessionState = { kind: 'signed-out', failure: wrongPin };
const byCard: SessionState = {
  kind: 'signing-in',
  progress: { way: 'card', holderName: 'Camille EXEMPLE' },
};
const otp = (refused: typeof wrongPin | null, busy = false) =>
  ({ way: 'otp', identifier: 'dominique.essai', challenge: null, refused, busy }) as const;
const byOtp = (refused: typeof wrongPin | null, busy = false): SessionState => ({
  kind: 'signing-in',
  progress: otp(refused, busy),
});
const choosing: SessionState = {
  kind: 'choosing-profile',
  person,
  profiles: [profile],
  preselected: '00',
  failure: null,
};
const work = { person, method: 'card', profile, profiles: [profile], phone: null, degraded: null } as const;
const working = { kind: 'signed-in', ...work } as const satisfies SessionState;
const locked = {
  kind: 'locked',
  reason: 'idle',
  progress: null,
  failure: null,
  ...work,
} as const satisfies SessionState;
const degraded: DegradedState = { since: 1, portalBack: false, busy: false, failure: null };
const away: SessionState = { ...working, degraded };
const known = { person: 'Camille EXEMPLE', profile: 'ARM, Samu 00', method: 'card' } as const;

type Change = readonly [string, SessionState, SessionState, Partial<JournalNote> | null];
const changes: readonly Change[] = [
  ['a sign-in, once a profile is taken', choosing, working, { event: 'signed-in', ...known }],
  ['not a person who has no profile yet', byCard, choosing, null],
  [
    'a card that was refused',
    byCard,
    outBecause,
    { event: 'refused', method: 'card', person: 'Camille EXEMPLE', failure: 'Card_PinWrong' },
  ],
  ['not a sign-in that was given up', byCard, out, null],
  ['nor one given up at the profiles', choosing, out, null],
  [
    'a code that was refused',
    byOtp(null, true),
    byOtp(wrongPin),
    { event: 'refused', method: 'otp', person: 'dominique.essai' },
  ],
  ['not a refused code twice', byOtp(wrongPin), byOtp(wrongPin, true), null],
  ['a sign-out, by whom', working, out, { event: 'signed-out', ...known }],
  [
    'a session that was ended',
    working,
    outBecause,
    { event: 'session-ended', ...known, failure: 'Card_PinWrong' },
  ],
  ['one ended before a profile', choosing, outBecause, { event: 'session-ended', person: 'Camille EXEMPLE' }],
  ['a lock, and why', working, locked, { event: 'locked', ...known, lockReason: 'idle' }],
  ['an unlock', { ...locked, progress: null }, working, { event: 'unlocked', ...known }],
  [
    'an unlock that was refused',
    { ...locked, progress: { way: 'card', holderName: 'Dominique ESSAI' } },
    { ...locked, failure: wrongPin },
    { event: 'refused', method: 'card', person: 'Dominique ESSAI', profile: null, failure: 'Card_PinWrong' },
  ],
  [
    'an unlock by PSC that was refused',
    { ...locked, progress: { way: 'psc', step: 'asking', identifier: '10001234567' } },
    { ...locked, failure: wrongPin },
    { event: 'refused', method: 'psc', person: '10001234567', profile: null },
  ],
  [
    'a password typed in the place of the identifier, which is not kept',
    { ...locked, progress: { ...otp(null, true), identifier: 'Sesame-2026!' } },
    { ...locked, progress: { ...otp(wrongPin), identifier: 'Sesame-2026!' } },
    { event: 'refused', method: 'otp', person: null },
  ],
  [
    'a card that unlocks without the portal what a password had opened',
    { ...locked, method: 'otp' },
    away,
    { event: 'degraded-opened', ...known },
  ],
  [
    'another card at a locked station, whose nobody knows',
    { ...locked, method: 'otp' },
    { ...locked, method: 'otp', failure: { code: 'Identity_OtherCard' } },
    { event: 'refused', method: 'card', person: null, profile: null, failure: 'Identity_OtherCard' },
  ],
  [
    'a code refused on a locked station',
    { ...locked, progress: otp(null, true) },
    { ...locked, progress: otp(wrongPin) },
    { event: 'refused', method: 'otp', person: 'dominique.essai', profile: null, failure: 'Card_PinWrong' },
  ],
  [
    'not a failure that is still shown',
    { ...locked, failure: wrongPin },
    { ...locked, failure: wrongPin },
    null,
  ],
  [
    'another profile',
    working,
    { ...working, profile: profileOf('98') },
    { event: 'profile-changed', ...known, profile: 'ARM, Samu 98' },
  ],
  ['not a phone', working, { ...working, phone: '1501' }, null],
  [
    'a locked station that a card opens without the portal',
    locked,
    away,
    { event: 'degraded-opened', ...known },
  ],
  ['a degraded session', byCard, away, { event: 'degraded-opened', ...known }],
  ['a degraded session that became whole', away, working, { event: 'degraded-reconciled', ...known }],
  [
    'one that did not',
    { ...working, degraded: { ...degraded, busy: true } },
    { ...working, degraded: { ...degraded, failure: wrongPin } },
    { event: 'refused', ...known, failure: 'Card_PinWrong' },
  ],
  ['not the return of the portal', away, { ...working, degraded: { ...degraded, portalBack: true } }, null],
  [
    'a degraded mode that was refused',
    byCard,
    { kind: 'signed-out', failure: fail('Degraded_NeverSignedIn').failure },
    { event: 'degraded-refused', method: 'card', failure: 'Degraded_NeverSignedIn' },
  ],
];

describe('what the journal notes', () => {
  it.each(changes)('is %s', (_, before, after, note) => {
    if (note === null) expect(journalEntryOf(before, after)).toBeNull();
    else expect(journalEntryOf(before, after)).toMatchObject(note);
  });

  it('is what a caller says of a degraded mode that never began', () => {
    expect(degradedRefusal('Camille EXEMPLE', fail('Degraded_TooLong', { days: 7 }).failure)).toEqual({
      event: 'degraded-refused',
      method: 'card',
      person: 'Camille EXEMPLE',
      profile: null,
      failure: 'Degraded_TooLong',
      lockReason: null,
    });
  });

  it('is nothing as long as the state is the same', () => {
    for (const state of [out, outBecause, byCard, byOtp(wrongPin), choosing, working, locked, away]) {
      expect(journalEntryOf(state, state)).toBeNull();
    }
  });

  it('follows the session of the workstation', async () => {
    const journal = memoryJournal({ days: 90 });
    const state = new Subject<SessionState>(out);
    const stop = recordSessions(state, journal);
    for (const next of [byCard, choosing, working, locked, working, out]) state.set(next);
    stop();
    state.set(working);

    const events = (await journal.entries()).map(({ event }) => event);
    expect(events.reverse()).toEqual(['signed-in', 'locked', 'unlocked', 'signed-out']);
  });
});

describe('the journal', () => {
  const reader = { ...working, profile: { ...profile, rights: ['sign-in-journal'] as const } };

  it('is read by who has the right to, and by nobody else', () => {
    expect(mayRead(reader)).toEqual(ok());
    for (const other of [out, byCard, choosing, working, locked]) {
      expect(mayRead(other)).toEqual(fail('Journal_NotAllowed'));
    }
  });

  it('is closed while the portal, which gives that right, cannot be asked', () => {
    expect(mayRead({ ...reader, degraded })).toEqual(fail('Degraded_OnlyTelephony'));
  });
});

const entry: JournalEntry = {
  at: Date.parse('2026-07-14T00:30:00Z'),
  event: 'refused',
  method: 'card',
  person: 'Camille "Cam" EXEMPLE; dite',
  profile: null,
  failure: 'Card_PinWrong',
  lockReason: null,
};

describe('the exported journal', () => {
  it('is a table for a spreadsheet in French', () => {
    const [head, row, end] = toCsv([entry]).split('\r\n');

    expect(head).toBe('\uFEFF"Date et heure";"Événement";"Moyen";"Personne";"Profil";"Motif";"Code"');
    expect(row).toBe(
      '"2026-07-14T02:30:00+02:00";"Connexion refusée";"Carte CPx";"Camille ""Cam"" EXEMPLE; dite";"";' +
        '"Le code PIN est faux. Essais restants : ….";"Card_PinWrong"',
    );
    expect(end).toBe('');
  });

  it('tells the two hours that a night of October has', () => {
    const at = (time: string) => toCsv([{ ...entry, at: Date.parse(time) }]);

    expect(at('2026-10-25T00:30:00Z')).toContain('"2026-10-25T02:30:00+02:00"');
    expect(at('2026-10-25T01:30:00Z')).toContain('"2026-10-25T02:30:00+01:00"');
  });

  it('has no cell that a spreadsheet computes, nor a line that a name breaks', () => {
    const start = fc.constantFrom('', ' ', '\t', '\n', '\r', '\u200b', '\ufeff', '\u00a0', '\u202e');
    const formula = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠');
    fc.assert(
      fc.property(start, formula, fc.string({ unit: 'grapheme' }), (before, sign, rest) => {
        const csv = toCsv([{ ...entry, person: `${before}${sign}${rest}` }]);
        const cell = csv.split('"Carte CPx";"')[1] ?? '';
        expect(cell).toMatch(/^'/);
        expect(csv.split(/\r\n|\r|\n/)).toHaveLength(3);
      }),
    );
  });
});
