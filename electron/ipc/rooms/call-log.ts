import { z } from 'zod';
import type { CallLogState } from '../../call-log/call-log.ts';
import { outcomes } from '../../call-log/rules/entry.ts';
import type { LogPage, LogQuery } from '../../call-log/rules/query.ts';
import type { SavedFile } from './saved-file.ts';
import { nothing, time } from './shapes.ts';

const callLogFilter = z.strictObject({
  text: z.string().max(100),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  outcomes: z.array(z.enum(outcomes)).max(outcomes.length).readonly().nullable(),
  from: time.nullable(),
  to: time.nullable(),
  /** Of the person signed in only. */
  mine: z.boolean(),
}) satisfies z.ZodType<CallLogFilter>;

export const callLogRequests = {
  'callLog.page': z.strictObject({
    filter: callLogFilter,
    after: z.strictObject({ beganAt: time, seq: z.int() }).nullable(),
  }),
  /** Somebody looks at the missed calls. */
  'callLog.look': nothing,
  'callLog.export': callLogFilter,
} as const;

export interface CallLogReplies {
  'callLog.page': LogPage;
  'callLog.export': CallLogExport;
}

/** The call log, besides its entries, which a page asks for. */
export interface CallLogView extends CallLogState {
  /** `memory`: without secret storage it goes with the shift; `training`: nothing of it rests. */
  readonly kept: 'disk' | 'memory' | 'training';
  /** Days after which an entry goes. */
  readonly days: number;
}

/** Which entries of the call log are looked for. */
export interface CallLogFilter extends Omit<LogQuery, 'agent' | 'after'> {
  /** Of the person signed in only. */
  readonly mine: boolean;
}

export interface CallLogExport extends SavedFile {
  readonly count: number;
}
