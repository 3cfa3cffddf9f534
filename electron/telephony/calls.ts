import type { DialogReference } from './connections.ts';
import type { Dialog, DialogInfo } from './documents/dialog-info.ts';
import { partyOf, userPart } from './identities.ts';
import { dialable, sameNumber } from './numbers.ts';
import type { Call, CallState } from './ports.ts';

/** Milliseconds during which an ended call stays in sight. */
export const ENDED_STAYS = 5_000;
/** Milliseconds for which a notification without a body may still be followed by the state. */
export const EMPTY_GRACE = 1_500;

interface Tracked {
  readonly dialogId: string;
  /** The Call-ID of the call itself, where the notifier tells it. */
  readonly sipCallId: string | null;
  readonly call: Call;
  readonly reference: DialogReference | null;
}

export interface CallsState {
  /** Users of the phone's own addresses: a call from them is our leg of a dialling, not a call of the operator. */
  readonly own: readonly string[];
  readonly tracked: readonly Tracked[];
  /** Names the subscription whose versions are counted; another one starts afresh. */
  readonly subscription: string | null;
  readonly version: number | null;
  /** What this knows of the notifier's state has gaps: only a full document, asked for by subscribing again, closes them. */
  readonly needsFullState: boolean;
  readonly emptySince: number | null;
  readonly serial: number;
  readonly now: number;
}

export type CallsEvent =
  | {
      readonly type: 'document';
      /** When it was received, in ms of a clock that never goes back; the times of the calls are of that clock. */
      readonly at: number;
      readonly subscription: string;
      /** Null for a NOTIFY without a body. */
      readonly document: DialogInfo | null;
    }
  | { readonly type: 'tick'; readonly at: number };

/** No call, nothing known yet of a phone with these `own` numbers or users. */
export function noCalls(...own: readonly string[]): CallsState {
  return {
    own,
    tracked: [],
    subscription: null,
    version: null,
    needsFullState: false,
    emptySince: null,
    serial: 0,
    now: 0,
  };
}

/** The calls of a state, oldest first. */
export function callsOf(state: CallsState): readonly Call[] {
  return state.tracked.map(({ call }) => call);
}

/** How to name the dialog of a call to the phone; null when the notifier does not tell enough. */
export function referenceOf(state: CallsState, callId: string): DialogReference | null {
  return state.tracked.find(({ call }) => call.id === callId)?.reference ?? null;
}

/**
 * Turns notifications of the dialog event package (RFC 4235 §4.3) and time into calls. Pure: the same events give
 * the same calls. A full document brings whatever was believed to the truth; a call that ended never comes back
 * under its id; times never go backwards.
 */
export function reduceCalls(state: CallsState, event: CallsEvent): CallsState {
  const now = Math.max(state.now, event.at);
  if (event.type === 'tick') return removeEnded(settleEmpty({ ...state, now }));
  const { document, subscription } = event;
  const current = { ...(subscription === state.subscription ? state : renew(state, subscription)), now };
  if (document === null) return { ...current, emptySince: now };
  return document.state === 'full' ? takeFull(current, document) : takePartial(current, document);
}

/** Another subscription counts its own versions; the line passes on nothing more of the one it replaces. */
function renew(state: CallsState, subscription: string): CallsState {
  return { ...state, subscription, version: null, needsFullState: false, emptySince: null };
}

function takeFull(state: CallsState, { version, dialogs }: DialogInfo): CallsState {
  if (state.version !== null && version < state.version) return discard(state);
  // A subscription that began empty has told its start already.
  const first = state.version === null && state.emptySince === null;
  const current = { ...state, version, needsFullState: false, emptySince: null };
  const merged = mergeDialogs(followRenamed(current, dialogs), dialogs, !first);
  return endMissing(merged, new Set(dialogs.map(({ id }) => id)));
}

/**
 * An exchange that restarted names its dialogs anew (RFC 4235 §4.1.2 leaves `id` to the notifier), but their Call-ID
 * and direction stay: the call on the bar goes on under its own id and timers.
 */
function followRenamed(state: CallsState, dialogs: readonly Dialog[]): CallsState {
  const told = new Set(dialogs.map(({ id }) => id));
  const known = new Set(state.tracked.map(({ dialogId }) => dialogId));
  const renamed = dialogs.filter(({ id, callId }) => callId !== null && !known.has(id));
  if (renamed.length === 0) return state;
  const tracked = state.tracked.map((entry) => {
    if (told.has(entry.dialogId) || entry.call.state === 'ended') return entry;
    const index = renamed.findIndex(
      (dialog) => dialog.callId === entry.sipCallId && directionOf(dialog) === entry.call.direction,
    );
    const [dialog] = index < 0 ? [] : renamed.splice(index, 1);
    return dialog ? { ...entry, dialogId: dialog.id } : entry;
  });
  return { ...state, tracked };
}

function takePartial(state: CallsState, { version, dialogs }: DialogInfo): CallsState {
  if (state.version !== null && version <= state.version) return discard(state);
  const gap = state.version === null || version > state.version + 1;
  const next = { ...state, version, needsFullState: state.needsFullState || gap, emptySince: null };
  return mergeDialogs(next, dialogs, !gap);
}

/** A notifier that counts backwards would never be heard again: what is discarded is also asked for anew. */
function discard(state: CallsState): CallsState {
  return { ...state, needsFullState: true };
}

