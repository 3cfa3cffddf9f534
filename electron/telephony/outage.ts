import type { PhoneState } from './ports.ts';

/** Why calls are not seen or not commanded, the most basic cause first: what is behind it cannot be judged. */
export const outageCauses = [
  'no-network',
  'telephony-restarting',
  'server-unreachable',
  'phone-unplugged',
  'phone-silent',
] as const;
export type OutageCause = (typeof outageCauses)[number];

/** What is looked at, at one moment. */
export interface Observation {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether a phone is bound: without one there is nothing to miss. */
  readonly bound: boolean;
  /** Whether this workstation is on any network. */
  readonly online: boolean;
  readonly phone: Pick<PhoneState, 'link' | 'registered' | 'capabilities'>;
  /** Commands in a row that the phone did not confirm, and when the last one was asked. */
  readonly unconfirmed: { readonly count: number; readonly at: number };
}

export type OutageState =
  | { readonly kind: 'none'; readonly askingSince: number | null }
  | { readonly kind: 'outage'; readonly cause: OutageCause; readonly since: number }
  /** Good again since `upAt`, for too short a time to say so. */
  | {
      readonly kind: 'recovering';
      readonly cause: OutageCause;
      readonly since: number;
      readonly upAt: number;
    }
  /** All is back; told for a while. */
  | {
      readonly kind: 'restored';
      readonly cause: OutageCause;
      readonly since: number;
      readonly until: number;
    };

/** Milliseconds for which a phone may leave the question what it can without an answer. */
export const ASKING_GRACE = 15_000;
/** Commands that a phone may leave unconfirmed before it is taken for silent. */
export const UNCONFIRMED = 2;
/** Milliseconds after which it is worth trying a silent phone again. */
export const TRY_AGAIN = 120_000;
/** Milliseconds for which all must be well before it is said: a link that comes and goes is one outage. */
export const SETTLED = 2_000;
/** Milliseconds for which « tout est rétabli » is said. */
export const RESTORED_STAYS = 30_000;
/** What was over sooner, in milliseconds, is not worth a word. */
export const WORTH_TELLING = 3_000;

export const noOutage: OutageState = { kind: 'none', askingSince: null };

/**
 * What an observation makes of what was known. Pure: the same observations give the same states; `since` never moves
 * while an outage lasts, whatever its cause becomes.
 */
export function nextOutage(state: OutageState, observation: Observation): OutageState {
  const { at } = observation;
  if (!observation.bound) return noOutage;
  const askingSince = isAsking(observation) ? (state.kind === 'none' ? (state.askingSince ?? at) : at) : null;
  const cause = causeOf(observation, askingSince, state);
  if (cause) return begun(state, cause, at);
  switch (state.kind) {
    case 'none':
      return state.askingSince === askingSince ? state : { kind: 'none', askingSince };
    case 'outage':
      return { ...state, kind: 'recovering', upAt: at };
    case 'recovering':
      return at - state.upAt < SETTLED ? state : settled(state);
    case 'restored':
      return at - state.until < RESTORED_STAYS ? state : { kind: 'none', askingSince };
  }
}

function begun(state: OutageState, cause: OutageCause, at: number): OutageState {
  if (state.kind === 'outage' && state.cause === cause) return state;
  const since = state.kind === 'outage' || state.kind === 'recovering' ? state.since : at;
  return { kind: 'outage', cause, since };
}

function settled({ cause, since, upAt }: Extract<OutageState, { kind: 'recovering' }>): OutageState {
  return upAt - since < WORTH_TELLING ? noOutage : { kind: 'restored', cause, since, until: upAt };
}

function causeOf(
  { at, online, phone, unconfirmed }: Observation,
  askingSince: number | null,
  state: OutageState,
): OutageCause | null {
  const { link, registered } = phone;
  if (link.kind !== 'up') {
    if (!online) return 'no-network';
    if (link.kind === 'stale') return link.restarting ? 'telephony-restarting' : 'server-unreachable';
    // A link that is made for the first time, or again, is not lost yet.
    return link.kind === 'down' || state.kind === 'outage' ? 'server-unreachable' : null;
  }
  if (!registered) return 'phone-unplugged';
  const wasSilent = state.kind === 'outage' && state.cause === 'phone-silent';
  if (askingSince !== null && (wasSilent || at - askingSince >= ASKING_GRACE)) return 'phone-silent';
  return unconfirmed.count >= UNCONFIRMED && at - unconfirmed.at < TRY_AGAIN ? 'phone-silent' : null;
}

function isAsking({ phone }: Observation): boolean {
  const { answer } = phone.capabilities;
  return phone.link.kind === 'up' && phone.registered && !answer.available && answer.reason === 'asking';
}

/** What goes on without the bar. */
export type StillWorks = 'desk-phone' | 'other-phone' | 'calls-seen' | 'directory' | 'call-log';

/** What somebody can do about it, or meanwhile, in the order in which to do it. */
export type ToDo =
  | 'by-hand'
  | 'check-phone-cable'
  | 'check-network-cable'
  | 'wait'
  | 'other-desk'
  | 'support';

const worksDuring: Readonly<Record<OutageCause, readonly StillWorks[]>> = {
  'no-network': ['directory', 'call-log'],
  'telephony-restarting': ['desk-phone', 'directory', 'call-log'],
  'server-unreachable': ['desk-phone', 'directory', 'call-log'],
  'phone-unplugged': ['other-phone', 'directory', 'call-log'],
  'phone-silent': ['desk-phone', 'calls-seen', 'directory', 'call-log'],
};

const todoDuring: Readonly<Record<OutageCause, readonly ToDo[]>> = {
  'no-network': ['check-network-cable', 'by-hand', 'other-desk', 'support'],
  'telephony-restarting': ['by-hand', 'wait'],
  'server-unreachable': ['by-hand', 'wait', 'support'],
  'phone-unplugged': ['check-phone-cable', 'other-desk', 'support'],
  'phone-silent': ['by-hand', 'support'],
};

/** What an operator is told of the telephony: an outage in full, or that it is over. Times in ms since the epoch. */
export type Outage =
  | {
      readonly kind: 'outage';
      readonly cause: OutageCause;
      readonly since: number;
      readonly works: readonly StillWorks[];
      readonly todo: readonly ToDo[];
      /** The portal does not answer either. */
      readonly portalAway: boolean;
      /** Waiting rooms and colleagues are not seen either. */
      readonly boardAway: boolean;
    }
  | {
      readonly kind: 'restored';
      readonly cause: OutageCause;
      readonly since: number;
      readonly until: number;
    };

/** What to tell of a state; null while all is well. */
export function outageOf(
  state: OutageState,
  beside: { readonly portalAway: boolean; readonly boardAway: boolean },
): Outage | null {
  if (state.kind === 'restored') return state;
  if (state.kind !== 'outage') return null;
  const { cause, since } = state;
  return { kind: 'outage', cause, since, works: worksDuring[cause], todo: todoDuring[cause], ...beside };
}
