import type { FailureCode } from '../failures/index.ts';
import type { Call, CallState, Capabilities, PhoneAction } from './ports.ts';

/** What the calls do not allow now, whatever the phone can. */
export type Obstacle = Extract<
  FailureCode,
  | 'Phone_CallGone'
  | 'Phone_CallInProgress'
  | 'Phone_CallAlreadyHeld'
  | 'Phone_InConference'
  | 'Phone_OtherCallMissing'
>;

export interface Situation {
  readonly calls: readonly Call[];
  readonly capabilities: Capabilities;
  /** The call that the action is about, if it is about one. */
  readonly callId?: string | null;
  /** The second call of a transfer, a conference or an alternation; by default the one that `partnerOf` gives. */
  readonly otherId?: string | null;
}

/** From which states an action on one call starts, and to which it leads. */
export const oneCallActions = {
  answer: { from: ['ringing'], to: ['connected', 'held'] },
  hangUp: { from: ['ringing', 'dialling', 'connected', 'held'], to: ['ended'] },
  hold: { from: ['connected'], to: ['held'] },
  retrieve: { from: ['held'], to: ['connected'] },
  generateDigits: { from: ['connected'], to: [] },
  deflect: { from: ['ringing'], to: ['ended'] },
  singleStepTransfer: { from: ['connected', 'held'], to: ['ended'] },
} as const satisfies Partial<
  Record<PhoneAction, { readonly from: readonly CallState[]; readonly to: readonly CallState[] }>
>;
export type OneCallAction = keyof typeof oneCallActions;

/**
 * Why an action makes no sense with these calls, or null when it does. Pages and main ask the same rules: a button
 * that is not greyed is not refused for a reason that was known.
 */
export function obstacleTo(action: PhoneAction, situation: Situation): Obstacle | null {
  const { calls, callId = null, otherId = null } = situation;
  switch (action) {
    case 'doNotDisturb':
      return null;
    case 'dial':
    case 'pickUp':
      return obstacleToAnother(situation);
    case 'consult':
      return obstacleToConsultation(situation, liveCall(calls, callId));
    case 'alternate':
    case 'transfer':
    case 'conference':
      return obstacleToPair(action, liveCall(calls, callId), otherOf(calls, callId, otherId));
    default: {
      const call = liveCall(calls, callId);
      const from: readonly CallState[] = oneCallActions[action].from;
      return call && from.includes(call.state) ? null : 'Phone_CallGone';
    }
  }
}

/** The call that goes with this one: the consultation about it or that it is about, else the only other answered one. */
export function partnerOf(calls: readonly Call[], callId: string): Call | null {
  const call = liveCall(calls, callId);
  if (!call) return null;
  const others = calls.filter(({ id, state }) => id !== callId && state !== 'ended' && state !== 'ringing');
  const consulted = others.find(
    ({ id, consultationOf }) => consultationOf === callId || call.consultationOf === id,
  );
  return consulted ?? (others.length === 1 ? (others[0] ?? null) : null);
}

/** One conversation at a time, and one that waits: what is under way is held before another call is made. */
function obstacleToAnother({ calls, capabilities }: Situation): Obstacle | null {
  if (calls.some(({ state }) => state === 'dialling')) return 'Phone_CallInProgress';
  const current = calls.find(({ state }) => state === 'connected');
  if (!current) return null;
  if (current.members.length > 0) return 'Phone_InConference';
  if (calls.some(({ state }) => state === 'held')) return 'Phone_CallAlreadyHeld';
  return capabilities.hold.available ? null : 'Phone_CallInProgress';
}

/** A conference may consult: that is how it grows. */
function obstacleToConsultation({ calls }: Situation, call: Call | null): Obstacle | null {
  if (!call || !isAnswered(call)) return 'Phone_CallGone';
  const others = calls.filter(({ id, state }) => id !== call.id && state !== 'ended' && state !== 'ringing');
  if (others.some(({ state }) => state === 'dialling')) return 'Phone_CallInProgress';
  return others.length > 0 ? 'Phone_CallAlreadyHeld' : null;
}

function obstacleToPair(
  action: 'alternate' | 'transfer' | 'conference',
  call: Call | null,
  other: Call | null,
): Obstacle | null {
  if (!call) return 'Phone_CallGone';
  if (!other || other.id === call.id) return 'Phone_OtherCallMissing';
  if (action === 'alternate') {
    const swaps = call.state === 'held' && other.state === 'connected';
    return swaps ? null : 'Phone_OtherCallMissing';
  }
  if (isAnswered(call) && isAnswered(other)) return null;
  // A colleague who does not answer yet may be left with the call, but not joined to it.
  const rings = action === 'transfer' && [call, other].some(isAnswered) && ![call, other].some(isRinging);
  return rings ? null : 'Phone_OtherCallMissing';
}

function otherOf(calls: readonly Call[], callId: string | null, otherId: string | null): Call | null {
  if (otherId !== null) return liveCall(calls, otherId);
  return callId === null ? null : partnerOf(calls, callId);
}

function liveCall(calls: readonly Call[], callId: string | null): Call | null {
  return calls.find(({ id, state }) => id === callId && state !== 'ended') ?? null;
}

function isAnswered({ state }: Call): boolean {
  return state === 'connected' || state === 'held';
}

function isRinging({ state }: Call): boolean {
  return state === 'ringing';
}
