import { z } from 'zod';
import { type Failure, fail } from '../../../failures/index.ts';
import type { Channel, Errand, Outcome } from '../../ports.ts';
import { attachmentTypes } from '../../rules/attachment.ts';
import { letterHtml } from '../letter-page.ts';
import type { GlpiAnswer } from './answers.ts';
import type { GlpiClient } from './client.ts';
import type { ReadBack } from './read-back.ts';

const added = z.object({ id: z.int().positive() });
const uploaded = z.object({
  upload_result: z.object({
    filename: z.array(z.object({ error: z.string().optional(), url: z.string().optional() })).min(1),
  }),
});

const INCIDENT = 1;
const REQUEST = 2;

/** Reports as tickets of a GLPI portal. `categories`: ids of GLPI's, by their names here. */
export function glpiChannel(
  client: GlpiClient,
  readBack: ReadBack,
  categories: Readonly<Record<string, number>>,
): Channel {
  const create = async (errand: Errand): Promise<Outcome> => {
    const { letter, inDoubt, isRetry } = errand;
    if (inDoubt || isRetry) {
      const before = await readBack.ticket(letter.id);
      if (before.kind === 'found') return { kind: 'done', ticket: before.value };
      if (before.kind === 'unknown') return notRead(before.answer, inDoubt);
    }
    const answer = await client.post('Ticket', { input: ticketOf(letter, categories) });
    return afterAdding(answer, (id) => id);
  };
  const followUp = async (errand: Errand): Promise<Outcome> => {
    const { letter, ticket, inDoubt, isRetry } = errand;
    if (ticket === null) {
      return { kind: 'closed', failure: fail('Support_NoTicket').failure, doubt: inDoubt };
    }
    if (inDoubt || isRetry) {
      const before = await readBack.followUp(ticket, letter.id);
      if (before.kind === 'found') return { kind: 'done', ticket };
      if (before.kind === 'unknown') return notRead(before.answer, inDoubt);
    }
    const input = {
      itemtype: 'Ticket',
      items_id: Number(ticket),
      content: letterHtml(letter),
      is_private: 0,
    };
    return afterAdding(await client.post('ITILFollowup', { input }), () => ticket);
  };
  const attach = async (errand: Errand, id: string, bytes: Uint8Array | null): Promise<Outcome> => {
    const { letter, ticket, inDoubt, isRetry } = errand;
    const file = letter.attachments.find((one) => one.id === id);
    if (!file || !bytes || ticket === null) {
      return {
        kind: 'refused',
        failure: fail('Support_AttachmentLost', { name: file?.name ?? '' }).failure,
        doubt: false,
      };
    }
    const { failure } = fail('Support_AttachmentRefused', { name: file.name });
    if (inDoubt || isRetry) {
      const before = await readBack.document(ticket, id);
      if (before.kind === 'found') {
        return before.value.hasFile ? { kind: 'done', ticket } : { kind: 'refused', failure, doubt: false };
      }
      if (before.kind === 'unknown') return notRead(before.answer, inDoubt);
    }
    const answer = await client.post('Document', {
      manifest: {
        // By this name it is found again.
        name: `${file.name} (${id})`,
        _filename: [file.name],
        itemtype: 'Ticket',
        items_id: Number(ticket),
      },
      name: file.name,
      type: attachmentTypes[file.kind],
      bytes,
    });
    if (answer.kind !== 'ok') return notDone(answer);
    const [result] = uploaded.safeParse(answer.value).data?.upload_result.filename ?? [];
    // A file that is refused is answered with 201 all the same.
    if (!result || result.error !== undefined) return { kind: 'refused', failure, doubt: false };
    return { kind: 'done', ticket };
  };
  const confirm = async ({ letter, ticket }: Errand): Promise<Outcome> => {
    if (letter.kind === 'reply' || ticket === null) return { kind: 'done', ticket };
    const answer = await client.get(`Ticket/${ticket}`);
    // Who may not read it has been told that it was added.
    if (answer.kind === 'refused') return { kind: 'done', ticket };
    if (answer.kind !== 'ok') return notRead(answer, false);
    const content = z.object({ content: z.string() }).safeParse(answer.value).data?.content;
    if (content?.includes(letter.id)) return { kind: 'done', ticket };
    return { kind: 'refused', failure: fail('Support_ContentLost', { ticket }).failure, doubt: false };
  };
  return {
    name: 'glpi',
    whole: false,
    carry: async (errand, bytes) => {
      const { step } = errand;
      switch (step.kind) {
        case 'create':
          return create(errand);
        case 'follow-up':
          return followUp(errand);
        case 'attach':
          return attach(errand, step.attachment, bytes(step.attachment));
        case 'confirm':
          return confirm(errand);
      }
    },
  };
}

function ticketOf(letter: Errand['letter'], categories: Readonly<Record<string, number>>): object {
  const { kind, content } = letter;
  const category = content.category === null ? undefined : categories[content.category];
  return {
    name: content.subject,
    content: letterHtml(letter),
    type: kind === 'request' ? REQUEST : INCIDENT,
    urgency: content.urgency,
    // One that does not exist would be stored as it is.
    ...(category !== undefined && { itilcategories_id: category }),
    ...(content.from.email !== '' && {
      _users_id_requester: 0,
      _users_id_requester_notif: { use_notification: 1, alternative_email: content.from.email },
    }),
  };
}

function afterAdding(answer: GlpiAnswer, ticketOf: (id: string) => string): Outcome {
  if (answer.kind !== 'ok') return notDone(answer);
  const id = added.safeParse(answer.value).data?.id;
  if (id !== undefined) return { kind: 'done', ticket: ticketOf(String(id)) };
  const failure: Failure = fail('Support_PortalAiling', { status: 201 }).failure;
  return { kind: 'failed', failure, doubt: true, retryAfter: null };
}

const sessionOver = fail('Support_PortalClosed', { code: 'ERROR_SESSION_TOKEN_INVALID' }).failure;

/** What was to be added was not, or nobody knows. */
function notDone(answer: Exclude<GlpiAnswer, { kind: 'ok' }>): Outcome {
  switch (answer.kind) {
    case 'session-over':
      return { kind: 'failed', failure: sessionOver, doubt: false, retryAfter: null };
    case 'closed':
      return { kind: 'closed', failure: answer.failure, doubt: false };
    case 'refused':
      return { kind: 'refused', failure: answer.failure, doubt: false };
    case 'failed':
      return answer;
  }
}

/** What was to be looked for was not: what was in doubt before still is. Who may not look is not let in. */
function notRead(answer: Exclude<GlpiAnswer, { kind: 'ok' }>, doubt: boolean): Outcome {
  const outcome = notDone(answer);
  if (outcome.kind === 'refused') return { kind: 'closed', failure: outcome.failure, doubt };
  return outcome.kind === 'done' ? outcome : { ...outcome, doubt };
}