function mergeDialogs(state: CallsState, dialogs: readonly Dialog[], seenFromStart: boolean): CallsState {
  return mostAdvanced(dialogs)
    .filter((dialog) => !isOwnLeg(state, dialog))
    .reduce((next, dialog) => mergeDialog(next, dialog, seenFromStart), state);
}

function mergeDialog(state: CallsState, dialog: Dialog, seenFromStart: boolean): CallsState {
  const known = state.tracked.find(({ dialogId, call }) => dialogId === dialog.id && call.state !== 'ended');
  if (known) {
    const updated = {
      ...known,
      call: advance(known.call, dialog, state.now),
      reference: reference(dialog, known),
      sipCallId: dialog.callId ?? known.sipCallId,
    };
    return { ...state, tracked: state.tracked.map((entry) => (entry === known ? updated : entry)) };
  }
  // Notifiers repeat dialogs that are long over; one that was never seen alive is no call of this operator.
  if (dialog.state === 'terminated') return state;
  const serial = state.serial + 1;
  const call = newCall(String(serial), dialog, state.now, seenFromStart);
  const entry = { dialogId: dialog.id, sipCallId: dialog.callId, call, reference: reference(dialog, null) };
  return { ...state, serial, tracked: [...state.tracked, entry] };
}

/** An aggregating exchange may list one dialog several times: the furthest of its states is the latest. */
function mostAdvanced(dialogs: readonly Dialog[]): readonly Dialog[] {
  const byId = new Map<string, Dialog>();
  for (const dialog of dialogs) {
    const other = byId.get(dialog.id);
    if (!other || progress(dialog) >= progress(other)) byId.set(dialog.id, dialog);
  }
  return [...byId.values()];
}

function progress({ state }: Dialog): number {
  return ['trying', 'proceeding', 'early', 'confirmed', 'terminated'].indexOf(state);
}

/** Our leg comes from the address of record, whose user need not be the number; an exchange may rewrite either. */
function isOwnLeg({ own }: CallsState, { remote }: Dialog): boolean {
  const user = userPart(remote.uri);
  const { number } = partyOf(remote.uri, null);
  return own.some((mine) => mine === user || (dialable(mine) !== null && sameNumber(number, mine)));
}

function newCall(id: string, dialog: Dialog, now: number, seenFromStart: boolean): Call {
  const started: Call = {
    id,
    direction: directionOf(dialog),
    state: dialog.direction === 'initiator' ? 'dialling' : 'ringing',
    number: null,
    displayName: null,
    startedAt: now,
    connectedAt: null,
    heldAt: null,
    endedAt: null,
    seenFromStart,
    members: [],
    consultationOf: null,
  };
  return advance(started, dialog, now);
}

function directionOf({ direction }: Dialog): Call['direction'] {
  return direction === 'initiator' ? 'outbound' : 'inbound';
}

/** A call only goes forward: set up, then connected or held as often as one likes, then ended. */
function advance(call: Call, dialog: Dialog, now: number): Call {
  const party = partyOf(dialog.remote.uri ?? dialog.remote.target, dialog.remote.displayName);
  const named: Call = {
    ...call,
    number: party.number ?? call.number,
    displayName: party.displayName ?? call.displayName,
  };
  const state = stateOf(dialog, call);
  if (state === 'ended') return end(named, now);
  if (state === 'ringing' || state === 'dialling') return named;
  return {
    ...named,
    state,
    connectedAt: call.connectedAt ?? now,
    heldAt: state === 'held' ? (call.heldAt ?? now) : null,
  };
}

function stateOf(dialog: Dialog, call: Call): CallState {
  if (dialog.state === 'terminated') return 'ended';
  if (dialog.state === 'confirmed') return dialog.local.rendering === false ? 'held' : 'connected';
  return call.state;
}

function end(call: Call, now: number): Call {
  return { ...call, state: 'ended', heldAt: null, endedAt: now };
}

/** What a full document no longer contains is over. */
function endMissing(state: CallsState, present: ReadonlySet<string>): CallsState {
  const tracked = state.tracked.map((entry) =>
    present.has(entry.dialogId) || entry.call.state === 'ended'
      ? entry
      : { ...entry, call: end(entry.call, state.now) },
  );
  return { ...state, tracked };
}

/** A NOTIFY without a body, and nothing after it, means that the notifier knows of no call. */
function settleEmpty(state: CallsState): CallsState {
  if (state.emptySince === null || state.now - state.emptySince < EMPTY_GRACE) return state;
  return state.tracked.some(({ call }) => call.state !== 'ended') ? endMissing(state, new Set()) : state;
}

function removeEnded(state: CallsState): CallsState {
  const stays = ({ call }: Tracked): boolean =>
    call.endedAt === null || state.now - call.endedAt < ENDED_STAYS;
  return state.tracked.every(stays) ? state : { ...state, tracked: state.tracked.filter(stays) };
}

/** Tags may be told only while the phone rings: what was known once is kept. */
function reference(dialog: Dialog, known: Tracked | null): DialogReference | null {
  const before = known?.reference ?? null;
  const callId = dialog.callId ?? before?.callId;
  const localTag = dialog.localTag ?? before?.localTag;
  if (!callId || !localTag) return before;
  return {
    callId,
    localTag,
    remoteTag: dialog.remoteTag ?? before?.remoteTag ?? null,
    remoteTarget: dialog.remote.target ?? dialog.remote.uri ?? before?.remoteTarget ?? null,
  };
}
