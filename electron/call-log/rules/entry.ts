import type { CallParty } from '../../telephony/ports.ts';

/** How an entry of the call log came out; the French words are in `resources/fr/call-log.json`. */
export const outcomes = [
  /** It still goes on. */
  'open',
  'answered',
  /** It rang here and nobody answered. */
  'missed',
  /** The person had it hung up while it rang. */
  'refused',
  /** It rang here and was sent to another number. */
  'deflected',
  /** It waited in a waiting room, and gave up. */
  'abandoned',
  /** Placed here, not answered. */
  'unanswered',
  'transferred',
  'conference',
  /** Its end was not seen: the program stopped, or the phone was let go. */
  'interrupted',
  /** It came and went while the link was lost; the exchange told so afterwards. */
  'recovered',
  /** Not a call: the link to the exchange was lost. */
  'outage',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Outcomes of calls of this phone that nobody spoke with: its person may want to call back. */
export const missedOutcomes = ['missed', 'recovered'] as const satisfies readonly Outcome[];

export type Direction = 'inbound' | 'outbound';

/** Who worked here; the subject tells two people of the same name apart. */
export interface LogAgent {
  readonly subject: string;
  readonly name: string;
}

/** One line of the call log. Times are ms since the epoch, durations ms; null is what is not known or did not happen. */
export interface LogEntry {
  /** UUID: the same entry is written again and again as its call goes on. */
  readonly id: string;
  readonly outcome: Outcome;
  /** Null for what is no call. */
  readonly direction: Direction | null;
  /** Digits as the exchange gives them; null when withheld. */
  readonly number: string | null;
  /** Text from outside: show as text only. */
  readonly name: string | null;
  /** The others of a conference. */
  readonly members: readonly CallParty[];
  /** The desk phone's own number. */
  readonly phone: string | null;
  readonly agent: LogAgent | null;
  /** The waiting room of an abandoned call. */
  readonly room: string | null;
  /** Entry of the call that this one was a consultation about. */
  readonly about: string | null;
  readonly beganAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  /** Until it was answered, or ended; for an abandoned call, how long it waited. */
  readonly ringMs: number | null;
  /** In conversation, holds left out. */
  readonly talkMs: number | null;
  readonly holdMs: number | null;
  /** It was already there when it was first seen: what came before is not known. */
  readonly seenLate: boolean;
  /** The link was lost meanwhile: its times, or its outcome, are those of when this station heard of them. */
  readonly uncertain: boolean;
}

/** What most entries do not tell. */
export const blankEntry: Omit<LogEntry, 'id' | 'outcome' | 'beganAt'> = {
  direction: null,
  number: null,
  name: null,
  members: [],
  phone: null,
  agent: null,
  room: null,
  about: null,
  answeredAt: null,
  endedAt: null,
  ringMs: null,
  talkMs: null,
  holdMs: null,
  seenLate: false,
  uncertain: false,
};
