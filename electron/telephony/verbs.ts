import type { FailureCode } from '../failures/index.ts';
import type { PhoneFeatures, PhoneOrder } from './line/line.ts';
import type { CallState, Capabilities, Capability, PhoneAction, UnavailableReason } from './ports.ts';

export type CallAction = Extract<PhoneAction, 'answer' | 'hold' | 'retrieve' | 'hangUp'>;

/** From which states an action leads where, and what the phone is asked for. */
export const callActions: Record<
  CallAction,
  { readonly order: PhoneOrder; readonly from: readonly CallState[]; readonly to: readonly CallState[] }
> = {
  answer: { order: 'talk', from: ['ringing'], to: ['connected', 'held'] },
  hold: { order: 'hold', from: ['connected'], to: ['held'] },
  retrieve: { order: 'talk', from: ['held'], to: ['connected'] },
  hangUp: { order: 'bye', from: ['ringing', 'dialling', 'connected', 'held'], to: ['ended'] },
};

/** The failure that names each reason. */
export const failureOf: Record<UnavailableReason, FailureCode> = {
  'not-bound': 'Phone_NotBound',
  'link-down': 'Phone_LinkDown',
  'phone-cannot': 'Phone_CannotAct',
  'phone-unregistered': 'Phone_NotRegistered',
  asking: 'Phone_FeaturesUnknown',
};

export interface Circumstances {
  readonly bound: boolean;
  readonly linkUp: boolean;
  readonly registered: boolean;
  /** Null until the phone has answered. */
  readonly features: PhoneFeatures | null;
}

const available: Capability = { available: true };

/**
 * What can be asked of the phone now and, for the rest, the first reason why not. A phone is only asked for what it
 * says it can: one that answers 200 to an order that it does not know would leave the operator waiting.
 */
export function capabilitiesIn({ bound, linkUp, registered, features }: Circumstances): Capabilities {
  const common = commonReason(bound, linkUp, registered);
  const offer = (can: boolean): Capability => {
    if (common) return { available: false, reason: common };
    if (can) return available;
    return { available: false, reason: features === null ? 'asking' : 'phone-cannot' };
  };
  return {
    dial: offer(allows(features, 'refer')),
    answer: offer(takes(features, callActions.answer.order)),
    hangUp: offer(takes(features, callActions.hangUp.order)),
    hold: offer(takes(features, callActions.hold.order)),
    retrieve: offer(takes(features, callActions.retrieve.order)),
    alternate: offer(false),
    consult: offer(false),
    transfer: offer(false),
    singleStepTransfer: offer(false),
    conference: offer(false),
    generateDigits: offer(false),
    deflect: offer(false),
    pickUp: offer(false),
    doNotDisturb: offer(false),
  };
}

function commonReason(bound: boolean, linkUp: boolean, registered: boolean): UnavailableReason | null {
  if (!bound) return 'not-bound';
  if (!linkUp) return 'link-down';
  return registered ? null : 'phone-unregistered';
}

/** A phone that lists no method may take them all: dialling is confirmed by its event anyhow. */
function allows(features: PhoneFeatures | null, method: string): boolean {
  return features?.allow?.includes(method) ?? true;
}

/** Orders about a dialog need a phone that knows `Target-Dialog` (RFC 4538) and the order itself. */
function takes(features: PhoneFeatures | null, order: PhoneOrder): boolean {
  if (!features?.supported.includes('tdialog')) return false;
  return order === 'bye' ? allows(features, 'refer') : features.allowEvents.includes(order);
}
