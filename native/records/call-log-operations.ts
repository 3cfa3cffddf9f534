import { z } from 'zod';
import { type LogEntry, outcomes } from '../../electron/call-log/rules/entry.ts';
import type { LogPage, LogQuery } from '../../electron/call-log/rules/query.ts';
import { nothing, type Operations } from './operation.ts';

/** Names come from the network, which bounds them (`electron/telephony/identities.ts`); longer than anything it lets by. */
const text = z.string().max(2_000).nullable();
/** Ms since the epoch, or ms. */
const ms = z.int();

const entry: z.ZodType<LogEntry> = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(outcomes),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  number: text,
  name: text,
  members: z.array(z.strictObject({ number: text, displayName: text })).max(100),
  phone: text,
  agent: z.strictObject({ subject: z.string().max(2_000), name: z.string().max(2_000) }).nullable(),
  room: text,
  about: z.uuid().nullable(),
  beganAt: ms,
  answeredAt: ms.nullable(),
  endedAt: ms.nullable(),
  ringMs: ms.nullable(),
  talkMs: ms.nullable(),
  holdMs: ms.nullable(),
  seenLate: z.boolean(),
  uncertain: z.boolean(),
});

const cursor = z.strictObject({ beganAt: ms, seq: z.int() });

const query: z.ZodType<LogQuery> = z.strictObject({
  text: z.string().max(200),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  outcomes: z.array(z.enum(outcomes)).max(outcomes.length).nullable(),
  from: ms.nullable(),
  to: ms.nullable(),
  agent: z.string().max(2_000).nullable(),
  after: cursor.nullable(),
});

const entries = z.array(entry).max(5_000).readonly();
const page: z.ZodType<LogPage> = z.strictObject({ entries, next: cursor.nullable() });

/** What can be asked of the call log. */
export const callLogOperations = {
  /** Closes the entries that an earlier run left open; answers the calls whose end was not seen last. */
  'call-log.begin': { request: nothing, reply: entries },
  /** All or none; an entry that is here already, by its id, is replaced. */
  'call-log.write': { request: entries, reply: nothing },
  /** At most `size` entries, the newest first. */
  'call-log.page': { request: z.strictObject({ query, size: z.int().min(1).max(5_000) }), reply: page },
  /** Removes what began before, a little at a time: others are answered meanwhile. */
  'call-log.purge': { request: z.strictObject({ before: ms }), reply: nothing },
} as const satisfies Operations;
