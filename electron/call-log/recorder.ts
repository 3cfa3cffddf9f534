import { isDeepStrictEqual } from 'node:util';
import { sameNumber } from '../telephony/numbers.ts';
import type { Call, CallParty, PhoneCommand, PhoneState } from '../telephony/ports.ts';
import { abandonedEntry, outageEntry, recoveredEntry } from './other-entries.ts';
import type { Direction, LogAgent, LogEntry } from './rules/entry.ts';
import { type Deed, entryOf, followCall, interrupted, type TrackedCall, trackCall } from './tracked-call.ts';

/** What the recorder hears of. `at` is ms since the epoch on this station's clock. */
export type RecorderEvent =
  | {
      readonly type: 'phone';
      readonly at: number;
      readonly phone: Pick<PhoneState, 'number' | 'link' | 'calls'>;
      /** Who works here now. */
      readonly agent: LogAgent | null;
    }
  /** The phone confirmed what it was asked. */
  | { readonly type: 'done'; readonly command: PhoneCommand }
  /** A call gave up in a waiting room. */
  | { readonly type: 'abandoned'; readonly call: AbandonedCall }
  /** Calls that came and went during the outage that ends now, as the exchange tells afterwards. */
  | { readonly type: 'recovered'; readonly calls: readonly RecoveredCall[] }
  /** Entries of earlier runs whose end nobody saw. */
  | { readonly type: 'left-open'; readonly entries: readonly LogEntry[] };

/** Times are ms since the epoch. */
export interface AbandonedCall {
  /** What it waited in, as people call it. */
  readonly room: string;
  readonly party: CallParty;
  readonly since: number;
  readonly leftAt: number;
}

export interface RecoveredCall {
  readonly direction: Direction;
  readonly party: CallParty;
}

export interface RecorderState {
  readonly tracked: readonly TrackedCall[];
  /** Interrupted entries, the newest last: a call that is found again goes on in its entry. */
  readonly left: readonly LogEntry[];
  /** The outage under way. */
  readonly outage: LogEntry | null;
  /** The last one: what is recovered afterwards came in it. */
  readonly lastOutage: LogEntry | null;
  readonly linkWasUp: boolean;
}

export interface Recorded {
  readonly state: RecorderState;
  /** Entries that are new or have changed, as they are now. */
  readonly entries: readonly LogEntry[];
}

export const nothingRecorded: RecorderState = {
  tracked: [],
  left: [],
  outage: null,
  lastOutage: null,
  linkWasUp: false,
};

/** An interrupted call that is older is not the one that is found now. Ms. */
const RESUMED_WITHIN = 4 * 3_600_000;
/** More than a phone has calls. */
const MOST_LEFT = 32;

/**
 * Turns what the phone shows into entries of the call log. Pure but for `newId`, which gives a UUID each time: the
 * same events give the same entries. A call has one entry for as long as it keeps its id.
 */
export function record(state: RecorderState, event: RecorderEvent, newId: () => string): Recorded {
  switch (event.type) {
    case 'phone':
      return takePhone(state, event, newId);
    case 'done':
      return takeDeed(state, event.command);
    case 'abandoned':
      return { state, entries: [abandonedEntry(newId(), event.call)] };
    case 'recovered':
      return { state, entries: recoveredEntries(state.outage ?? state.lastOutage, event.calls, newId) };
    case 'left-open':
      return { state: leave(state, event.entries), entries: [] };
  }
}

type PhoneEvent = Extract<RecorderEvent, { type: 'phone' }>;

function takePhone(before: RecorderState, event: PhoneEvent, newId: () => string): Recorded {
  const outage = takeLink(before, event, newId);
  const calls = takeCalls(outage.state, event, before.outage !== null, newId);
  return { state: calls.state, entries: [...outage.entries, ...calls.entries] };
}

