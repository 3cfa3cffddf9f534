import type { Failure } from '../../failures/index.ts';
import type { Attachment } from './attachment.ts';
import type { ChannelName, Letter, Progress, Step } from './letter.ts';

/** What happens to a letter on its way. `at` in ms since the epoch. */
export type LetterEvent =
  /** `ticket`: of the thread that a reply belongs to. */
  | {
      readonly type: 'begin';
      readonly channel: ChannelName;
      readonly step: Step;
      readonly ticket: string | null;
    }
  /** The step that was begun is done; `ticket` where the desk has named it. */
  | { readonly type: 'done'; readonly ticket: string | null; readonly whole: boolean; readonly at: number }
  /** It may be done later. `doubt`: it may be done already. `closed`: the channel lets nobody in. */
  | { readonly type: 'failed'; readonly failure: Failure; readonly doubt: boolean; readonly closed: boolean }
  /** The same again would be refused again. */
  | { readonly type: 'refused'; readonly failure: Failure; readonly doubt: boolean }
  /** A person has seen to what was wrong. */
  | { readonly type: 'retry' }
  /** A person sends it without what was refused. */
  | { readonly type: 'waive' }
  | { readonly type: 'hand-over' | 'withdraw'; readonly at: number };

/** More than any patience: the channel is tried again when its turn comes. */
const CLOSED = 1_000;

/** What is to be done next. A channel that is `whole` takes a letter at once, attachments included. */
export function nextStep({ kind, progress, attachments }: Letter, whole: boolean): Step {
  if (progress.begun) return progress.begun;
  if (kind === 'reply' ? !progress.noted : progress.ticket === null) {
    return { kind: kind === 'reply' ? 'follow-up' : 'create' };
  }
  if (whole) return { kind: 'confirm' };
  const settled = new Set([...progress.attached, ...progress.refused.map(({ attachment }) => attachment)]);
  const next = attachments.find(({ id }) => !settled.has(id));
  return next ? { kind: 'attach', attachment: next.id } : { kind: 'confirm' };
}

/** The attachments whose bytes a step needs. */
export function attachmentsFor(
  { letter, step }: { readonly letter: Pick<Letter, 'attachments'>; readonly step: Step },
  whole: boolean,
): readonly Attachment[] {
  if (step.kind === 'attach') return letter.attachments.filter(({ id }) => id === step.attachment);
  return whole && step.kind !== 'confirm' ? letter.attachments : [];
}

/** How far a letter has come after an event. An event that does not apply changes nothing. */
export function advance(progress: Progress, event: LetterEvent): Progress {
  const { stage } = progress;
  switch (event.type) {
    case 'begin':
      return stage === 'waiting' ? begin(progress, event) : progress;
    case 'done':
      return stage === 'waiting' && progress.begun ? afterStep(progress, progress.begun, event) : progress;
    case 'failed':
      return stage === 'waiting' ? afterFailure(progress, event) : progress;
    case 'refused':
      return stage === 'waiting' ? afterRefusal(progress, event) : progress;
    case 'retry':
      return stage === 'attention' ? { ...again(progress), refused: [] } : progress;
    case 'waive':
      return stage === 'attention' && progress.refused.length > 0
        ? { ...again(progress), waived: true }
        : progress;
    case 'hand-over':
      return stage === 'waiting' || stage === 'attention'
        ? { ...progress, stage: 'handed-over', channel: 'file', endedAt: event.at }
        : progress;
    case 'withdraw':
      return stage === 'attention' ? { ...progress, stage: 'withdrawn', endedAt: event.at } : progress;
  }
}

function begin(
  progress: Progress,
  { step, channel, ticket }: Extract<LetterEvent, { type: 'begin' }>,
): Progress {
  return {
    ...progress,
    begun: step,
    channel,
    ticket: progress.ticket ?? ticket,
    tries: channel === progress.channel ? progress.tries : 0,
  };
}

function afterStep(
  progress: Progress,
  step: Step,
  { ticket, whole, at }: Extract<LetterEvent, { type: 'done' }>,
): Progress {
  const well = { ...again(progress), begun: null };
  switch (step.kind) {
    case 'create':
    case 'follow-up': {
      const there = { ...well, ticket: ticket ?? progress.ticket, noted: step.kind === 'follow-up' };
      if (!whole) return there;
      return { ...there, stage: progress.channel === 'file' ? 'handed-over' : 'sent', endedAt: at };
    }
    case 'attach':
      return { ...well, attached: [...progress.attached, step.attachment] };
    case 'confirm': {
      const [refusal] = progress.waived ? [] : progress.refused;
      if (refusal) return { ...well, stage: 'attention', failure: refusal.failure };
      return { ...well, stage: 'acknowledged', endedAt: at };
    }
  }
}

function afterFailure(
  progress: Progress,
  { failure, doubt, closed }: Extract<LetterEvent, { type: 'failed' }>,
): Progress {
  return {
    ...progress,
    begun: doubt ? progress.begun : null,
    tries: closed ? CLOSED : progress.tries + 1,
    attempts: progress.attempts + 1,
    failure,
  };
}

/** An attachment that is refused holds up nothing else: it is told when the rest is there. */
function afterRefusal(
  progress: Progress,
  { failure, doubt }: Extract<LetterEvent, { type: 'refused' }>,
): Progress {
  const { begun, refused } = progress;
  if (begun?.kind === 'attach') {
    const attachment = begun.attachment;
    return { ...again(progress), begun: null, refused: [...refused, { attachment, failure }] };
  }
  return { ...progress, begun: doubt ? begun : null, stage: 'attention', failure };
}

/** Whether a letter waits for a person, and nothing of it is at the desk, nor may be. */
export function isStillHere({ stage, ticket, begun }: Progress): boolean {
  return stage === 'attention' && ticket === null && begun === null;
}

function again(progress: Progress): Progress {
  return { ...progress, stage: 'waiting', tries: 0, attempts: 0, failure: null };
}
