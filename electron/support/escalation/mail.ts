import texts from '../../../resources/fr/escalation.json' with { type: 'json' };
import { filled } from './filled.ts';
import type { Level } from './rules/table.ts';
import type { Done, UnderWay } from './rules/under-way.ts';

/** A mail as it is prepared; a person sends it. */
export interface PreparedMail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

export interface MailFacts {
  readonly underWay: UnderWay;
  readonly level: Level & { readonly email: string };
  readonly site: string;
  /** Number of the desk phone, where one is bound. */
  readonly callBack: string | null;
  /** When the promised delay passed or passes; ms since the epoch. */
  readonly promisedBy: number | null;
  readonly timeZone: string;
}

/**
 * The mail that goes with the call (seed 001: « doublez votre appel d'un mail »). It names nobody and quotes no free
 * text: a mail program may be given it on a command line.
 */
export function escalationMail(facts: MailFacts): PreparedMail {
  const { underWay, level, site, callBack, promisedBy, timeZone } = facts;
  const when = momentIn(timeZone);
  const severity = texts[`severity.${underWay.severity}`];
  const concerned = texts[`concerned.${underWay.concerned}`];
  const lines = [
    filled(texts['mail.intro'], { severity: severity.toLowerCase(), site }),
    '',
    filled(texts['mail.concerned'], { concerned }),
    filled(texts['mail.extent'], { extent: texts[`extent.${underWay.extent}`].toLowerCase() }),
    filled(texts['mail.startedAt'], { time: when(underWay.startedAt) }),
    filled(texts['mail.reportedAt'], { time: when(underWay.reportedAt) }),
    ...(promisedBy === null ? [] : [filled(texts['mail.promisedBy'], { time: when(promisedBy) })]),
    filled(texts['mail.reference'], { reference: underWay.reference || texts['mail.noReference'] }),
    ...(callBack === null ? [] : [filled(texts['mail.callBack'], { number: callBack })]),
    '',
    texts['mail.done'],
    ...underWay.journal.map((done) => `- ${doneText(done, timeZone)}`),
    '',
    texts['mail.wanted'],
  ];
  return {
    to: level.email,
    subject: filled(texts['mail.subject'], { severity, site, concerned }),
    body: lines.join('\n'),
  };
}

/** One thing done, as the ticket has it: « 28/11 03:12 – Appel au Support N3 (01 44 08 02 62) ». */
export function doneText({ at, kind, name, address }: Done, timeZone: string): string {
  return `${momentIn(timeZone)(at)} – ${filled(texts[`done.${kind}`], { name, address })}`;
}

/** What hands a mail to the system's mail program (RFC 6068). */
export function mailtoUrl({ to, subject, body }: PreparedMail): string {
  const written = body.replaceAll('\n', '\r\n');
  return `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(written)}`;
}

function momentIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('fr-FR', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => format.format(at);
}
