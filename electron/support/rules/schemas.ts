import { z } from 'zod';
import { failureSchema } from '../../failures/schema.ts';
import { type Attachment, attachmentKinds, LARGEST_ATTACHMENT, MOST_ATTACHMENTS } from './attachment.ts';
import type { Draft, DraftForm } from './draft.ts';
import { channelNames, type Letter, letterKinds, type Progress, type Step, stages } from './letter.ts';
import { answers, environments, longest, type Report, type TextField } from './report.ts';

/** Shapes of what crosses from one process to another and rests on the disk. Not for pages, which know no zod. */

/** Ms since the epoch. */
const time = z.int().min(0);
export const letterId = z.uuid();
export const ownerSchema = z.string().min(1).max(2_000);

/** While one writes, a text may be longer than what can be sent: it is kept, and told. */
const WRITING = 4;
const text = (field: TextField) => z.string().max(longest[field] * WRITING);

export const reportSchema: z.ZodType<Report> = z.strictObject({
  subject: text('subject'),
  category: text('category'),
  equipment: text('equipment'),
  declarant: text('declarant'),
  role: text('role'),
  entity: text('entity'),
  userConcerned: text('userConcerned'),
  phone: text('phone'),
  email: text('email'),
  startedAt: text('startedAt'),
  environment: z.enum(environments),
  concernedFunction: text('concernedFunction'),
  usersAffected: text('usersAffected'),
  error: text('error'),
  expected: text('expected'),
  prerequisitesChecked: z.boolean(),
  reproducible: z.enum(answers),
  urgent: z.boolean(),
  major: z.boolean(),
});

export const attachmentSchema: z.ZodType<Attachment> = z.strictObject({
  id: letterId,
  name: z.string().min(1).max(250),
  kind: z.enum(attachmentKinds),
  size: z.int().min(1).max(LARGEST_ATTACHMENT),
  sha256: z.string().regex(/^[\da-f]{64}$/),
});
const attachments = z.array(attachmentSchema).max(MOST_ATTACHMENTS).readonly();

export const threadSchema = z.string().regex(/^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|glpi:\d{1,12})$/);

export const draftFormSchema: z.ZodType<DraftForm> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('incident'),
    report: reportSchema,
    untouched: z.literal(true).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('request'),
    service: z.string().min(1).max(100),
    fields: z.record(z.string().max(100), z.string().max(20_000)),
  }),
  z.strictObject({
    kind: z.literal('reply'),
    thread: threadSchema,
    subject: z.string().max(1_000),
    text: z.string().max(40_000),
  }),
]);

export const draftSchema: z.ZodType<Draft> = z.strictObject({
  id: letterId,
  owner: ownerSchema,
  form: draftFormSchema,
  attachments,
  updatedAt: time,
});

const stepSchema: z.ZodType<Step> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create') }),
  z.strictObject({ kind: z.literal('follow-up') }),
  z.strictObject({ kind: z.literal('attach'), attachment: letterId }),
  z.strictObject({ kind: z.literal('confirm') }),
]);

export const progressSchema: z.ZodType<Progress> = z.strictObject({
  stage: z.enum(stages),
  channel: z.enum(channelNames).nullable(),
  ticket: z.string().max(400).nullable(),
  noted: z.boolean(),
  attached: z.array(letterId).readonly(),
  refused: z.array(z.strictObject({ attachment: letterId, failure: failureSchema })).readonly(),
  waived: z.boolean(),
  begun: stepSchema.nullable(),
  tries: z.int(),
  attempts: z.int(),
  failure: failureSchema.nullable(),
  endedAt: time.nullable(),
});

export const letterSchema: z.ZodType<Letter> = z.strictObject({
  id: letterId,
  kind: z.enum(letterKinds),
  thread: threadSchema,
  owner: ownerSchema,
  createdAt: time,
  content: z.strictObject({
    subject: z.string().min(1).max(1_000),
    sections: z
      .array(z.strictObject({ title: z.string().max(200), text: z.string().max(60_000) }))
      .max(40)
      .readonly(),
    from: z.strictObject({ name: z.string().max(300), email: z.string().max(254) }),
    urgency: z.int().min(1).max(5),
    major: z.boolean(),
    category: z.string().max(400).nullable(),
    copies: z.array(z.string().max(254)).max(10).readonly(),
  }),
  attachments,
  progress: progressSchema,
});