/** From the moment when the link is lost until the full state is told again, or the phone is let go. */
function takeLink(state: RecorderState, { at, phone }: PhoneEvent, newId: () => string): Recorded {
  const { link, number } = phone;
  const linkWasUp = link.kind === 'up';
  if (state.outage && link.kind === 'stale') return { state, entries: [] };
  if (state.outage) {
    const ended = { ...state.outage, endedAt: Math.max(at, state.outage.beganAt) };
    return { state: { ...state, linkWasUp, outage: null, lastOutage: ended }, entries: [ended] };
  }
  if (!state.linkWasUp || link.kind !== 'stale') return { state: { ...state, linkWasUp }, entries: [] };
  const outage = outageEntry(newId(), link, number);
  return { state: { ...state, linkWasUp, outage }, entries: [outage] };
}

function takeCalls(
  state: RecorderState,
  { at, phone, agent }: PhoneEvent,
  inOutage: boolean,
  newId: () => string,
): Recorded {
  const now = { at, phone: phone.number, agent };
  let left = state.left;
  const tracked: TrackedCall[] = [];
  for (const call of phone.calls) {
    const known = state.tracked.find((one) => one.call.id === call.id);
    if (known) {
      const uncertain = known.uncertain || (inOutage && hasMoved(known.call, call));
      tracked.push({ ...followCall(known, call, now), uncertain });
      continue;
    }
    const resumes = left.find((entry) => isResumed(entry, call, phone.number)) ?? null;
    left = left.filter((entry) => entry !== resumes);
    const about = tracked.find((one) => one.call.id === call.consultationOf)?.id ?? null;
    const past = { phone: phone.number, agent, about, uncertain: inOutage, resumes };
    tracked.push(trackCall(resumes?.id ?? newId(), call, past));
  }
  const gone = state.tracked.filter(({ call }) => !phone.calls.some(({ id }) => id === call.id));
  const cut = gone.filter(({ call }) => call.endedAt === null).map((one) => interrupted(entryOf(one)));
  const changed = tracked
    .map(entryOf)
    .filter(
      (entry) => !state.tracked.some((one) => one.id === entry.id && isDeepStrictEqual(entryOf(one), entry)),
    );
  return { state: leave({ ...state, left, tracked }, cut), entries: [...changed, ...cut] };
}

function leave(state: RecorderState, entries: readonly LogEntry[]): RecorderState {
  return { ...state, left: [...state.left, ...entries].slice(-MOST_LEFT) };
}

function recoveredEntries(
  outage: LogEntry | null,
  calls: readonly RecoveredCall[],
  newId: () => string,
): readonly LogEntry[] {
  return outage ? calls.map((call) => recoveredEntry(newId(), call, outage)) : [];
}

function hasMoved(before: Call, after: Call): boolean {
  return before.state !== after.state;
}

/** The number and the direction are all that is known of a call twice; one that withholds it is not recognised. */
function isResumed(entry: LogEntry, call: Call, phone: string | null): boolean {
  return (
    !call.seenFromStart &&
    entry.direction === call.direction &&
    entry.number !== null &&
    sameNumber(call.number, entry.number) &&
    (entry.phone === null || phone === null || entry.phone === phone) &&
    call.startedAt - entry.beganAt < RESUMED_WITHIN
  );
}

function takeDeed(state: RecorderState, command: PhoneCommand): Recorded {
  const deeds = deedsOf(command);
  const entries: LogEntry[] = [];
  const tracked = state.tracked.map((one) => {
    const deed = deeds.get(one.call.id);
    const means = deed && (deed === 'transferred' || one.call.connectedAt === null);
    if (!means || (deed === 'refused' && one.call.direction === 'outbound')) return one;
    const marked = { ...one, deed };
    if (one.call.endedAt !== null) entries.push(entryOf(marked));
    return marked;
  });
  return { state: { ...state, tracked }, entries };
}

function deedsOf(command: PhoneCommand): ReadonlyMap<string, Deed> {
  switch (command.action) {
    case 'hangUp':
      return new Map([[command.callId, 'refused']]);
    case 'deflect':
      return new Map([[command.callId, 'deflected']]);
    case 'singleStepTransfer':
      return new Map([[command.callId, 'transferred']]);
    case 'transfer':
      return new Map([
        [command.callId, 'transferred'],
        [command.otherId, 'transferred'],
      ]);
    default:
      return new Map();
  }
}
