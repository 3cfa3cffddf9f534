import type { Dialog, DialogInfo } from '../documents/dialog-info.ts';
import { EMPTY_GRACE, mostAdvanced } from '../documents/dialogs-told.ts';
import { partyOf } from '../identities.ts';
import type { CallParty } from '../ports.ts';
import type { Outcome } from './ports.ts';

/** A dialog of a watched address that is not over. */
export interface WatchedDialog {
  readonly id: string;
  readonly callId: string | null;
  readonly answered: boolean;
  readonly direction: 'inbound' | 'outbound';
  readonly party: CallParty;
  /** Ms of the clock of the events. */
  readonly since: number;
  /** False when it was there before it was seen, and the notifier does not tell how long. */
  readonly seenFromStart: boolean;
}

/** What is known of the dialogs of one address. */
export interface WatchedDialogs {
  readonly dialogs: readonly WatchedDialog[];
  /** Names the subscription whose versions are counted; another one starts afresh. */
  readonly subscription: string | null;
  readonly version: number | null;
  /** Whether the dialogs are all that there are; only a full document, asked for by subscribing again, closes a gap. */
  readonly whole: boolean;
  readonly emptySince: number | null;
  /** Those that the last event ended. */
  readonly left: readonly { readonly dialog: WatchedDialog; readonly outcome: Outcome }[];
}

export type DialogsEvent =
  | {
      readonly type: 'document';
      /** Ms of a clock that never goes back. */
      readonly at: number;
      readonly subscription: string;
      /** Null for a NOTIFY without a body. */
      readonly document: DialogInfo | null;
    }
  | { readonly type: 'tick'; readonly at: number };

export const nothingWatched: WatchedDialogs = {
  dialogs: [],
  subscription: null,
  version: null,
  whole: false,
  emptySince: null,
  left: [],
};

/**
 * Turns notifications of the dialog event package (RFC 4235 §4.3) about any one address into its dialogs. Pure; a full
 * document brings whatever was believed to the truth; since when a dialog is there never changes.
 */
export function reduceDialogs(state: WatchedDialogs, event: DialogsEvent): WatchedDialogs {
  if (event.type === 'tick') return settleEmpty(state, event.at);
  const { at, subscription, document } = event;
  const current = {
    ...(subscription === state.subscription ? state : renewed(state, subscription)),
    left: [],
  };
  if (document === null) return { ...current, emptySince: at };
  if (document.state === 'full') return takeFull(current, document, at);
  return takePartial(current, document, at);
}

function renewed(state: WatchedDialogs, subscription: string): WatchedDialogs {
  return { ...state, subscription, version: null, whole: false, emptySince: null };
}

function takeFull(state: WatchedDialogs, { version, dialogs }: DialogInfo, at: number): WatchedDialogs {
  if (state.version !== null && version < state.version) return { ...state, whole: false };
  const first = state.version === null && state.emptySince === null;
  const told = mostAdvanced(dialogs);
  const live = told.filter(isLive);
  const known = new Map(state.dialogs.map((dialog) => [dialog.id, dialog]));
  const renamed = state.dialogs.filter(
    ({ id, callId }) => callId !== null && !live.some((one) => one.id === id),
  );
  const next = live.map((dialog) => {
    const before = known.get(dialog.id) ?? renamed.find((one) => isSameCall(one, dialog));
    return before ? advance(before, dialog) : begin(dialog, at, !first);
  });
  const gone = state.dialogs.filter(
    (one) => !next.some(({ id }) => id === one.id) && !live.some((dialog) => isSameCall(one, dialog)),
  );
  const left = gone.map((dialog) => ({ dialog, outcome: outcomeOf(dialog, told) }));
  return { ...state, version, whole: true, emptySince: null, dialogs: next, left };
}

function takePartial(state: WatchedDialogs, { version, dialogs }: DialogInfo, at: number): WatchedDialogs {
  if (state.version !== null && version <= state.version) return state;
  const whole = state.whole && state.version !== null && version === state.version + 1;
  const told = mostAdvanced(dialogs);
  const rest = state.dialogs.filter(({ id }) => !told.some((one) => one.id === id));
  const next = told.filter(isLive).map((dialog) => {
    const before = state.dialogs.find(({ id }) => id === dialog.id);
    return before ? advance(before, dialog) : begin(dialog, at, whole);
  });
  const over = told.filter((dialog) => !isLive(dialog));
  const left = state.dialogs
    .filter(({ id }) => over.some((dialog) => dialog.id === id))
    .map((dialog) => ({ dialog, outcome: outcomeOf(dialog, told) }));
  // The order of their coming stays.
  const merged = [...rest, ...next].sort((a, b) => a.since - b.since);
  return { ...state, version, whole, emptySince: null, dialogs: merged, left };
}

/** A NOTIFY without a body, and nothing after it, means that the notifier knows of no dialog. */
function settleEmpty(state: WatchedDialogs, at: number): WatchedDialogs {
  if (state.emptySince === null || at - state.emptySince < EMPTY_GRACE) {
    return state.left.length === 0 ? state : { ...state, left: [] };
  }
  const left = state.dialogs.map((dialog) => ({ dialog, outcome: 'unknown' as const }));
  return { ...state, dialogs: [], whole: true, emptySince: null, left };
}

/** An exchange that restarted may name its dialogs anew, but Call-ID and direction stay. */
function isSameCall(known: WatchedDialog, dialog: Dialog): boolean {
  return known.callId !== null && known.callId === dialog.callId && known.direction === directionOf(dialog);
}

function begin(dialog: Dialog, at: number, seenFromStart: boolean): WatchedDialog {
  const { duration } = dialog;
  return {
    id: dialog.id,
    callId: dialog.callId,
    answered: dialog.state === 'confirmed',
    direction: directionOf(dialog),
    party: partyIn(dialog),
    since: duration === null ? at : at - duration * 1_000,
    seenFromStart: seenFromStart || duration !== null,
  };
}

/** A name or number told once is kept: notifiers tell them only in some states. */
function advance(known: WatchedDialog, dialog: Dialog): WatchedDialog {
  const { number, displayName } = partyIn(dialog);
  return {
    ...known,
    id: dialog.id,
    callId: dialog.callId ?? known.callId,
    answered: known.answered || dialog.state === 'confirmed',
    party: {
      number: number ?? known.party.number,
      displayName: displayName ?? known.party.displayName,
    },
  };
}

/** RFC 4235 §4.1.2: `cancelled` and `remote-bye` are the other side's doing, `replaced` somebody else's. */
function outcomeOf(known: WatchedDialog, told: readonly Dialog[]): Outcome {
  const event = told.find(({ id }) => id === known.id)?.event ?? null;
  if (event === 'replaced') return 'taken';
  if (event === 'cancelled') return 'abandoned';
  return event === 'remote-bye' && known.direction === 'inbound' ? 'abandoned' : 'unknown';
}

function isLive({ state }: Dialog): boolean {
  return state !== 'terminated';
}

function directionOf({ direction }: Dialog): WatchedDialog['direction'] {
  return direction === 'initiator' ? 'outbound' : 'inbound';
}

function partyIn({ remote }: Dialog): CallParty {
  return partyOf(remote.uri ?? remote.target, remote.displayName);
}
