import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../electron/identity/account/account.ts';
import type { JournalEntry } from '../../../electron/identity/journal/entry.ts';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import { remindersOf } from '../../../renderer/station/account/reminders.ts';
import { journalRows, searchRows } from '../../../renderer/station/journal/rows.ts';
import { accountEntries, type Working } from '../../../renderer/station/shell/account-entries.ts';
import { menuTarget } from '../../../renderer/station/shell/menu-keys.ts';
import { codeIn } from '../../../renderer/station/training/code-in.ts';
import * as f from '../../gallery/fixtures.ts';

const profile = { ...f.profile, rights: [] };
const session: Extract<Working, { kind: 'signed-in' }> = {
  kind: 'signed-in',
  person: f.person,
  method: 'card',
  profile,
  profiles: [profile],
  phone: null,
  degraded: null,
};
const degraded = { since: 0, portalBack: false, busy: false, failure: null };
const locked: Working = { ...session, kind: 'locked', reason: 'idle', progress: null, failure: null };
const actions = (of: Working) => accountEntries(of, true).map(({ action }) => action);
const usable = (of: Working, bound = true) =>
  accountEntries(of, bound)
    .filter(({ blocked }) => !blocked)
    .map(({ action }) => action);

describe('the account menu', () => {
  it('has « Modifier mes canaux OTP » third, whatever the session', () => {
    for (const of of [session, locked, { ...session, degraded }]) expect(actions(of)[2]).toBe('channels');
  });

  it('shows the journal to who has the right to read it, and to nobody else', () => {
    expect(actions(session)).not.toContain('journal');
    const reader = { ...profile, rights: ['sign-in-journal'] as const };
    expect(actions({ ...session, profile: reader })).toContain('journal');
  });

  it('leaves the telephone and the way out to a session without the portal', () => {
    expect(usable({ ...session, degraded })).toEqual(['phone.unbind', 'identity.signOut']);
  });

  it('closes the journal to a session without the portal: the right to read it was given days ago', () => {
    const reader = { ...session, profile: { ...profile, rights: ['sign-in-journal'] as const } };
    const journalIn = (of: Working) => accountEntries(of, true).find(({ action }) => action === 'journal');
    expect(journalIn(reader)).toEqual({ action: 'journal', blocked: null });
    expect(journalIn({ ...reader, degraded })).toEqual({ action: 'journal', blocked: 'degraded' });
  });

  it('leaves only the way out to a locked station', () => {
    expect(usable(locked)).toEqual(['identity.signOut']);
  });

  it('does not change a phone that is not there', () => {
    expect(usable(session, false)).not.toContain('phone.unbind');
  });

  it('turns round by the arrows', () => {
    expect(menuTarget('ArrowDown', 5, 6)).toBe(0);
    expect(menuTarget('ArrowUp', 0, 6)).toBe(5);
    expect(menuTarget('ArrowUp', -1, 6)).toBe(5);
    expect(menuTarget('ArrowDown', -1, 6)).toBe(0);
    expect(menuTarget('Home', 3, 6)).toBe(0);
    expect(menuTarget('End', 3, 6)).toBe(5);
    expect(menuTarget('a', 3, 6)).toBeNull();
  });

  it('never leaves the menu', () => {
    const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'Home', 'End');
    fc.assert(
      fc.property(
        key,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -1, max: 8 }),
        (pressed, count, at) => {
          const target = menuTarget(pressed, Math.min(at, count - 1), count);
          return target !== null && target >= 0 && target < count;
        },
      ),
    );
  });
});

