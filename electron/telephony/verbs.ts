import type { PhoneFeatures, PhoneOrder } from './line.ts';
import type { Capabilities, Capability, PhoneAction, UnavailableReason } from './ports.ts';

export interface Circumstances {
  readonly bound: boolean;
  readonly linkUp: boolean;
  readonly registered: boolean;
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
    return can ? available : { available: false, reason: 'phone-cannot' };
  };
  const orders: Record<Exclude<PhoneAction, 'dial'>, PhoneOrder> = {
    answer: 'talk',
    retrieve: 'talk',
    hold: 'hold',
    hangUp: 'bye',
  };
  return {
    dial: offer(allows(features, 'refer')),
    answer: offer(takes(features, orders.answer)),
    hangUp: offer(takes(features, orders.hangUp)),
    hold: offer(takes(features, orders.hold)),
    retrieve: offer(takes(features, orders.retrieve)),
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
