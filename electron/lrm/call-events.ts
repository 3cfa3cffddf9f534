import type { Call } from '../telephony/index.ts';
import type { LrmCall, LrmEvent } from './ports.ts';

/** The calls that the LRM was told of, as they were when it was last looked. */
export type ToldCalls = ReadonlyMap<string, Call>;

type FileOf = (callId: string) => string | null;

/**
 * What the LRM is told when the calls of the phone become `calls`: an incoming call when it is answered, one that was
 * placed when it is there, and the end of both. A call that nobody answered here is not told. Pure.
 */
export function callEvents(
  told: ToldCalls,
  calls: readonly Call[],
  fileOf: FileOf,
): { readonly told: ToldCalls; readonly events: readonly LrmEvent[] } {
  const events: LrmEvent[] = [];
  const next = new Map<string, Call>();
  const present = new Set(calls.map(({ id }) => id));
  for (const call of told.values()) {
    if (!present.has(call.id)) events.push(ended(call, 'unwatched', fileOf));
  }
  for (const call of calls) {
    const known = told.has(call.id);
    if (call.state === 'ended') {
      if (known) events.push(ended(call, 'ended', fileOf));
      continue;
    }
    if (!known && !isTold(call)) continue;
    next.set(call.id, call);
    if (!known) {
      const type = call.direction === 'inbound' ? 'call.incoming' : 'call.outgoing';
      events.push({ type, call: lrmCall(call, fileOf) });
    }
  }
  return { told: next, events };
}

/** A call as the LRM sees it. */
export function lrmCall(call: Call, fileOf: FileOf): LrmCall {
  return {
    callId: call.id,
    direction: call.direction,
    state: call.state,
    number: call.number ?? '***',
    startedAt: iso(call.startedAt),
    answeredAt: call.connectedAt === null ? null : iso(call.connectedAt),
    fileId: fileOf(call.id),
  };
}

/** At answer (« Interfaçage SI-Samu / LRM »): what rings may be taken by a colleague. */
function isTold({ direction, state }: Call): boolean {
  return direction === 'outbound' || state === 'connected' || state === 'held';
}

function ended(call: Call, reason: 'ended' | 'unwatched', fileOf: FileOf): LrmEvent {
  const { connectedAt, endedAt } = call;
  const duration =
    connectedAt === null || endedAt === null
      ? null
      : Math.max(0, Math.round((endedAt - connectedAt) / 1_000));
  return {
    type: 'call.ended',
    call: { ...lrmCall(call, fileOf), state: 'ended' },
    endedAt: iso(endedAt ?? Date.now()),
    duration,
    reason,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
