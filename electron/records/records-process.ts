import { z } from 'zod';
import {
  eventSchema,
  type OperationName,
  type OperationReply,
  type OperationRequest,
  operations,
  type RecordsEvent,
  type RecordsOptions,
} from '../../native/records/contract.ts';
import { fail, ok, type Result } from '../failures/index.ts';
import { failureSchema } from '../failures/schema.ts';
import type { Unsubscribe } from '../shared/listeners.ts';
import {
  type ProcessChannel,
  SupervisedProcess,
  type SupervisionTimes,
} from '../shared/supervised-process.ts';

export interface RecordsProcessOptions extends RecordsOptions {
  readonly spawn: () => ProcessChannel;
  readonly times?: Partial<SupervisionTimes>;
}

/** What rests in files of SQLite, as the capabilities see it: the process behind may die and come back. */
export interface Records {
  /**
   * Asks a store. Never rejects: `Records_NotAnswering` when the process died meanwhile or took too long (what was
   * asked may have been done or not), and the failures of `StoreKeeper.run`. `deadline` in milliseconds.
   */
  call<N extends OperationName>(
    operation: N,
    request: OperationRequest<N>,
    deadline?: number,
  ): Promise<Result<OperationReply<N>>>;
  onEvent(listener: (event: RecordsEvent) => void): Unsubscribe;
  /** Starts the process, where nothing has asked it yet. */
  open(): void;
  /** Calls back after each start of the process: what was in its memory only is gone. */
  onStarted(listener: () => void): Unsubscribe;
  close(): void;
}

/** A large file is read in one go, and a slow disk makes SQLite wait; what hangs is found out all the same. Milliseconds. */
const SILENCE = 20_000;

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

const replies: { readonly [N in OperationName]: { readonly reply: z.ZodType<OperationReply<N>> } } =
  operations;

/** The records process (`native/records/process.ts`), started by `open` or at its first use. */
export function createRecords({ folder, key, spawn, times }: RecordsProcessOptions): Records {
  const listeners = new Set<(event: RecordsEvent) => void>();
  const startListeners = new Set<() => void>();
  const supervised = new SupervisedProcess({
    spawn,
    start: () => ({ folder, key }) satisfies RecordsOptions,
    onEvent: (raw) => {
      const event = eventSchema.safeParse(raw);
      if (event.success) for (const listener of [...listeners]) listener(event.data);
    },
    onStarted: () => {
      for (const listener of [...startListeners]) listener();
    },
    times: { silence: SILENCE, ...times },
  });
  return {
    call: async (operation, value, deadline) => {
      const reply = await supervised.request({ operation, value }, deadline);
      if (reply.kind === 'lost') return fail('Records_NotAnswering');
      const result = replySchema.safeParse(reply.value);
      if (!result.success) return fail('Records_NotAnswering');
      if (!result.data.ok) return result.data;
      const answer = replies[operation].reply.safeParse(result.data.value);
      return answer.success ? ok(answer.data) : fail('Records_NotAnswering');
    },
    open: () => supervised.open(),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStarted: (listener) => {
      startListeners.add(listener);
      return () => startListeners.delete(listener);
    },
    close: () => {
      supervised.close();
      listeners.clear();
      startListeners.clear();
    },
  };
}
