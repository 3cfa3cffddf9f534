import type { Connection, ConnectionReport, DialogReference } from './connections.ts';
import type { Dialog, DialogInfo } from './documents/dialog-info.ts';
import { EMPTY_GRACE, mostAdvanced } from './documents/dialogs-told.ts';
import { isOwn, partyOf, userPart } from './identities.ts';

/** What is known of a notifier of the dialog event package (RFC 4235 §4.3). */
export interface DialogsState {
  /** Users of the phone's own addresses: a call from them is our leg of a dialling, not a call of the operator. */
  readonly own: readonly string[];
  /** Names the subscription whose versions are counted; another one starts afresh. */
  readonly subscription: string | null;
  readonly version: number | null;
  /** This subscription has said how it began, be it with nothing. */
  readonly begun: boolean;
  /** This subscription has told everything once. */
  readonly whole: boolean;
  /** What is known has gaps: only a full document, asked for by subscribing again, closes them. */
  readonly needsFullState: boolean;
  readonly emptySince: number | null;
}

export type DialogsEvent =
  | {
      readonly type: 'document';
      /** When it was received, in ms of a clock that never goes back. */
      readonly at: number;
      readonly subscription: string;
      /** Null for a NOTIFY without a body. */
      readonly document: DialogInfo | null;
    }
  | { readonly type: 'tick'; readonly at: number };

export interface DialogsReading {
  readonly state: DialogsState;
  /** Null when the event says nothing of any connection. */
  readonly report: ConnectionReport | null;
  /** Whether a connection that the report names for the first time has just begun. */
  readonly fromStart: boolean;
  /** Whether the report is the first of its subscription that tells everything. */
  readonly first: boolean;
}

/** Nothing heard yet of a phone with these `own` numbers or users. */
export function noDialogs(own: readonly string[]): DialogsState {
  return {
    own,
    subscription: null,
    version: null,
    begun: false,
    whole: false,
    needsFullState: false,
    emptySince: null,
  };
}

/**
 * Turns notifications of dialogs, and time, into what they say of the phone's connections. Pure. What comes out of
 * order is passed over and the full state asked for.
 */
export function readDialogs(state: DialogsState, event: DialogsEvent): DialogsReading {
  if (event.type === 'tick') return settleEmpty(state, event.at);
  const { document, subscription } = event;
  const current = subscription === state.subscription ? state : { ...noDialogs(state.own), subscription };
  if (document === null) return silent({ ...current, emptySince: event.at, begun: true });
  return document.state === 'full' ? readFull(current, document) : readPartial(current, document);
}

function readFull(state: DialogsState, { version, dialogs }: DialogInfo): DialogsReading {
  if (state.version !== null && version < state.version) return discard(state);
  return {
    state: { ...state, version, begun: true, whole: true, needsFullState: false, emptySince: null },
    report: { full: true, connections: connectionsOf(state, dialogs) },
    fromStart: state.begun,
    first: !state.whole,
  };
}

function readPartial(state: DialogsState, { version, dialogs }: DialogInfo): DialogsReading {
  if (state.version !== null && version <= state.version) return discard(state);
  const gap = state.version === null || version > state.version + 1;
  return {
    state: {
      ...state,
      version,
      begun: true,
      needsFullState: state.needsFullState || gap,
      emptySince: null,
    },
    report: { full: false, connections: connectionsOf(state, dialogs) },
    fromStart: !gap,
    first: false,
  };
}

/** A notifier that counts backwards would never be heard again: what is discarded is also asked for anew. */
function discard(state: DialogsState): DialogsReading {
  return silent({ ...state, needsFullState: true });
}

/** A NOTIFY without a body, and nothing after it, means that the notifier knows of no call. */
function settleEmpty(state: DialogsState, now: number): DialogsReading {
  if (state.emptySince === null || now - state.emptySince < EMPTY_GRACE) return silent(state);
  return {
    state: { ...state, whole: true, emptySince: null },
    report: { full: true, connections: [] },
    fromStart: true,
    first: !state.whole,
  };
}

function silent(state: DialogsState): DialogsReading {
  return { state, report: null, fromStart: false, first: false };
}

function connectionsOf({ own }: DialogsState, dialogs: readonly Dialog[]): readonly Connection[] {
  return mostAdvanced(dialogs)
    .filter(({ remote }) => !isOwn(own, userPart(remote.uri), partyOf(remote.uri, null).number))
    .map(connectionOf);
}

function connectionOf(dialog: Dialog): Connection {
  const { id, callId, replaces, remote } = dialog;
  const direction = dialog.direction === 'initiator' ? 'outbound' : 'inbound';
  return {
    key: id,
    continues: replaces === null ? [] : [replaces],
    sipCallId: callId,
    direction,
    state: stateOf(dialog, direction),
    party: partyOf(remote.uri ?? remote.target, remote.displayName),
    members: [],
    consultationOf: null,
    reference: referenceOf(dialog),
  };
}

function stateOf(dialog: Dialog, direction: Connection['direction']): Connection['state'] {
  if (dialog.state === 'terminated') return 'ended';
  if (dialog.state === 'confirmed') return dialog.local.rendering === false ? 'held' : 'connected';
  return direction === 'outbound' ? 'dialling' : 'ringing';
}

function referenceOf({ callId, localTag, remoteTag, remote }: Dialog): DialogReference | null {
  if (!callId || !localTag) return null;
  return { callId, localTag, remoteTag, remoteTarget: remote.target ?? remote.uri };
}
