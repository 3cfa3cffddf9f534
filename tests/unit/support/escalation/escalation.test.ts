import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import type { DeskMessage } from '../../../../electron/support/desk.ts';
import { Escalation, type EscalationState } from '../../../../electron/support/escalation/index.ts';
import { memoryVault, type Vault } from '../../../../electron/vault/index.ts';
import { seedTable } from './seed-table.ts';

const MINUTE = 60_000;
const friday = Date.parse('2026-11-27T17:40:00+01:00');
const night = Date.parse('2026-11-28T03:12:00+01:00');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Site {
  readonly delays?: object;
  readonly phone?: Result<undefined>;
  readonly mails?: 'refused' | 'training';
  readonly hasDesk?: boolean;
  readonly vault?: Vault;
}

function followed(at: number, site: Site = {}) {
  vi.setSystemTime(at);
  const { delays = { major: { minutes: 15 } }, phone = ok(), hasDesk = false, vault = memoryVault() } = site;
  const dialled: [string, string | null][] = [];
  const mails: string[] = [];
  const desk: { submitted: DeskMessage[]; notes: string[] } = { submitted: [], notes: [] };
  const escalation = new Escalation({
    table: seedTable('france', { delays }),
    supportPhone: '0 809 100 809',
    site: 'Samu 44',
    vault,
    dial: async (number, callId) => {
      dialled.push([number, callId]);
      return phone;
    },
    callBack: () => '1501',
    openMail:
      site.mails === 'training'
        ? null
        : async (url) => {
            if (site.mails === 'refused') throw new Error('no mail program');
            mails.push(url);
          },
    desk: hasDesk
      ? {
          submit: async (message) => {
            desk.submitted.push(message);
            return ok({ thread: 't1' });
          },
          note: async (_thread, text) => {
            desk.notes.push(text);
            return ok();
          },
        }
      : null,
  });
  const advice = () => escalation.state.get().advice;
  const kinds = () => escalation.state.get().underWay?.journal.map(({ kind }) => kind);
  return { escalation, dialled, mails, desk, advice, kinds, vault };
}

const major = {
  severity: 'major',
  concerned: 'portal',
  extent: 'all',
  startedAt: night - 5 * MINUTE,
} as const;
const other = { ...major, severity: 'other' } as const;

describe('whom to call now', () => {
  it('is the support while nothing is followed', () => {
    expect(followed(night).advice()).toEqual({ do: 'support' });
  });

  it('is nobody else until the promised delay has passed, then whoever is on call', async () => {
    const { escalation, advice } = followed(night);
    await escalation.declare(major);
    expect(advice()).toEqual({ do: 'wait', until: night + 15 * MINUTE });
    await vi.advanceTimersByTimeAsync(15 * MINUTE - 1);
    expect(advice().do).toBe('wait');
    await vi.advanceTimersByTimeAsync(1);
    expect(advice()).toMatchObject({
      do: 'escalate',
      since: night + 15 * MINUTE,
      contact: { level: { phone: '06 37 00 84 99' } },
    });
  });

  it('changes at 18:00, with nothing asked', async () => {
    const { escalation, advice } = followed(friday);
    await escalation.declare(major);
    await escalation.answer(false);
    expect(advice()).toMatchObject({
      do: 'escalate',
      contact: { level: { phone: '01 44 08 02 62' }, next: { phone: '06 37 00 84 99' } },
    });
    const told: EscalationState[] = [];
    escalation.state.subscribe((state) => told.push(state));
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    expect(advice()).toMatchObject({ contact: { level: { phone: '06 37 00 84 99' } } });
    expect(told).toHaveLength(1);
  });

  it('follows a clock that is set back', async () => {
    const { escalation, advice } = followed(night);
    await escalation.declare(major);
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    expect(advice().do).toBe('escalate');
    vi.setSystemTime(night);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(advice().do).toBe('wait');
  });

  it('is who is there when a person says that nobody answers, without waiting', async () => {
    const { escalation, advice } = followed(night, { delays: {} });
    await escalation.declare(major);
    expect(advice()).toEqual({ do: 'wait', until: null });
    await escalation.answer(false);
    expect(advice()).toMatchObject({ do: 'escalate', since: null });
    await escalation.answer(true);
    expect(advice()).toEqual({ do: 'support' });
  });

  it('of anything but a major incident is nobody in the night, until Monday', async () => {
    const { escalation, advice } = followed(night);
    await escalation.declare(other);
    await escalation.answer(false);
    expect(advice()).toMatchObject({
      do: 'wait-for-opening',
      opensAt: Date.parse('2026-11-30T09:00:00+01:00'),
    });
    expect(await escalation.call('level', null)).toEqual(fail('Escalation_NobodyToCall'));
    expect(await escalation.openMail()).toEqual(fail('Escalation_NoMail'));
    await escalation.raise();
    expect(advice()).toMatchObject({ do: 'escalate', contact: { level: { phone: '06 37 00 84 99' } } });
  });
});

