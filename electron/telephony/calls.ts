import { type Match, matchConnections, type Source, type Tracked } from './call-identity.ts';
import { advance, begin, end, nameAfter, referenceAfter } from './call-progress.ts';
import type { Connection, ConnectionReport, DialogReference } from './connections.ts';
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
  /** What dialogs last said, to name the dialogs of calls that uaCSTA tells of. */
  readonly dialogs: readonly Connection[];
  /** What is shown may have gaps: only a full report closes them. */
  readonly needsFullState: boolean;
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
    dialogs: [],
    needsFullState: false,
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
  const current = source === 'dialogs' ? { ...state, dialogs: dialogsAfter(state.dialogs, report) } : state;
  if (source === current.leading) return nameDialogs(follow(current, { ...event, report }));
  if (source === 'dialogs') return nameDialogs(current);
  // The events of a session say too little before its snapshot.
  return report.full ? nameDialogs(follow({ ...current, leading: 'csta' }, { ...event, report })) : current;
}

function follow(state: CallsState, { report, source, fromStart }: Report): CallsState {
  const live = state.tracked.filter(isLive);
  const matches = matchConnections(live, report, source);
  const merged = matches.reduce((next, match) => take(next, match, source, fromStart), state);
  const told = new Set(matches.flatMap(({ calls }) => calls));
  if (report.full) {
    const ended = merged.tracked.map((entry) =>
      isLive(entry) && live.includes(entry) && !told.has(entry) ? endEntry(entry, state.now) : entry,
    );
    return settleConsultations({ ...merged, tracked: ended, needsFullState: false }, matches, source);
  }
  return settleConsultations(holdForgotten(merged, live, told), matches, source);
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
  const updated: Tracked = {
    ...known,
    call: advance(known.call, connection, state.now, known.keys[source]),
    keys: { ...known.keys, [source]: connection.key },
    formerly: formerlyOf(known, calls, connection.key, source),
    sipCallId: connection.sipCallId ?? known.sipCallId,
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

function formerlyOf(
  known: Tracked,
  calls: readonly Tracked[],
  key: string,
  source: Source,
): readonly string[] {
  const left = calls.flatMap(({ keys, formerly }) => [...formerly, keys[source]]);
  const before = [...known.formerly, ...left].filter((former) => former !== null && former !== key);
  return [...new Set(before.filter((former): former is string => former !== null))];
}

function add(state: CallsState, connection: Connection, source: Source, fromStart: boolean): CallsState {
  const serial = state.serial + 1;
  const entry: Tracked = {
    call: begin(String(serial), connection, state.now, fromStart),
    keys: { dialogs: null, csta: null, [source]: connection.key },
    formerly: [],
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
function holdForgotten(
  state: CallsState,
  before: readonly Tracked[],
  told: ReadonlySet<Tracked>,
): CallsState {
  const talking = (entries: readonly Tracked[]): ReadonlySet<string> =>
    new Set(entries.filter(({ call }) => call.state === 'connected').map(({ call }) => call.id));
  const talkedBefore = talking(before);
  const begins = [...talking(state.tracked)].some((id) => !talkedBefore.has(id));
  const forgotten = before.filter((entry) => entry.call.state === 'connected' && !told.has(entry));
  if (!begins || forgotten.length === 0) return state;
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
  return settleConsultations({ ...state, tracked }, [], state.leading);
}

/** A consultation is one while both calls live. */
function settleConsultations(state: CallsState, matches: readonly Match[], source: Source): CallsState {
  const idOf = (key: string | null): string | null =>
    (key !== null &&
      state.tracked.find(
        (entry) => isLive(entry) && (entry.keys[source] === key || entry.formerly.includes(key)),
      )?.call.id) ||
    null;
  const subjects = new Map(matches.map(({ connection }) => [connection.key, connection.consultationOf]));
  const live = new Set(state.tracked.filter(isLive).map(({ call }) => call.id));
  const tracked = state.tracked.map((entry) => {
    const { call, keys } = entry;
    const about = idOf(subjects.get(keys[source] ?? '') ?? null) ?? entry.about;
    const both = about !== null && about !== call.id && live.has(about) && live.has(call.id);
    const consultationOf = both ? about : null;
    return about === entry.about && consultationOf === call.consultationOf
      ? entry
      : { ...entry, about, call: { ...call, consultationOf } };
  });
  return { ...state, tracked };
}

/** While uaCSTA leads, dialogs only lend their names to its calls, for what is asked of the phone by SIP. */
function nameDialogs(state: CallsState): CallsState {
  if (state.leading === 'dialogs') return state;
  const report = { full: true, connections: state.dialogs };
  const named = new Map<Tracked, Connection>();
  for (const { connection, calls } of matchConnections(state.tracked.filter(isLive), report, 'dialogs')) {
    for (const entry of calls) named.set(entry, connection);
  }
  const tracked = state.tracked.map((entry) => {
    const dialog = named.get(entry);
    if (!dialog) return entry;
    return {
      ...entry,
      call: nameAfter(entry.call, dialog.party),
      keys: { ...entry.keys, dialogs: dialog.key },
      sipCallId: dialog.sipCallId ?? entry.sipCallId,
      reference: referenceAfter(dialog.reference, entry.reference),
    };
  });
  return { ...state, tracked };
}

function dialogsAfter(
  known: readonly Connection[],
  { full, connections }: ConnectionReport,
): readonly Connection[] {
  const told = new Map((full ? [] : known).map((connection) => [connection.key, connection]));
  for (const connection of connections) told.set(connection.key, connection);
  return [...told.values()].filter(({ state }) => state !== 'ended');
}

/** Another session may give its keys to other calls. What dialogs said is older: their full state is asked for. */
function loseCsta(state: CallsState): CallsState {
  if (state.leading === 'dialogs') return state;
  const tracked = state.tracked.map((entry) => ({
    ...entry,
    keys: { ...entry.keys, csta: null },
    formerly: [],
  }));
  return { ...state, tracked, leading: 'dialogs', needsFullState: true };
}

function removeEnded(state: CallsState): CallsState {
  const stays = ({ call }: Tracked): boolean =>
    call.endedAt === null || state.now - call.endedAt < ENDED_STAYS;
  return state.tracked.every(stays) ? state : { ...state, tracked: state.tracked.filter(stays) };
}

function isLive({ call }: Tracked): boolean {
  return call.state !== 'ended';
}

function endEntry(entry: Tracked, now: number): Tracked {
  return { ...entry, call: end(entry.call, now) };
}
