/** What the card process and main say to one another: both sides import it. */

export type CardKind = 'CPS' | 'CPF' | 'CPE' | 'CDE' | 'CPA' | 'other';

/** The person, the card and the certificate chosen for authentication. */
export interface CardHolder {
  /** SHA-256 of the certificate (DER), lower-case hexadecimal: names one card. */
  readonly cardId: string;
  /** National person id (PS_IdNat), first digit = kind of id; `''` when the certificate has none. */
  readonly nationalId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly kind: CardKind;
  /** Profession as the certificate words it (`title`), or null. */
  readonly title: string | null;
  /** Organisation as the certificate words it (`O`), or null. */
  readonly organisation: string | null;
  /** Common name of the issuing authority. */
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
}

export type PinTries = 0 | 1 | 2 | 3;

/** What the reader shows now; each but `starting` and `reading` is told apart on screen. */
export type CardState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'middleware-missing'; readonly searched: readonly string[] }
  | { readonly kind: 'service-stopped' }
  | { readonly kind: 'no-reader' }
  | { readonly kind: 'reader-empty'; readonly reader: string }
  | { readonly kind: 'reading'; readonly reader: string }
  | { readonly kind: 'card-unknown'; readonly reader: string; readonly atr: string }
  | { readonly kind: 'no-certificate'; readonly reader: string }
  | {
      readonly kind: 'card-present';
      readonly reader: string;
      readonly holder: CardHolder;
      readonly validity: 'valid' | 'expired' | 'not-yet-valid';
      readonly pinTriesLeft: PinTries;
      /** DER, leaf first, then the authorities found on the card. */
      readonly chain: readonly Uint8Array[];
    }
  | { readonly kind: 'not-answering' };

/** What the card's software is made of, each part on its own: for whoever looks for what is wrong. */
export interface CardInspection {
  /** The PKCS#11 library in use; null where none was found. A card that it does not know may make it slow to load. */
  readonly middleware: CardMiddleware | 'loading' | null;
  /** The libraries tried, in order. */
  readonly searched: readonly string[];
  /** PC/SC. */
  readonly service: 'starting' | 'running' | 'stopped';
  readonly readers: readonly {
    readonly name: string;
    readonly hasCard: boolean;
    readonly isMute: boolean;
    /** A program has the card for itself alone. */
    readonly isHeld: boolean;
  }[];
}

/** A PKCS#11 library, as it names itself. */
export interface CardMiddleware {
  readonly path: string;
  readonly description: string;
  /** `5.2` */
  readonly version: string;
}

/** The failures of a signature, as codes of the catalogue. */
export type SignFailure =
  | { readonly code: 'Card_PinWrong'; readonly triesLeft: PinTries }
  | { readonly code: 'Card_PinLastTry' }
  | { readonly code: 'Card_PinBlocked' }
  | { readonly code: 'Card_PinFormat' }
  | { readonly code: 'Card_Removed' }
  | { readonly code: 'Card_NotAnswering' }
  | { readonly code: 'Card_SignatureRefused' };

export type SignOutcome =
  | { readonly ok: true; readonly signature: Uint8Array }
  | { readonly ok: false; readonly failure: SignFailure };

/** How the training card may be damaged. */
export const trainingDamages = [
  'none',
  'unknown-card',
  'expired',
  'not-yet-valid',
  'pin-blocked',
  'silent',
  'no-reader',
  'service-stopped',
  'middleware-missing',
] as const;
export type TrainingDamage = (typeof trainingDamages)[number];

/** Key and certificate of one training card; made by the training authority, never a real one. */
export interface TrainingCard {
  readonly id: string;
  /** DER, leaf first. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 DER. */
  readonly privateKey: Uint8Array;
  readonly pin: string;
}

export type CardBackendOptions =
  | { readonly kind: 'pkcs11'; readonly modules: readonly string[] }
  | {
      readonly kind: 'training';
      readonly cards: readonly TrainingCard[];
      /** The card that is in the reader from the start, by its id. */
      readonly inserted?: string | null;
    };

/** main → card process */
export type CardRequest =
  | { readonly type: 'start'; readonly backend: CardBackendOptions }
  | {
      /** RSASSA-PKCS1-v1_5 with SHA-256 over `data`; the process overwrites `pin` once used. */
      readonly type: 'sign';
      readonly id: number;
      readonly cardId: string;
      readonly pin: Uint8Array;
      readonly data: Uint8Array;
    }
  | { readonly type: 'training-insert'; readonly cardId: string }
  | { readonly type: 'training-remove' }
  | { readonly type: 'training-damage'; readonly damage: TrainingDamage }
  | { readonly type: 'ping'; readonly id: number };

/** card process → main */
export type CardReply =
  | { readonly type: 'state'; readonly state: CardState }
  | { readonly type: 'signed'; readonly id: number; readonly outcome: SignOutcome }
  /** Before a middleware that is asked something may hold the process up. A card that is simulated has none. */
  | { readonly type: 'inspection'; readonly inspection: CardInspection }
  | { readonly type: 'pong'; readonly id: number };
