import texts from '../../resources/fr/support-letter.json' with { type: 'json' };
import type { DeskMessage } from './desk.ts';
import type { Draft } from './rules/draft.ts';
import { type Letter, type LetterContent, untouched } from './rules/letter.ts';
import { isStillHere } from './rules/progress.ts';
import type { Report } from './rules/report.ts';

/** Who writes, as the session knows them. */
export interface Author {
  readonly subject: string;
  readonly name: string;
  /** Where the desk answers, as far as it is known without a report. */
  readonly email: string;
}

/** The letter of a draft, at `createdAt` (ms since the epoch). Null for a request: its content is its catalogue's. */
export function letterOfDraft(draft: Draft, author: Author, createdAt: number): Letter | null {
  const { id, form, attachments } = draft;
  if (form.kind === 'request') return null;
  const common = { id, owner: author.subject, createdAt, attachments, progress: untouched };
  if (form.kind === 'incident') {
    return { ...common, kind: 'incident', thread: id, content: contentOfReport(form.report) };
  }
  const content: LetterContent = {
    // A ticket that was opened elsewhere may have none, which a letter must have.
    subject: form.subject.trim() || texts.noSubject,
    sections: [{ title: '', text: form.text }],
    from: { name: author.name, email: author.email },
    urgency: 3,
    major: false,
    category: null,
    copies: [],
  };
  return { ...common, kind: 'reply', thread: form.thread, content };
}

/** What another form produced, as a letter of its own. */
export function letterOfMessage(
  { kind, ...message }: DeskMessage,
  author: Author,
  { id, createdAt }: { readonly id: string; readonly createdAt: number },
): Letter {
  const from = { name: author.name, email: author.email };
  const content: LetterContent = { ...message, from, copies: [] };
  const owner = author.subject;
  return { id, kind, thread: id, owner, createdAt, content, attachments: [], progress: untouched };
}

/** A report as the desk reads it: seed 001's list, in its order, what is empty left out. */
export function contentOfReport(report: Report): LetterContent {
  const { fields, values } = texts;
  const rows: readonly (readonly [string, string])[] = [
    [fields.declarant, [report.declarant, report.role].filter(Boolean).join(', ')],
    [fields.entity, report.entity],
    [fields.userConcerned, report.userConcerned],
    [fields.phone, report.phone],
    [fields.email, report.email],
    [fields.startedAt, report.startedAt.replace('T', ' ')],
    [fields.environment, values.environment[report.environment]],
    [fields.concernedFunction, report.concernedFunction],
    [fields.usersAffected, report.usersAffected],
    [fields.category, report.category],
    [fields.equipment, report.equipment],
    [fields.error, report.error],
    [fields.expected, report.expected],
    [fields.prerequisites, report.prerequisitesChecked ? values.yes : values.no],
    [fields.reproducible, values.reproducible[report.reproducible]],
  ];
  return {
    subject: report.subject.trim(),
    sections: rows.map(([title, text]) => ({ title, text: text.trim() })).filter(({ text }) => text !== ''),
    from: { name: report.declarant.trim(), email: report.email.trim() },
    urgency: report.major ? 5 : report.urgent ? 4 : 3,
    major: report.major,
    category: report.category === '' ? null : report.category,
    copies: [],
  };
}

/** Whether what a letter says can be written anew as a report: it was one, and the desk has nothing of it. */
export function isRewritable({ kind, content, progress }: Letter): boolean {
  const titles: readonly string[] = Object.values(texts.fields);
  const isReport = kind === 'incident' && content.sections.every(({ title }) => titles.includes(title));
  return isReport && isStillHere(progress);
}

/** The report that such a content was made of; what it does not tell is as in `known`. */
export function reportOfContent(
  { subject, sections, from, urgency, major }: LetterContent,
  known: Report,
): Report {
  const { fields, values } = texts;
  const told = (title: string) => sections.find((section) => section.title === title)?.text ?? '';
  const declarant = told(fields.declarant);
  const name = from.name;
  return {
    subject,
    category: told(fields.category),
    equipment: told(fields.equipment),
    declarant: name,
    role: declarant.startsWith(`${name}, `) ? declarant.slice(name.length + 2) : '',
    entity: told(fields.entity),
    userConcerned: told(fields.userConcerned),
    phone: told(fields.phone),
    email: from.email,
    startedAt: told(fields.startedAt).replace(' ', 'T'),
    environment: nameOf(values.environment, told(fields.environment)) ?? known.environment,
    concernedFunction: told(fields.concernedFunction),
    usersAffected: told(fields.usersAffected),
    error: told(fields.error),
    expected: told(fields.expected),
    prerequisitesChecked: told(fields.prerequisites) === values.yes,
    reproducible: nameOf(values.reproducible, told(fields.reproducible)) ?? known.reproducible,
    urgent: urgency >= 4,
    major,
  };
}

function nameOf<Name extends string>(names: Readonly<Record<Name, string>>, text: string): Name | undefined {
  for (const name in names) if (names[name] === text) return name;
  return undefined;
}
