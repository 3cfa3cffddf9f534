import { type CallsState, noCalls, reduceCalls } from '../../../electron/telephony/calls.ts';
import {
  type DialogsEvent,
  type DialogsState,
  noDialogs,
  readDialogs,
} from '../../../electron/telephony/dialog-connections.ts';
import type { Dialog, DialogInfo } from '../../../electron/telephony/documents/dialog-info.ts';

/** A dialog as a notifier tells it, with what a test does not care for filled in. */
export function dialog(id: string, told: Partial<Dialog> & { number?: string; held?: boolean } = {}): Dialog {
  const { number = `06${id.padStart(8, '0')}`, held = false, ...rest } = told;
  return {
    id,
    callId: `call-${id}`,
    localTag: 'local',
    remoteTag: 'remote',
    direction: 'recipient',
    state: 'early',
    event: null,
    duration: null,
    replaces: null,
    referredBy: null,
    local: { uri: 'sip:1501@x', displayName: null, target: null, rendering: !held },
    remote: { uri: `sip:${number}@x`, displayName: null, target: null, rendering: null },
    ...rest,
  };
}

export function document(version: number, state: 'full' | 'partial', dialogs: Dialog[]): DialogInfo {
  return { version, state, entity: 'sip:1501@x', dialogs };
}

/** The calls of a phone of which only dialogs tell. */
export interface Watched {
  readonly dialogs: DialogsState;
  readonly calls: CallsState;
}

export function nothingWatched(...own: readonly string[]): Watched {
  return { dialogs: noDialogs(own), calls: noCalls(...own) };
}

/** What a notification, or time, makes of them. */
export function hear({ dialogs, calls }: Watched, event: DialogsEvent): Watched {
  const { state, report, ...when } = readDialogs(dialogs, event);
  const told = report
    ? reduceCalls(calls, { type: 'report', source: 'dialogs', at: event.at, report, ...when })
    : calls;
  const after = event.type === 'tick' ? reduceCalls(told, event) : told;
  return { dialogs: state, calls: after };
}
