import { z } from 'zod';
import { failureSchema } from '../../failures/schema.ts';
import { agentStates } from '../agent/ports.ts';

/** What main and the board's process say to one another; each side checks what it receives. */

const text = z.string().max(1_024);
const party = z.object({ number: text.nullable(), displayName: text.nullable() });
const time = z.number();

const waitingDialog = z.object({
  id: text,
  party,
  /** Ms since the epoch. */
  since: time,
  seenFromStart: z.boolean(),
});

const queueReport = z.object({
  queue: text,
  live: z.boolean(),
  waiting: z.array(waitingDialog).max(1_000).readonly(),
});

const colleagueReport = z.object({
  number: text,
  live: z.boolean(),
  activity: z.enum(['free', 'ringing', 'busy', 'absent', 'unknown']),
  party: party.nullable(),
});

const departure = z.object({
  id: text,
  queue: text,
  party,
  since: time,
  leftAt: time,
  outcome: z.enum(['taken', 'abandoned', 'unknown']),
});

/** What changed since the last report, each address whole. */
const reportSchema = z.object({
  type: z.literal('report'),
  /** `up` once SIP answers, whatever is subscribed already. */
  linkUp: z.boolean(),
  queues: z.array(queueReport).max(1_024).readonly(),
  colleagues: z.array(colleagueReport).max(500).readonly(),
  departures: z.array(departure).max(1_000).readonly(),
});

const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.undefined().optional() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

/** process → main */
export const boardEventSchema = z.discriminatedUnion('type', [
  reportSchema,
  /** What became of a published agent state that was refreshed, or published anew after the link was lost. */
  z.object({ type: z.literal('published'), outcome: outcomeSchema }),
]);

export const boardOptionsSchema = z.object({
  servers: z.array(text).min(1).readonly(),
  /** Seconds. */
  heartbeat: z.number(),
  /** PEM of one more authority that may sign the servers' certificates. */
  authority: z.string().nullable(),
  queues: z.array(z.object({ queue: text, answersFirst: z.boolean() })).readonly(),
  colleagues: z.array(text).readonly(),
  /** Whether to tell with whom colleagues talk. */
  showParties: z.boolean(),
});

/** main → process; answered with an outcome. */
export const boardRequestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('follow'),
    target: z.object({
      addressOfRecord: text,
      credential: z.object({ username: text, password: text }).nullable(),
    }),
  }),
  z.object({ type: z.literal('publish'), state: z.enum(agentStates).nullable() }),
  z.object({ type: z.literal('unfollow') }),
]);

export const boardReplySchema = outcomeSchema;

export type BoardOptions = z.infer<typeof boardOptionsSchema>;
export type BoardRequest = z.infer<typeof boardRequestSchema>;
export type BoardEvent = z.infer<typeof boardEventSchema>;
export type BoardReport = z.infer<typeof reportSchema>;
export type QueueReport = z.infer<typeof queueReport>;
export type ColleagueReport = z.infer<typeof colleagueReport>;
export type Departure = z.infer<typeof departure>;
