import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  eventSchema,
  type MaskedPicture,
  maskedSchema,
  pagesSchema,
  type RedactedFile,
  type RedactionEvent,
  type RedactionRequest,
  resultSchema,
} from '../../native/ocr/protocol.ts';
import { fail, ok, type Result } from '../failures/index.ts';
import { failureSchema } from '../failures/schema.ts';
import { type ProcessChannel, SupervisedProcess } from '../shared/supervised-process.ts';
import type { Redaction, RedactionJob, Submission } from './ports.ts';
import type { Box } from './rules/box.ts';

export interface RedactionProcessOptions {
  readonly spawn: () => ProcessChannel;
  /** How long an idle process is kept, in milliseconds: its memory is given back with it. */
  readonly idle?: number;
  /** For one image, in milliseconds; less is shown then, never more. */
  readonly deadline?: number;
  /** What the process may take at the most, in bytes. */
  readonly memory?: number;
}

const IDLE = 30_000;
const DEADLINE = 5_500;
const MEMORY = 1_200_000_000;
/** A large image is looked at in one go. Milliseconds. */
const SILENCE = 30_000;
/** Beyond the deadline of its work, the process has this long to answer on a computer that is busy. Milliseconds. */
const GRACE = 60_000;

/** Redaction in a process of its own, started at the first image and ended once it was idle for a while. */
export function createRedaction(options: RedactionProcessOptions): Redaction {
  const { spawn, idle = IDLE, deadline = DEADLINE, memory = MEMORY } = options;
  const listeners = new Map<string, (event: RedactionEvent) => void>();
  const open = new Set<string>();
  let running: SupervisedProcess | null = null;
  let ending: ReturnType<typeof setTimeout> | undefined;

  const start = (): SupervisedProcess => {
    const started: SupervisedProcess = new SupervisedProcess({
      spawn,
      start: () => ({ memory }),
      onEvent: (raw) => {
        const event = eventSchema.safeParse(raw);
        if (event.success) listeners.get(event.data.job)?.(event.data);
      },
      // What it held is gone with it: there is nothing to start another one for.
      onLost: () => endOf(started),
      times: { silence: SILENCE, starting: SILENCE },
    });
    return started;
  };

  function end(): void {
    clearTimeout(ending);
    running?.close();
    running = null;
    open.clear();
  }

  /** Word of a process that is gone already says nothing about the one that came after it. */
  function endOf(process: SupervisedProcess): void {
    if (running === process) end();
    else process.close();
  }

  /** Unless something is asked of it before. */
  function endOnceIdle(): void {
    clearTimeout(ending);
    if (open.size === 0) ending = setTimeout(end, idle);
  }

  const ask = async <T>(request: RedactionRequest, schema: z.ZodType<T>): Promise<Result<T>> => {
    clearTimeout(ending);
    running ??= start();
    const asked = running;
    const reply = await asked.request(request, deadline + GRACE);
    if (reply.kind === 'lost') {
      endOf(asked);
      return fail('Redaction_Interrupted');
    }
    endOnceIdle();
    return readResult(reply.value, schema);
  };

  return {
    warm: () => {
      running ??= start();
      running.open();
      endOnceIdle();
    },
    submit: async ({ image, lists, onProgress, onPreview }: Submission) => {
      const job = randomUUID();
      open.add(job);
      listeners.set(job, (event) => {
        if (event.type === 'progress') onProgress?.(event);
        else onPreview?.(event);
      });
      const reply = await ask(
        { type: 'submit', job, image, lists: lists.map(copied), deadline },
        maskedSchema,
      );
      listeners.delete(job);
      if (!reply.ok) {
        open.delete(job);
        if (running) endOnceIdle();
        return reply;
      }
      return ok(jobOf(job, reply.value));
    },
    pages: (bytes) => ask({ type: 'pages', bytes }, pagesSchema),
    close: end,
  };

  function jobOf(job: string, picture: MaskedPicture): RedactionJob {
    return {
      picture,
      reveal: (finding) => ask({ type: 'reveal', job, finding }, maskedSchema),
      result: (boxes, { area = null, as } = {}): Promise<Result<RedactedFile>> =>
        ask({ type: 'result', job, boxes: boxes.map(plain), area: area && plain(area), as }, resultSchema),
      discard: async () => {
        open.delete(job);
        await running?.request({ type: 'discard', job } satisfies RedactionRequest);
        if (running) endOnceIdle();
      },
    };
  }
}

const plain = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

const copied = ({ labels, formats }: Submission['lists'][number]) => ({
  labels: [...labels],
  formats: [...formats],
});

function readResult<T>(raw: unknown, schema: z.ZodType<T>): Result<T> {
  if (typeof raw !== 'object' || raw === null || !('ok' in raw)) return fail('Redaction_Interrupted');
  if (raw.ok === true && 'value' in raw) {
    const value = schema.safeParse(raw.value);
    return value.success ? ok(value.data) : fail('Redaction_Interrupted');
  }
  const failure = failureSchema.safeParse('failure' in raw ? raw.failure : null);
  return failure.success ? { ok: false, failure: failure.data } : fail('Redaction_Interrupted');
}
