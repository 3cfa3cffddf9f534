import { isLive, type Match, matchConnections, type Source, type Tracked } from './call-identity.ts';
import { lendNames, livingAfter } from './call-names.ts';
import { advance, begin, end, referenceAfter } from './call-progress.ts';
import type { Connection, ConnectionReport, DialogReference } from './connections.ts';
import { settleConsultations } from './consultations.ts';
import { isOwn } from './identities.ts';
import type { Call } from './ports.ts';

export type { Source } from './call-identity.ts';

/** Milliseconds during which an ended call stays in sight. */
export const ENDED_STAYS = 5_000;

export interface CallsState {
  /** The phone's own addresses: a call from them is our leg of a dialling, not a call of the operator. */
  readonly own: readonly string[];
  readonly tracked: readonly Tracked[];
  /** Whose reports are followed: uaCSTA once it has told everything, for as long as its session lives. */
  readonly leading: Source;
  /** What lives by each source, so that calls that one tells of are known to the other as well. */
  readonly told: Readonly<Record<Source, readonly Connection[]>>;
  /** What is shown may have gaps: only a full report closes them. */
  readonly needsFullState: boolean;
  /** Dialogs lead again: what they tell is older than what is shown until another subscription tells everything. */
  readonly switched: boolean;
  readonly serial: number;
  readonly now: number;
}

/** `at` is in ms of a clock that never goes back; the times of the calls are of that clock. */
export type CallsEvent =
  | {
      readonly type: 'report';
      readonly at: number;
      readonly source: Source;
      readonly report: ConnectionReport;
      /** Whether what it names for the first time has just begun. */
      readonly fromStart: boolean;
      /** Whether it is the first to tell everything, since the session or the subscription began. */
      readonly first: boolean;
    }
  /** The session of uaCSTA is over: dialogs alone tell of the calls. */
  | { readonly type: 'csta-ended'; readonly at: number }
  /** One call was made about another, as this product knows that asked for it. */
  | {
      readonly type: 'consultation';
      readonly at: number;
      readonly callId: string;
      readonly aboutId: string;
    }
  | { readonly type: 'tick'; readonly at: number };

type Report = Extract<CallsEvent, { type: 'report' }>;

/** No call, nothing known yet of a phone with these `own` numbers or users. */
export function noCalls(...own: readonly string[]): CallsState {
  return {
    own,
    tracked: [],
    leading: 'dialogs',
    told: { dialogs: [], csta: [] },
    needsFullState: false,
    switched: false,
    serial: 0,
    now: 0,
  };
}

/** The calls of a state, oldest first. */
export function callsOf(state: CallsState): readonly Call[] {
  return state.tracked.map(({ call }) => call);
}

/** How to name the dialog of a call to the phone; null when no source tells enough. */
export function referenceOf(state: CallsState, callId: string): DialogReference | null {
  return state.tracked.find(({ call }) => call.id === callId)?.reference ?? null;
}

/** By what uaCSTA knows a call; null when it has not told of it. */
export function cstaKeyOf(state: CallsState, callId: string): string | null {
  return state.tracked.find(({ call }) => call.id === callId)?.keys.csta ?? null;
}

/**
 * Turns what either source says of the phone's connections, and time, into calls. Pure: the same events give the
 * same calls. A full report brings whatever was believed to the truth; a call that ended never comes back under its
 * id, one that is joined or transferred keeps it; times never go backwards.
 */
export function reduceCalls(state: CallsState, event: CallsEvent): CallsState {
  const current = { ...state, now: Math.max(state.now, event.at) };
  switch (event.type) {
    case 'tick':
      return removeEnded(current);
    case 'csta-ended':
      return loseCsta(current);
    case 'consultation':
      return noteConsultation(current, event);
    case 'report':
      return takeReport(current, event);
  }
}

function takeReport(state: CallsState, event: Report): CallsState {
  const { source } = event;
  const told = event.report.connections.filter(({ party }) => !isOwn(state.own, null, party.number));
  const report = { ...event.report, connections: told };
  const current = { ...state, told: { ...state.told, [source]: livingAfter(state.told[source], report) } };
  const leads = source === current.leading;
  const takesOver = leads ? current.switched : source === 'csta';
  if (takesOver ? !event.first : !leads) return nameByOther(current);
  return nameByOther(follow({ ...current, leading: source, switched: takesOver }, { ...event, report }));
}

function follow(state: CallsState, { report, source, fromStart }: Report): CallsState {
  const live = state.tracked.filter(isLive);
  const matches = matchConnections(live, report, source, state.switched);
  const merged = matches.reduce((next, match) => take(next, match, source, fromStart), state);
  const told = new Set(matches.flatMap(({ calls }) => calls));
  if (report.full) {
    const ended = merged.tracked.map((entry) =>
      isLive(entry) && live.includes(entry) && !told.has(entry) ? endEntry(entry, state.now) : entry,
    );
    const tracked = settleConsultations(ended, matches, source);
    return { ...merged, tracked, needsFullState: false, switched: false };
  }
  const held = holdForgotten(merged, live, matches);
  return { ...held, tracked: settleConsultations(held.tracked, matches, source) };
}

