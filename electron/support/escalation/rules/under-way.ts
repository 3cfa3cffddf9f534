import { z } from 'zod';
import { concernedFunctions, extents, type Severity, severities } from './choices.ts';

export const doneKinds = [
  'declared',
  'raised',
  'called-support',
  'called-level',
  'joined-bridge',
  'mail-prepared',
  'unanswered',
  'answered',
] as const;
export type DoneKind = (typeof doneKinds)[number];

const doneSchema = z.object({
  /** Ms since the epoch. */
  at: z.int(),
  kind: z.enum(doneKinds),
  /** Name of the level; empty where it says nothing more. */
  name: z.string(),
  /** Number or address. */
  address: z.string(),
});

/** An incident that is followed here. It names nobody: what a person writes about it is the report's. */
export const underWaySchema = z.object({
  severity: z.enum(severities),
  concerned: z.enum(concernedFunctions),
  extent: z.enum(extents),
  /** Ms since the epoch: since when it does not work, and when the support was told. */
  startedAt: z.int(),
  reportedAt: z.int(),
  /** By which the desk knows it; null where it was told by telephone. */
  thread: z.string().nullable(),
  /** Number that the support gave; empty where none is known. */
  reference: z.string().max(40),
  journal: z.array(doneSchema).max(500),
});

/** What was done about it, and when. */
export type Done = Readonly<z.infer<typeof doneSchema>>;
export type UnderWay = Readonly<Omit<z.infer<typeof underWaySchema>, 'journal'>> & {
  readonly severity: Severity;
  readonly journal: readonly Done[];
};

/** How it stands with the support's answer. */
export type Answer = 'awaited' | 'missing' | 'given';

/** The last word counts: an answer ends the waiting, and that there is none may be said again. */
export function answerOf({ journal }: UnderWay): Answer {
  const last = journal.findLast(({ kind }) => kind === 'answered' || kind === 'unanswered');
  if (!last) return 'awaited';
  return last.kind === 'answered' ? 'given' : 'missing';
}

/** The same incident with one more thing done; what is beyond 500 is not kept. */
export function withDone(underWay: UnderWay, done: Done): UnderWay {
  return { ...underWay, journal: [...underWay.journal, done].slice(-500) };
}
