import type { CstaService } from '../../telephony/csta/ports.ts';

/** How far a phone departs from what ECMA-323 and TR/87 have. */
export type Quirk =
  /** No Originated event: an outgoing call is first told by Delivered. */
  | 'no-originated'
  /** Service Initiated before Originated, as a phone whose handset is lifted. */
  | 'service-initiated'
  /** A transfer is told as the ends of two calls, without the event Transferred. */
  | 'transfer-as-ends'
  /** After the event Transferred the ends of both calls are told as well. */
  | 'transfer-then-ends'
  /** Snapshot Device shows a held call as connected: holding is told by event only. */
  | 'snapshot-without-hold'
  /** Snapshot Device tells who is at the other end of no call. */
  | 'snapshot-without-party'
  /** The end of a call is told for this phone only, not for the other side. */
  | 'own-end-only'
  /** A conference is told without the list of its members. */
  | 'conference-without-members'
  /** A refusal is an answer 603 without a body; others answer 200 with CSTAErrorCode. */
  | 'refuses-by-sip';

export interface Csta {
  readonly namespace: string;
  readonly services: readonly CstaService[];
  /** Also tells who is in one call (Snapshot Call). */
  readonly snapshotCall?: boolean;
  /** How a number is written as a device (TR/87 §7): the other side's name comes with `named` only. */
  readonly devices: 'sip' | 'tel' | 'bare' | 'named';
  readonly quirks: readonly Quirk[];
}

/** What a kind of desk phone can. */
export interface Brand {
  readonly userAgent: string;
  /** Takes REFER: others can make it call. */
  readonly refer: boolean;
  /** Takes NOTIFY `talk` and `hold`, and REFER with `method=BYE`, about the dialog that `Target-Dialog` names. */
  readonly orders: boolean;
  readonly csta: Csta | null;
}

const edition = (number: 3 | 4 | 5): string =>
  `http://www.ecma-international.org/standards/ecma-323/csta/ed${number}`;

const minimum = ['MakeCall', 'AnswerCall', 'ClearConnection'] as const satisfies readonly CstaService[];
const basic = [
  ...minimum,
  'HoldCall',
  'RetrieveCall',
  'ConsultationCall',
  'TransferCall',
  'GenerateDigits',
  'SnapshotDevice',
] as const satisfies readonly CstaService[];
const full = [
  ...basic,
  'AlternateCall',
  'SingleStepTransferCall',
  'ConferenceCall',
  'DeflectCall',
  'DirectedPickupCall',
  'SetDoNotDisturb',
  'GetDoNotDisturb',
] as const satisfies readonly CstaService[];

/** Feature sets after what the vendors publish of their phones; none of them was tried against a real one. */
export const brands = {
  /** No uaCSTA, and orders about dialogs: what training had first. */
  orders: { userAgent: 'Bandeau formation', refer: true, orders: true, csta: null },
  /** Any phone behind any exchange: it is seen, and can be made to dial. */
  plain: { userAgent: 'Bandeau formation', refer: true, orders: false, csta: null },
  /** Takes no order at all. */
  watched: { userAgent: 'Bandeau formation', refer: false, orders: false, csta: null },
  poly: {
    userAgent: 'PolyVVX-VVX_450-UA/6.4',
    refer: true,
    orders: true,
    csta: {
      namespace: edition(3),
      services: minimum,
      devices: 'sip',
      quirks: ['no-originated', 'own-end-only', 'transfer-as-ends', 'refuses-by-sip'],
    },
  },
  snom: {
    userAgent: 'snomD785/10.1',
    refer: true,
    orders: true,
    csta: {
      namespace: edition(3),
      services: [...basic, 'AlternateCall', 'ConferenceCall', 'SetDoNotDisturb', 'GetDoNotDisturb'],
      devices: 'sip',
      quirks: ['transfer-as-ends', 'snapshot-without-hold', 'conference-without-members'],
    },
  },
  yealink: {
    userAgent: 'Yealink SIP-T54W 96.86',
    refer: true,
    orders: true,
    csta: {
      // As its firmware writes it, without the hyphen.
      namespace: 'http://www.ecmainternational.org/standards/ecma-323/csta/ed5',
      services: [...basic, 'AlternateCall', 'SingleStepTransferCall', 'DeflectCall'],
      devices: 'bare',
      quirks: ['service-initiated', 'snapshot-without-party'],
    },
  },
  unify: {
    userAgent: 'OpenScape Desk Phone CP600 V1',
    refer: true,
    orders: true,
    csta: {
      namespace: edition(4),
      services: full,
      snapshotCall: true,
      devices: 'named',
      quirks: ['service-initiated', 'transfer-then-ends'],
    },
  },
  alcatel: {
    userAgent: 'ALE-300 3.20',
    refer: true,
    orders: true,
    csta: {
      namespace: edition(5),
      services: [...full, 'SetAgentState', 'GetAgentState'],
      snapshotCall: true,
      devices: 'named',
      quirks: [],
    },
  },
} as const satisfies Record<string, Brand>;

export type BrandName = keyof typeof brands;

export const brandNames = [
  'orders',
  'plain',
  'watched',
  'poly',
  'snom',
  'yealink',
  'unify',
  'alcatel',
] as const satisfies readonly BrandName[];

/** The brand of a phone: what it is told to be, else by whether it takes orders. */
export function brandOf(phone: {
  readonly brand?: BrandName | undefined;
  readonly remoteControl?: boolean | undefined;
}): Brand {
  return brands[phone.brand ?? (phone.remoteControl === false ? 'plain' : 'orders')];
}
