import { z } from 'zod';
import { fail, ok, type Result } from '../failures/index.ts';
import { failureSchema } from '../failures/schema.ts';
import {
  type ProcessChannel,
  SupervisedProcess,
  type SupervisionTimes,
} from '../shared/supervised-process.ts';
import {
  bytesSchema,
  outcomeSchema,
  readingSchemas,
  type SupportProcessOptions,
  type SupportRequest,
} from './channels/protocol.ts';
import type { Carrier, DeskReader, Errand, OutboxStore, Outcome, Reading } from './ports.ts';
import { type Attachment, attachmentKinds } from './rules/attachment.ts';
import type { ChannelName } from './rules/letter.ts';
import { attachmentsFor } from './rules/progress.ts';

export interface SupportProcessStart {
  readonly options: SupportProcessOptions;
  /** The ways to the desk, in the site's order; each has its options. */
  readonly order: readonly ChannelName[];
  readonly spawn: () => ProcessChannel;
  readonly times?: Partial<SupervisionTimes>;
}

/** The support process as main sees it: it may die and come back. */
export interface SupportProcess extends Carrier, DeskReader {
  /** Whether there is a desk that answers can be read at. */
  readonly reads: boolean;
  /** Looks at a file by its content, and holds it for `piece` until `drop`. Failures of `examineFile`. */
  read(path: string): Promise<Result<Attachment>>;
  /** The same for bytes at hand. */
  check(name: string, bytes: Uint8Array): Promise<Result<Attachment>>;
  /** Null past the end. `Support_ChannelNotAnswering`. */
  piece(attachment: string, index: number): Promise<Result<Uint8Array | null>>;
  drop(attachment: string): void;
  /** Writes a letter, attachments included, to a file. */
  write(path: string, errand: Errand, piece: OutboxStore['piece']): Promise<Result<undefined>>;
  close(): void;
}

/** Ten megabytes over a slow line; ms. A server that says nothing is given up long before. */
const CARRY_DEADLINE = 600_000;

/** A ticket is read in many requests, one after the other; ms. */
const READ_DEADLINE = 300_000;

const attachmentSchema: z.ZodType<Attachment> = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(attachmentKinds),
  size: z.int(),
  sha256: z.string(),
});
const failed = z.object({ ok: z.literal(false), failure: failureSchema });
const examinedSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: attachmentSchema }),
  failed,
]);
const writtenSchema = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true) }), failed]);
const pieceSchema = bytesSchema.nullable();
const notAnswering = fail('Support_ChannelNotAnswering');

/** Starts the support process (`channels/process.ts`) at its first use. */
export function startSupportProcess({ options, order, spawn, times }: SupportProcessStart): SupportProcess {
  const supervised = new SupervisedProcess({ spawn, start: () => options, ...(times && { times }) });
  const ask = (request: SupportRequest, deadline?: number) => supervised.request(request, deadline);
  const channels = order.map((name) => ({ name, whole: name !== 'glpi' }));
  const drop = (attachment: string): void => void ask({ type: 'drop', attachment });

  /** Brings attachments there, piece by piece; null when all are. */
  const stage = async (
    needed: readonly Attachment[],
    piece: OutboxStore['piece'],
  ): Promise<Outcome | null> => {
    for (const { id, size, name } of needed) {
      for (let index = 0, sent = 0; sent < size; index += 1) {
        const read = await piece(id, index);
        if (!read.ok) return { kind: 'failed', failure: read.failure, doubt: false, retryAfter: null };
        if (!read.value || read.value.length === 0) {
          return { kind: 'refused', failure: fail('Support_AttachmentLost', { name }).failure, doubt: false };
        }
        const bytes = read.value;
        await ask({ type: 'stage', attachment: id, index, total: size, bytes });
        sent += bytes.length;
      }
    }
    return null;
  };
  const withStaged = async <T>(
    needed: readonly Attachment[],
    piece: OutboxStore['piece'],
    act: () => Promise<T>,
    otherwise: (outcome: Outcome) => T,
  ): Promise<T> => {
    const missing = await stage(needed, piece);
    const result = missing ? otherwise(missing) : await act();
    for (const { id } of needed) drop(id);
    return result;
  };
  const examined = async (request: SupportRequest): Promise<Result<Attachment>> => {
    const reply = await ask(request);
    const result = examinedSchema.safeParse(reply.kind === 'answered' ? reply.value : null);
    return result.success ? result.data : notAnswering;
  };
  const reading = async <T>(request: SupportRequest, schema: z.ZodType<Reading<T>>): Promise<Reading<T>> => {
    const reply = await ask(request, READ_DEADLINE);
    const read = schema.safeParse(reply.kind === 'answered' ? reply.value : null);
    return read.success ? read.data : { kind: 'failed', failure: notAnswering.failure, retryAfter: null };
  };
  return {
    channels,
    reads: options.glpi !== null,
    list: (address, from) => reading({ type: 'list', address, from }, readingSchemas.list),
    ticket: (number, mark) => reading({ type: 'ticket', number, mark }, readingSchemas.ticket),
    byReference: (uuid) => reading({ type: 'reference', uuid }, readingSchemas.reference),
    carry: (channel, errand, piece) => {
      const whole = channels.find(({ name }) => name === channel)?.whole ?? false;
      const act = async (): Promise<Outcome> => {
        const reply = await ask({ type: 'carry', channel, errand }, CARRY_DEADLINE);
        const outcome = outcomeSchema.safeParse(reply.kind === 'answered' ? reply.value : null);
        if (outcome.success) return outcome.data;
        const doubt = errand.inDoubt || reply.kind === 'answered' || reply.why !== 'not-running';
        return { kind: 'failed', failure: notAnswering.failure, doubt, retryAfter: null };
      };
      const needed = attachmentsFor(errand, whole);
      return withStaged(needed, piece, act, (missing) =>
        missing.kind === 'failed' ? { ...missing, doubt: errand.inDoubt } : missing,
      );
    },
    read: (path) => examined({ type: 'read', path }),
    check: (name, bytes) => examined({ type: 'check', name, bytes }),
    piece: async (attachment, index) => {
      const reply = await ask({ type: 'piece', attachment, index });
      const piece = pieceSchema.safeParse(reply.kind === 'answered' ? reply.value : undefined);
      return piece.success ? ok(piece.data) : notAnswering;
    },
    drop,
    write: (path, errand, piece) =>
      withStaged(
        errand.letter.attachments,
        piece,
        async (): Promise<Result<undefined>> => {
          const reply = await ask({ type: 'write', path, errand });
          const written = writtenSchema.safeParse(reply.kind === 'answered' ? reply.value : null);
          if (!written.success) return notAnswering;
          return written.data.ok ? ok() : written.data;
        },
        (missing): Result<undefined> =>
          missing.kind === 'done' ? notAnswering : { ok: false, failure: missing.failure },
      ),
    close: () => supervised.close(),
  };
}
