import { describe, expect, it } from 'vitest';
import { blankReport, longest } from '../../../electron/support/rules/report.ts';
import type { Ticket } from '../../../electron/support/rules/ticket.ts';
import { reportAfter } from '../../../renderer/station/support/tickets/report-after.ts';

const ticket: Ticket = {
  thread: 'glpi:4512',
  number: '4512',
  channel: 'glpi',
  kind: 'incident',
  subject: 'Écran figé',
  state: 'closed',
  changedAt: 0,
  unread: 0,
};
const begun = { ...blankReport, phone: '1501' };

describe('an incident that follows a closed ticket', () => {
  it('cites its number and says what was to be answered, beside what the station knows', () => {
    expect(reportAfter(ticket, 'Cela recommence.', begun)).toEqual({
      ...begun,
      subject: 'Suite du ticket n° 4512\u00a0: Écran figé',
      error: 'Cela recommence.',
    });
  });

  it('has a subject in any case, no longer than can be sent', () => {
    expect(reportAfter({ ...ticket, number: null, subject: '' }, '', begun).subject).toBe('Sans objet');
    const { subject } = reportAfter({ ...ticket, subject: 'x'.repeat(1_000) }, '', begun);
    expect(subject).toHaveLength(longest.subject);
  });
});
