import type { BoardView } from '../../electron/ipc/rooms/board.ts';
import type { ColleagueState } from '../../electron/telephony/board/ports.ts';
import type { PhoneCommand } from '../../electron/telephony/ports.ts';

/** What the operator's own phone lets one do with a colleague just now. Flat: hundreds of tiles compare it. */
export interface Help {
  readonly dial: boolean;
  /** The call in conversation, which a colleague may be consulted about or given; null when there is none. */
  readonly callId: string | null;
  readonly consult: boolean;
  readonly singleStepTransfer: boolean;
  readonly pickUp: boolean;
}

export type ColleagueAction = 'dial' | 'consult' | 'singleStepTransfer' | 'pickUp';

export function helpFor({ bound, locked, calls, capabilities }: BoardView): Help {
  const call = calls.find(({ state }) => state === 'connected') ?? null;
  const mayBegin =
    bound && !locked && !calls.some(({ state }) => state === 'ringing' || state === 'dialling');
  return {
    dial: mayBegin && call === null && capabilities.dial.available,
    callId: call?.id ?? null,
    consult: call !== null && capabilities.consult.available,
    singleStepTransfer: call !== null && capabilities.singleStepTransfer.available,
    pickUp: mayBegin && call === null && capabilities.pickUp.available,
  };
}

/** What one click may do with this colleague, the most likely first. */
export function actionsOn(
  { activity, live }: Pick<ColleagueState, 'activity' | 'live'>,
  help: Help,
): readonly ColleagueAction[] {
  if (activity === 'absent') return [];
  const actions: ColleagueAction[] = [];
  if (activity === 'ringing' && live && help.pickUp) actions.push('pickUp');
  if (help.consult) actions.push('consult');
  if (help.singleStepTransfer) actions.push('singleStepTransfer');
  if (help.dial) actions.push('dial');
  return actions;
}

/** The command of the phone for an action, or null when the call that it is about has gone. */
export function commandFor(action: ColleagueAction, number: string, { callId }: Help): PhoneCommand | null {
  if (action === 'dial' || action === 'pickUp') return { action, number };
  return callId === null ? null : { action, callId, number };
}
