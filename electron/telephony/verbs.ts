import type { FailureCode } from '../failures/index.ts';
import type { CstaService } from './csta/ports.ts';
import type { PhoneFeatures, PhoneOrder } from './line/line.ts';
import type { Capabilities, Capability, PhoneAction, UnavailableReason } from './ports.ts';

/** How an action is done: by a service of uaCSTA, by SIP alone, or by other actions one after the other. */
export type Means = 'csta' | 'sip' | 'steps';

/** The service of ECMA-323 that does each action in one request. */
export const serviceOf = {
  dial: 'MakeCall',
  answer: 'AnswerCall',
  hangUp: 'ClearConnection',
  hold: 'HoldCall',
  retrieve: 'RetrieveCall',
  alternate: 'AlternateCall',
  consult: 'ConsultationCall',
  transfer: 'TransferCall',
  singleStepTransfer: 'SingleStepTransferCall',
  conference: 'ConferenceCall',
  generateDigits: 'GenerateDigits',
  deflect: 'DeflectCall',
  pickUp: 'DirectedPickupCall',
  doNotDisturb: 'SetDoNotDisturb',
} as const satisfies Record<PhoneAction, CstaService>;

/** What the phone is asked about one of its dialogs, where SIP alone does the action. */
export const orderOf = {
  answer: 'talk',
  retrieve: 'talk',
  hold: 'hold',
  hangUp: 'bye',
} as const satisfies Partial<Record<PhoneAction, PhoneOrder>>;

/** The failure that names each reason. */
export const failureOf: Record<UnavailableReason, FailureCode> = {
  'not-bound': 'Phone_NotBound',
  'link-down': 'Phone_LinkDown',
  'phone-cannot': 'Phone_CannotAct',
  'phone-unregistered': 'Phone_NotRegistered',
  asking: 'Phone_FeaturesUnknown',
};

/** What is known of the phone's abilities. */
export interface Abilities {
  /** What it says in its answer to OPTIONS; null until it has answered. */
  readonly features: PhoneFeatures | null;
  /** What it offers over uaCSTA; null without a session. */
  readonly services: readonly CstaService[] | null;
  /** What is dialled before a number to take the call that rings there; null where the exchange has no such code. */
  readonly pickUpCode: string | null;
}

export interface Circumstances extends Abilities {
  readonly bound: boolean;
  readonly linkUp: boolean;
  readonly registered: boolean;
}

/** What an action is made of where no single request does it. */
const stepsOf: Partial<Record<PhoneAction, readonly PhoneAction[]>> = {
  alternate: ['hold', 'retrieve'],
  consult: ['hold', 'dial'],
};

/**
 * The ways in which this phone does an action, the best first. A phone is only asked for what it says it can: one
 * that answers 200 to an order that it does not know would leave the operator waiting.
 */
export function meansOf(action: PhoneAction, abilities: Abilities): readonly Means[] {
  const steps = stepsOf[action];
  const ways: readonly [Means, boolean][] = [
    ['csta', abilities.services?.includes(serviceOf[action]) ?? false],
    ['sip', canBySip(action, abilities.features)],
    ['steps', steps?.every((step) => meansOf(step, abilities).length > 0) ?? canByCode(action, abilities)],
  ];
  return ways.filter(([, possible]) => possible).map(([means]) => means);
}

/** What can be asked of the phone now and, for the rest, the first reason why not. */
export function capabilitiesIn({ bound, linkUp, registered, ...abilities }: Circumstances): Capabilities {
  const common = commonReason(bound, linkUp, registered);
  const offer = (action: PhoneAction): Capability => {
    if (common) return { available: false, reason: common };
    if (meansOf(action, abilities).length > 0) return { available: true };
    return { available: false, reason: mayStillTell(action, abilities) ? 'asking' : 'phone-cannot' };
  };
  return {
    dial: offer('dial'),
    answer: offer('answer'),
    hangUp: offer('hangUp'),
    hold: offer('hold'),
    retrieve: offer('retrieve'),
    alternate: offer('alternate'),
    consult: offer('consult'),
    transfer: offer('transfer'),
    singleStepTransfer: offer('singleStepTransfer'),
    conference: offer('conference'),
    generateDigits: offer('generateDigits'),
    deflect: offer('deflect'),
    pickUp: offer('pickUp'),
    doNotDisturb: offer('doNotDisturb'),
  };
}

function commonReason(bound: boolean, linkUp: boolean, registered: boolean): UnavailableReason | null {
  if (!bound) return 'not-bound';
  if (!linkUp) return 'link-down';
  return registered ? null : 'phone-unregistered';
}

/** Whether the answer to OPTIONS, still awaited, may bring the action. */
function mayStillTell(action: PhoneAction, abilities: Abilities): boolean {
  const everything: PhoneFeatures = { allow: null, allowEvents: ['talk', 'hold'], supported: ['tdialog'] };
  return abilities.features === null && meansOf(action, { ...abilities, features: everything }).length > 0;
}

function canBySip(action: PhoneAction, features: PhoneFeatures | null): boolean {
  switch (action) {
    case 'dial':
      return allows(features, 'refer');
    case 'answer':
    case 'retrieve':
    case 'hold':
    case 'hangUp':
      return takes(features, orderOf[action]);
    default:
      return false;
  }
}

function canByCode(action: PhoneAction, abilities: Abilities): boolean {
  return action === 'pickUp' && abilities.pickUpCode !== null && meansOf('dial', abilities).length > 0;
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
