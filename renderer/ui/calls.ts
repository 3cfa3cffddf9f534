import type { Call, CallState, PhoneAction } from '../../electron/telephony/ports.ts';

const urgency: Readonly<Record<CallState, number>> = {
  ringing: 0,
  dialling: 1,
  connected: 2,
  held: 3,
  ended: 4,
};

/** Calls in the order in which they need somebody: ringing first, ended last; the older before the newer. */
export function byUrgency<C extends Call>(calls: readonly C[]): readonly C[] {
  return [...calls].sort((a, b) => urgency[a.state] - urgency[b.state] || a.startedAt - b.startedAt);
}

/** A call that the operator chose, by looking at it or by acting on it, and when (ms since the epoch). */
export interface Choice {
  readonly callId: string;
  readonly at: number;
}

/**
 * The call that the buttons act on: the chosen one while it lives and no newer call came after the choice; else the
 * most urgent. Null when there is none.
 */
export function leadCall<C extends Call>(calls: readonly C[], choice: Choice | null): C | null {
  const ordered = byUrgency(calls);
  const live = ordered.filter((call) => call.state !== 'ended');
  const valid = choice && live.every((call) => call.id === choice.callId || call.startedAt <= choice.at);
  const chosen = valid ? live.find((call) => call.id === choice.callId) : undefined;
  return chosen ?? ordered[0] ?? null;
}

/** The calls beside the leading one: who is being talked to first, then in the order of urgency. */
export function besides<C extends Call>(calls: readonly C[], lead: Call | null): readonly C[] {
  const others = byUrgency(calls).filter((call) => call.id !== lead?.id);
  const isTalking = (call: Call) => call.state === 'connected';
  return [...others.filter(isTalking), ...others.filter((call) => !isTalking(call))];
}

/** The live call that follows `lead`, turning round in the order of urgency; null when it is the only one. */
export function callAfter<C extends Call>(calls: readonly C[], lead: Call | null): C | null {
  const live = byUrgency(calls).filter((call) => call.state !== 'ended');
  const next = live[(live.findIndex((call) => call.id === lead?.id) + 1) % live.length];
  return next && next.id !== lead?.id ? next : null;
}

/** Milliseconds during which a click meant for the previous call is not taken for the one that replaced it. */
const misclickWindow = 600;

/** Whether a click may have been aimed at another live call, which `lead` replaced by itself an instant ago. */
export function isMisclick(replacedAt: number | null, now: number): boolean {
  return replacedAt !== null && now - replacedAt < misclickWindow;
}

/** When the present state of a call began, ms since the epoch. */
export function stateSince(call: Call): number {
  switch (call.state) {
    case 'ringing':
    case 'dialling':
      return call.startedAt;
    case 'connected':
      return call.connectedAt ?? call.startedAt;
    case 'held':
      return call.heldAt ?? call.connectedAt ?? call.startedAt;
    case 'ended':
      return call.endedAt ?? call.startedAt;
  }
}

/** What the first button does to a call in its present state; null when there is nothing to do. */
export function mainAction(call: Call | null): Extract<PhoneAction, 'answer' | 'hold' | 'retrieve'> | null {
  if (call?.state === 'ringing') return 'answer';
  if (call?.state === 'connected') return 'hold';
  if (call?.state === 'held') return 'retrieve';
  return null;
}

/** What ending a call is called: one that rings is refused, any other is hung up. */
export function endingName(call: Call | null): 'refuse' | 'hangUp' {
  return call?.state === 'ringing' ? 'refuse' : 'hangUp';
}

/** Whether hanging up means something. */
export function isLive<C extends Call>(call: C | null): call is C {
  return call !== null && call.state !== 'ended';
}