/** A new call, or the present state of one; calls that became one go on as the one that was there first. */
function take(
  state: CallsState,
  { connection, calls }: Match,
  source: Source,
  fromStart: boolean,
): CallsState {
  const known = survivorOf(calls);
  if (!known) return connection.state === 'ended' ? state : add(state, connection, source, fromStart);
  const keys = { ...known.keys, [source]: connection.key };
  const sipCallId = connection.sipCallId ?? known.sipCallId;
  const updated: Tracked = {
    ...known,
    call: advance(known.call, connection, state.now, known.keys[source]),
    keys,
    formerly: formerlyOf(connection.continues.length > 0 ? calls : [], known, { keys, sipCallId }),
    sipCallId,
    reference: referenceAfter(connection.reference, known.reference),
  };
  const tracked = state.tracked
    .filter((entry) => entry === known || !calls.includes(entry))
    .map((entry) => (entry === known ? updated : entry));
  return { ...state, tracked };
}

/** The call that a consultation was about comes before it, else the older before the newer. */
function survivorOf(calls: readonly Tracked[]): Tracked | undefined {
  const isAboutAnother = ({ about }: Tracked): boolean => calls.some(({ call }) => call.id === about);
  return [...calls].sort(
    (a, b) => Number(isAboutAnother(a)) - Number(isAboutAnother(b)) || Number(a.call.id) - Number(b.call.id),
  )[0];
}

/** By what calls that became one were known, but for what the one is known by now. */
function formerlyOf(
  calls: readonly Tracked[],
  known: Tracked,
  now: Pick<Tracked, 'keys' | 'sipCallId'>,
): Tracked['formerly'] {
  const left = (source: Source): readonly string[] => {
    const names = calls.flatMap((entry) => [
      ...entry.formerly[source],
      entry.keys[source] ?? '',
      entry.sipCallId ?? '',
    ]);
    const kept = new Set(['', now.keys[source], now.sipCallId]);
    return [...new Set([...known.formerly[source], ...names])].filter((name) => !kept.has(name));
  };
  return { dialogs: left('dialogs'), csta: left('csta') };
}

function add(state: CallsState, connection: Connection, source: Source, fromStart: boolean): CallsState {
  const serial = state.serial + 1;
  const entry: Tracked = {
    call: begin(String(serial), connection, state.now, fromStart),
    keys: { dialogs: null, csta: null, [source]: connection.key },
    formerly: { dialogs: [], csta: [] },
    sipCallId: connection.sipCallId,
    reference: connection.reference,
    about: null,
  };
  return { ...state, serial, tracked: [...state.tracked, entry] };
}

/**
 * A phone has one conversation: where another one begins and nothing was said of the first, it was put on hold and
 * the word of it lost, or it is still on its way.
 */
function holdForgotten(state: CallsState, before: readonly Tracked[], matches: readonly Match[]): CallsState {
  const told = new Set(
    matches.filter(({ connection }) => connection.state === 'connected').flatMap(({ calls }) => idsOf(calls)),
  );
  const talked = new Set(idsOf(before.filter(isTalking)));
  const talking = state.tracked.filter(isTalking);
  const forgotten = talking.filter(({ call }) => talked.has(call.id) && !told.has(call.id));
  if (forgotten.length === talking.length || forgotten.length === 0) return state;
  const tracked = state.tracked.map((entry) =>
    forgotten.includes(entry)
      ? { ...entry, call: { ...entry.call, state: 'held' as const, heldAt: state.now } }
      : entry,
  );
  return { ...state, tracked, needsFullState: true };
}

function noteConsultation(
  state: CallsState,
  { callId, aboutId }: { callId: string; aboutId: string },
): CallsState {
  const tracked = state.tracked.map((entry) =>
    entry.call.id === callId ? { ...entry, about: aboutId } : entry,
  );
  return { ...state, tracked: settleConsultations(tracked, [], state.leading) };
}

function nameByOther(state: CallsState): CallsState {
  const other = state.leading === 'csta' ? 'dialogs' : 'csta';
  return { ...state, tracked: lendNames(state.tracked, state.told[other], other) };
}

function loseCsta(state: CallsState): CallsState {
  const current = { ...state, told: { ...state.told, csta: [] } };
  if (state.leading === 'dialogs') return current;
  return { ...current, leading: 'dialogs', needsFullState: true, switched: true };
}

function removeEnded(state: CallsState): CallsState {
  const stays = ({ call }: Tracked): boolean =>
    call.endedAt === null || state.now - call.endedAt < ENDED_STAYS;
  return state.tracked.every(stays) ? state : { ...state, tracked: state.tracked.filter(stays) };
}

function isTalking({ call }: Tracked): boolean {
  return call.state === 'connected';
}

function idsOf(entries: readonly Tracked[]): readonly string[] {
  return entries.map(({ call }) => call.id);
}

function endEntry(entry: Tracked, now: number): Tracked {
  return { ...entry, call: end(entry.call, now) };
}
