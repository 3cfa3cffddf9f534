import { z } from 'zod';
import { callLogOperations } from './call-log-operations.ts';
import { directoryOperations } from './directory/operations.ts';
import { knowledgeOperations } from './knowledge/operations.ts';
import { lrmOutboxOperations } from './lrm-outbox-operations.ts';
import { supportOperations } from './support/operations.ts';

/** What main and the records process say to one another: both sides import it, and check what they get by it. */

/** How main starts the process. */
export interface RecordsOptions {
  /** Folder of the files; null keeps everything in memory. */
  readonly folder: string | null;
  /** Seals what names a person, 32 bytes; null where the workstation has no secret storage. */
  readonly key: Uint8Array | null;
}

export const optionsSchema: z.ZodType<RecordsOptions> = z.strictObject({
  folder: z.string().nullable(),
  key: z.instanceof(Uint8Array).nullable(),
});

/** Every operation of every store; a store adds its own by a line here and one in `stores.ts`. */
export const operations = {
  ...callLogOperations,
  ...directoryOperations,
  ...lrmOutboxOperations,
  ...supportOperations,
  ...knowledgeOperations,
} as const;

type AllOperations = typeof operations;
export type OperationName = keyof AllOperations;
export type OperationRequest<N extends OperationName> = z.infer<AllOperations[N]['request']>;
export type OperationReply<N extends OperationName> = z.infer<AllOperations[N]['reply']>;

export const requestSchema = z.strictObject({ operation: z.string().max(100), value: z.unknown() });

/** What the process tells by itself. */
export const eventSchema = z.discriminatedUnion('type', [
  /** A file could not be read; this is its new name. */
  z.object({ type: z.literal('set-aside'), file: z.string() }),
  /** Entries that an import has done so far. */
  z.object({ type: z.literal('directory-import'), done: z.number(), total: z.number() }),
]);
export type RecordsEvent = z.infer<typeof eventSchema>;