describe('what is done', () => {
  it('is called through the bar and noted', async () => {
    const { escalation, dialled, kinds } = followed(night);
    await escalation.declare(major);
    await escalation.call('support', null);
    await escalation.call('level', 'c1');
    await escalation.call({ bridge: '01 99 00 00 10' }, null);
    expect(dialled).toEqual([
      ['0 809 100 809', null],
      ['06 37 00 84 99', 'c1'],
      ['01 99 00 00 10', null],
    ]);
    expect(kinds()).toEqual(['declared', 'called-support', 'called-level', 'joined-bridge']);
  });

  it('is not noted where the phone refuses', async () => {
    const { escalation, kinds } = followed(night, { phone: fail('Session_Locked') });
    await escalation.declare(major);
    expect(await escalation.call('level', null)).toEqual(fail('Session_Locked'));
    expect(kinds()).toEqual(['declared']);
  });

  it('goes to the ticket word for word', async () => {
    const { escalation, desk } = followed(night, { hasDesk: true });
    await escalation.declare(major);
    await escalation.call('level', null);
    expect(desk.submitted).toMatchObject([
      {
        kind: 'incident',
        major: true,
        urgency: 5,
        subject: '[Incident majeur] Samu 44 : Accès au portail SI-Samu',
      },
    ]);
    expect(desk.notes).toEqual(['28/11 03:12 – Appel : Astreinte ASIP Santé (06 37 00 84 99)']);
  });

  it('is prepared as a mail to whom one calls, with what was done and no free text', async () => {
    const { escalation, mails, kinds } = followed(night);
    await escalation.declare(major);
    escalation.refer('2026-4512');
    await escalation.answer(false);
    await escalation.openMail();
    const url = new URL(mails[0] ?? '');
    expect(url.protocol).toBe('mailto:');
    expect(url.pathname).toBe('ASIP-Astreinte@sante.gouv.fr');
    expect(url.searchParams.get('subject')).toBe('[Incident majeur] Samu 44 : Accès au portail SI-Samu');
    const body = url.searchParams.get('body')?.split('\r\n') ?? [];
    expect(body).toContain('Début : 28/11 03:07');
    expect(body).toContain('Ticket : 2026-4512');
    expect(body).toContain('Rappeler le poste : 1501');
    expect(body).toContain('- 28/11 03:12 – Pas de réponse du support');
    expect(kinds()).toContain('mail-prepared');
  });

  it('writes to nobody in training, and says what to do without a mail program', async () => {
    for (const [mails, code] of [
      ['training', 'Escalation_MailInTraining'],
      ['refused', 'Escalation_MailNotOpened'],
    ] as const) {
      const { escalation, kinds } = followed(night, { mails });
      await escalation.declare(major);
      expect(await escalation.openMail()).toEqual(fail(code));
      expect(kinds()).not.toContain('mail-prepared');
    }
  });

  it('is there again after a restart, and gone once it is over', async () => {
    const { escalation, vault } = followed(night);
    await escalation.declare(major);
    escalation.close();
    const again = followed(night + 20 * MINUTE, { vault });
    expect(again.advice().do).toBe('escalate');
    again.escalation.end();
    expect(followed(night, { vault }).advice()).toEqual({ do: 'support' });
  });

  it('is passed over where what is kept cannot be read', async () => {
    const vault = memoryVault();
    await vault.write('escalation', '{"severity":"worst"}');
    expect(followed(night, { vault }).advice()).toEqual({ do: 'support' });
  });
});
