import { type Contact, contactAt, type EscalationTable, promisedBy } from './table.ts';
import { answerOf, type UnderWay } from './under-way.ts';

/** What to do now about an incident. Times in ms since the epoch. */
export type Advice =
  /** Nothing is under way, or the support has it in hand: the support is whom to call. */
  | { readonly do: 'support' }
  /** The support was told; `until`, null where nothing was promised, it is to answer. */
  | { readonly do: 'wait'; readonly until: number | null }
  | { readonly do: 'escalate'; readonly contact: Contact; readonly since: number | null }
  /** The delay has passed, and nobody takes an escalation before `opensAt`. */
  | { readonly do: 'wait-for-opening'; readonly opensAt: number | null; readonly next: Contact['next'] };

/** The one thing to do about an incident at an instant. Pure. */
export function adviceAt(table: EscalationTable, underWay: UnderWay | null, at: number): Advice {
  const answer = underWay && answerOf(underWay);
  if (!underWay || answer === 'given') return { do: 'support' };
  const until = promisedBy(table, underWay.severity, underWay.reportedAt);
  const isLate = until !== null && until <= at;
  if (answer === 'awaited' && !isLate) return { do: 'wait', until };
  const contact = contactAt(table, underWay.severity, at);
  return contact.level
    ? { do: 'escalate', contact, since: isLate ? until : null }
    : { do: 'wait-for-opening', opensAt: contact.until, next: contact.next };
}

/** The first instant after `at` at which the advice or a contact changes; null where none is in sight. */
export function nextTurn(table: EscalationTable, underWay: UnderWay | null, at: number): number | null {
  const turns = [
    contactAt(table, 'major', at).until,
    contactAt(table, 'other', at).until,
    underWay && answerOf(underWay) === 'awaited'
      ? promisedBy(table, underWay.severity, underWay.reportedAt)
      : null,
  ].filter((turn) => turn !== null && turn > at);
  return turns.length > 0 ? Math.min(...turns.map(Number)) : null;
}
