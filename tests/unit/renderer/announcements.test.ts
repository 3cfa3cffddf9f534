import { describe, expect, it } from 'vitest';
import type { BarView } from '../../../electron/ipc/rooms/bar.ts';
import { announcements } from '../../../renderer/bar/announcements.ts';
import { bar, bound, call, connected, ended } from '../../gallery/fixtures.ts';

const view = (phone: Partial<BarView['phone']>): BarView => ({ ...bar, phone: { ...bound, ...phone } });
const ringing = call('r', { displayName: 'CODIS' });
const quiet = { assertive: [], polite: [] };

describe('what a screen reader is told', () => {
  it('is that somebody calls, at once and only once', () => {
    const rings = view({ calls: [ringing] });
    expect(announcements(view({}), rings)).toEqual({
      assertive: ['Appel entrant : 06\u00a012\u00a034\u00a056\u00a078 (CODIS)'.replace(' :', '\u00a0:')],
      polite: [],
    });
    expect(announcements(rings, view({ calls: [ringing, connected] })).assertive).toEqual([]);
  });

  it('is that somebody calls, also when the page has just started', () => {
    expect(announcements(null, view({ calls: [ringing] })).assertive).toHaveLength(1);
  });

  it('is what became of a call, when it has finished what it says', () => {
    const answered = { ...ringing, state: 'connected' as const, connectedAt: 5 };
    const news = announcements(view({ calls: [ringing] }), view({ calls: [answered] }));
    expect(news.assertive).toEqual([]);
    expect(news.polite.join()).toContain('En communication');
    expect(announcements(view({ calls: [] }), view({ calls: [ended] })).polite.join()).toContain('Terminé');
  });

  it('is that the telephone rings no more, or rings again', () => {
    const off = view({ doNotDisturb: true });
    expect(announcements(view({ doNotDisturb: null }), off).polite).toHaveLength(1);
    expect(announcements(off, view({ doNotDisturb: false })).polite).toEqual([
      'Les appels sonnent à nouveau ici',
    ]);
  });

  it('is that the support has answered, once, and never during a call', () => {
    const [before, after] = [view({}), { ...view({}), answers: 2 }];
    expect(announcements(before, after).polite).toEqual(['Réponse du support sur 2 tickets']);
    expect(announcements(after, after).polite).toEqual([]);
    expect(
      announcements(before, { ...view({ calls: [connected] }), answers: 2 }).polite.join(),
    ).not.toContain('support');
  });

  it('is that somebody waits with the highest priority, once a room', () => {
    const room = {
      id: 'u',
      label: 'Urgences',
      waiting: 1,
      longestSince: 1,
      longestSeenFromStart: true,
      alertAfter: 30,
      live: true,
    };
    const waits = (priority: 'P0' | 'P1'): BarView => ({
      ...view({}),
      board: { link: { kind: 'up' }, rooms: [{ ...room, priority }] },
    });
    expect(announcements(waits('P1'), waits('P0')).assertive).toEqual([
      'Appel ultra-prioritaire en attente\u00a0: Urgences',
    ]);
    expect(announcements(waits('P0'), waits('P0'))).toEqual(quiet);
  });

  it('is that the telephony fails, at once, and that all is back, in its turn', () => {
    const outage = {
      kind: 'outage',
      cause: 'server-unreachable',
      since: 1,
      works: [],
      todo: [],
      portalAway: false,
      boardAway: false,
    } as const;
    const broken = { ...view({}), outage };
    expect(announcements(view({}), broken).assertive).toEqual([
      'Panne de téléphonie\u00a0: Serveur de téléphonie injoignable',
    ]);
    expect(announcements(broken, broken)).toEqual(quiet);
    const restored = { kind: 'restored', cause: 'server-unreachable', since: 1, until: 9 } as const;
    expect(announcements(broken, { ...view({}), outage: restored }).polite).toEqual([
      'Téléphonie\u00a0: tout est rétabli',
    ]);
    expect(announcements({ ...view({}), outage: restored }, view({}))).toEqual(quiet);
  });

  it('is nothing while nothing changes', () => {
    const same = view({ calls: [ringing, connected] });
    expect(announcements(same, same)).toEqual(quiet);
    expect(announcements(view({ doNotDisturb: null }), view({ doNotDisturb: false }))).toEqual(quiet);
  });
});