describe('what a signed-in person is told', () => {
  const account: Account = {
    identifier: 'camille.riviere',
    password: { set: true, expiresAt: 1_000, announcedFrom: 500 },
    passwordPolicy: {
      minimumLength: 12,
      upperCase: true,
      lowerCase: true,
      digit: true,
      specialCharacters: '!',
    },
    channels: { phone: { value: '+33612345678', state: 'usable' }, email: { value: null, state: 'none' } },
  };
  const view = (over: Partial<Account> = {}, of: StationView['session'] = session): StationView => ({
    ...f.station,
    session: of,
    account: {
      account: { ...account, ...over },
      failure: null,
      tests: { phone: null, email: null },
    },
  });
  const kinds = (...args: Parameters<typeof remindersOf>) => remindersOf(...args).map(({ kind }) => kind);

  it('is nothing when all is well', () => {
    expect(remindersOf(view(), false, 0)).toEqual([]);
  });

  it('is what is left of the first connection, until it is put off', () => {
    const first = view({
      channels: { phone: { value: null, state: 'none' }, email: { value: null, state: 'none' } },
      password: { set: false, expiresAt: null, announcedFrom: null },
    });
    expect(remindersOf(first, false, 0)).toEqual([
      { kind: 'first-connection', left: ['channels', 'password'] },
    ]);
    expect(remindersOf(first, true, 0)).toEqual([]);
  });

  it('is the expiry of the password from the day on which it is announced', () => {
    expect(kinds(view(), false, 499)).toEqual([]);
    expect(remindersOf(view(), false, 500)).toEqual([
      { kind: 'password-expiry', expiresAt: 1_000, expired: false },
    ]);
    expect(remindersOf(view(), false, 1_000)).toEqual([
      { kind: 'password-expiry', expiresAt: 1_000, expired: true },
    ]);
  });

  it('is that the portal is away, which cannot be put off', () => {
    expect(kinds({ ...view({}, { ...session, degraded }), account: null }, true, 0)).toEqual(['degraded']);
  });

  it('is nothing on a locked station', () => {
    expect(remindersOf(view({}, locked), false, 2_000)).toEqual([]);
  });
});

describe('the journal of sign-ins', () => {
  const entry: JournalEntry = {
    at: Date.UTC(2026, 10, 22, 3, 12),
    event: 'signed-in',
    method: 'card',
    person: 'Inès Maréchal',
    profile: 'ARM – Samu 44',
    failure: null,
    lockReason: null,
  };
  const refused: JournalEntry = { ...entry, event: 'refused', person: null, failure: 'Otp_CodeWrong' };
  const rows = journalRows([
    refused,
    entry,
    { ...entry, event: 'locked', lockReason: 'card-removed' },
    { ...entry, event: 'degraded-refused', failure: 'Degraded_TooLong' },
  ]);

  it('is searched without accents, capitals or order', () => {
    expect(searchRows(rows, 'MARECHAL ines', false)).toHaveLength(3);
    expect(searchRows(rows, '  connexion   refusee ', false)).toEqual([rows[0]]);
    expect(searchRows(rows, 'Otp_CodeWrong', false)).toEqual([rows[0]]);
    expect(searchRows(rows, '22/11/2026', false)).toHaveLength(4);
  });

  it('keeps to what was refused when asked', () => {
    expect(searchRows(rows, '', true).map(({ code }) => code)).toEqual(['Otp_CodeWrong', 'Degraded_TooLong']);
  });

  it('says why a station locked', () => {
    expect(rows[2]?.result).toBe('Carte retirée');
  });

  it('takes any search, and shows nothing but rows that it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, only) =>
        searchRows(rows, text, only).every((row) => rows.includes(row)),
      ),
    );
  });

  it('prepares and searches five thousand lines within the time of a key stroke', () => {
    const many = journalRows(Array.from({ length: 5_000 }, (_, index) => ({ ...entry, at: index })));
    const started = performance.now();
    searchRows(many, 'marechal samu 44', false);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('a simulated message', () => {
  it.each([
    ['SI-Samu : votre code est 482913. Il est valable 5 minutes.', '482913'],
    ['Votre code à usage unique : 0042', '0042'],
    ['Code de connexion\n\n12345678', '12345678'],
    ['Suivez ce lien avant le 22/11/2026.', null],
    ['Appelez le 0 809 100 809.', null],
    ['Code : 123456789012', null],
  ])('%j carries the code %j', (text, code) => {
    expect(codeIn(text)).toBe(code);
  });
});
