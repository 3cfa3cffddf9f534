import texts from '../../../resources/fr/escalation.json' with { type: 'json' };
import type { DeskMessage } from '../desk.ts';
import { filled } from './filled.ts';
import type { UnderWay } from './rules/under-way.ts';

/** What the desk is told of an incident that is declared here. */
export function declaration(underWay: UnderWay, site: string, timeZone: string): DeskMessage {
  const { severity, concerned, extent, startedAt } = underWay;
  const format = new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const names = { severity: texts[`severity.${severity}`], concerned: texts[`concerned.${concerned}`], site };
  return {
    kind: 'incident',
    subject: filled(texts['mail.subject'], names),
    sections: [
      { title: texts['declare.concerned'], text: names.concerned },
      { title: texts['declare.extent'], text: texts[`extent.${extent}`] },
      { title: texts['declare.startedAt'], text: format.format(startedAt) },
    ],
    urgency: severity === 'major' ? 5 : 3,
    major: severity === 'major',
    category: null,
  };
}
