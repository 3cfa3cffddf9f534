import { fail, ok, type Result } from '../../failures/index.ts';
import type { DeskMessage, SupportDesk } from '../desk.ts';
import { type Answers, mayAsk, problemsOf, type ServiceRequest } from './rules/request.ts';

/** Whoever asks. */
export interface Asker {
  readonly name: string;
  readonly role: string;
  readonly entity: string;
  /** Number of their desk phone, where one is bound. */
  readonly phone: string | null;
}

/** Names of the parts of a message that no form has. */
export interface MessageTexts {
  readonly asker: string;
  readonly phone: string;
  readonly validator: string;
}

/** The shipped requests, each replaced by the site's own of the same id, then what the site adds. Order is kept. */
export function catalogueOf(
  shipped: readonly ServiceRequest[],
  own: readonly ServiceRequest[],
  withdrawn: readonly string[],
): readonly ServiceRequest[] {
  const ofSite = new Map(own.map((request) => [request.id, request]));
  const kept = shipped.filter(({ id }) => !withdrawn.includes(id)).map((one) => ofSite.get(one.id) ?? one);
  const known = new Set(shipped.map(({ id }) => id));
  return [...kept, ...own.filter(({ id }) => !known.has(id))];
}

/**
 * Sends what was filled in, which is kept as `draft`. `Requests_Unknown`, `Requests_NotOffered` to this role or by this channel,
 * `Requests_Incomplete`, `Requests_NoDesk`, and the desk's own failures.
 */
export async function ask(
  {
    requests,
    desk,
    texts,
  }: { requests: readonly ServiceRequest[]; desk: SupportDesk | null; texts: MessageTexts },
  asked: { readonly id: string; readonly answers: Answers; readonly draft: string },
  asker: Asker,
): Promise<Result<undefined>> {
  const request = requests.find(({ id }) => id === asked.id);
  if (!request) return fail('Requests_Unknown');
  if (request.channel !== 'form' || !mayAsk(request, asker.role)) return fail('Requests_NotOffered');
  if (Object.keys(problemsOf(request, asked.answers)).length > 0) return fail('Requests_Incomplete');
  if (!desk) return fail('Requests_NoDesk');
  const sent = await desk.submit(messageOf(request, asked.answers, asker, texts), asked.draft);
  return sent.ok ? ok() : sent;
}

/** What the desk reads: the form in its order, what is empty left out, and who asks. */
export function messageOf(
  request: ServiceRequest,
  answers: Answers,
  asker: Asker,
  texts: MessageTexts,
): DeskMessage {
  const filled = request.fields.map(({ id, label }) => ({ title: label, text: (answers[id] ?? '').trim() }));
  const about = [
    { title: texts.asker, text: `${asker.name}, ${asker.role}, ${asker.entity}` },
    { title: texts.phone, text: asker.phone ?? '' },
    { title: texts.validator, text: request.validator ?? '' },
  ];
  return {
    kind: 'request',
    subject: request.title,
    sections: [...filled, ...about].filter(({ text }) => text !== ''),
    urgency: 3,
    major: false,
    category: request.category,
  };
}
