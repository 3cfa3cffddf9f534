import { longest, type Report } from '../../../../electron/support/rules/report.ts';
import type { Ticket } from '../../../../electron/support/rules/ticket.ts';
import { t } from './text.ts';

/** The report of what was to be answered on a ticket that is closed: it cites the ticket, and says the text. */
export function reportAfter({ number, subject }: Ticket, text: string, begun: Report): Report {
  const name = subject || t('noSubject');
  const cited = number === null ? name : t('after', { number, subject: name });
  return { ...begun, subject: cited.slice(0, longest.subject), error: text };
}
