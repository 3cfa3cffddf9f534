import type { Call } from '../telephony/ports.ts';
import type { LogAgent, LogEntry, Outcome } from './rules/entry.ts';

/** What a person had done to a call, which its end alone does not tell. */
export type Deed = 'refused' | 'deflected' | 'transferred';

/** A call that the phone still shows, and what its entry needs to know of its past. */
export interface TrackedCall {
  readonly id: string;
  readonly call: Call;
  readonly phone: string | null;
  readonly agent: LogAgent | null;
  readonly about: string | null;
  /** Sum of the holds that are over, ms. */
  readonly heldMs: number;
  readonly conference: LogEntry['members'];
  readonly deed: Deed | null;
  readonly uncertain: boolean;
  /** The entry that it goes on from, when the program or the phone was away in its middle. */
  readonly resumes: LogEntry | null;
}

/** A call that is seen for the first time. */
export function trackCall(
  id: string,
  call: Call,
  {
    phone,
    agent,
    about,
    uncertain,
    resumes,
  }: Pick<TrackedCall, 'phone' | 'agent' | 'about' | 'uncertain' | 'resumes'>,
): TrackedCall {
  return {
    id,
    call,
    phone,
    agent,
    about,
    uncertain,
    resumes,
    heldMs: 0,
    conference: call.members,
    deed: null,
  };
}

/** The same call as it is at `at` (ms since the epoch). */
export function followCall(
  tracked: TrackedCall,
  call: Call,
  now: { readonly at: number; readonly phone: string | null; readonly agent: LogAgent | null },
): TrackedCall {
  const { heldAt } = tracked.call;
  const retrieved = heldAt !== null && call.heldAt === null;
  return {
    ...tracked,
    call,
    phone: tracked.phone ?? now.phone,
    // Who answers is who it is about; before, whoever is there.
    agent: tracked.call.connectedAt === null ? (now.agent ?? tracked.agent) : tracked.agent,
    heldMs: tracked.heldMs + (retrieved ? Math.max(0, (call.endedAt ?? now.at) - heldAt) : 0),
    conference: call.members.length > 0 ? call.members : tracked.conference,
  };
}

/** The line of the log about a call, as far as it has come. */
export function entryOf(tracked: TrackedCall): LogEntry {
  const { call, resumes } = tracked;
  const seenLate = resumes ? resumes.seenLate : !call.seenFromStart;
  const beganAt = resumes?.beganAt ?? call.startedAt;
  const answeredAt = resumes?.answeredAt ?? call.connectedAt;
  const { endedAt } = call;
  const over = endedAt !== null;
  const holdMs = over && answeredAt !== null ? tracked.heldMs : null;
  const ringEnd = answeredAt ?? endedAt;
  return {
    id: tracked.id,
    outcome: outcomeOf(tracked, answeredAt),
    direction: call.direction,
    number: call.number ?? resumes?.number ?? null,
    name: call.displayName ?? resumes?.name ?? null,
    members: tracked.conference,
    phone: tracked.phone,
    agent: resumes?.agent ?? tracked.agent,
    room: null,
    about: tracked.about,
    beganAt,
    answeredAt,
    endedAt,
    ringMs: seenLate || ringEnd === null ? null : Math.max(0, ringEnd - beganAt),
    talkMs:
      holdMs === null || answeredAt === null || !over ? null : Math.max(0, endedAt - answeredAt - holdMs),
    holdMs,
    seenLate,
    uncertain: tracked.uncertain || resumes !== null,
  };
}

function outcomeOf({ call, deed, conference }: TrackedCall, answeredAt: number | null): Outcome {
  if (call.endedAt === null) return 'open';
  if (deed) return deed;
  if (answeredAt === null) return call.direction === 'inbound' ? 'missed' : 'unanswered';
  return conference.length > 0 ? 'conference' : 'answered';
}

/** The entry of a call whose end nobody saw. */
export function interrupted(entry: LogEntry): LogEntry {
  return { ...entry, outcome: 'interrupted' };
}
