import type { CallParty } from './ports.ts';

/** What names a dialog to the phone, from the phone's side (RFC 4538 §7: tags as the recipient sees them). */
export interface DialogReference {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string | null;
  /** Where a BYE to the other end would go. */
  readonly remoteTarget: string | null;
}

export type ConnectionState = 'ringing' | 'dialling' | 'connected' | 'held' | 'ended';

/** What a source says of one connection of the watched phone at one moment. */
export interface Connection {
  /** Names it at its source for as long as it lives: a dialog's id, a CSTA callID. */
  readonly key: string;
  /** Keys that this connection goes on from (Replaces, Transferred, Conferenced): the call keeps its identity. */
  readonly continues: readonly string[];
  /** Call-ID of the SIP call, where the source tells it. */
  readonly sipCallId: string | null;
  readonly direction: 'inbound' | 'outbound';
  readonly state: ConnectionState;
  readonly party: CallParty;
  /** The others of a conference, two at least; else empty. */
  readonly members: readonly CallParty[];
  /** Key of the connection that this consultation is about. */
  readonly consultationOf: string | null;
  /** How to name its dialog to the phone; null where the source does not tell. */
  readonly reference: DialogReference | null;
}

/** What a source tells at one moment of the connections of the watched phone. */
export interface ConnectionReport {
  /** What is not in it is over. */
  readonly full: boolean;
  readonly connections: readonly Connection[];
}
