import type { Failure } from '../../failures/index.ts';
import type { Attachment } from './attachment.ts';

/** What goes to the desk: a report, a request, or a reply on either. */

/** `training`: the desk of training, in the program itself. */
export const channelNames = ['glpi', 'mail', 'file', 'training'] as const;
export type ChannelName = (typeof channelNames)[number];

export const letterKinds = ['incident', 'request', 'reply'] as const;
export type LetterKind = (typeof letterKinds)[number];

/** What the desk reads. */
export interface LetterContent {
  readonly subject: string;
  /** Title and text of each part; a text may have several lines. */
  readonly sections: readonly { readonly title: string; readonly text: string }[];
  readonly from: { readonly name: string; readonly email: string };
  /** 1, can wait, to 5, at once. */
  readonly urgency: number;
  readonly major: boolean;
  /** Name of one of the site's categories, or null. */
  readonly category: string | null;
  /** Addresses that it goes to besides the desk's, by mail only. */
  readonly copies: readonly string[];
}

/** One act at the desk that is either done or not. */
export type Step =
  | { readonly kind: 'create' }
  | { readonly kind: 'follow-up' }
  | { readonly kind: 'attach'; readonly attachment: string }
  /** Reads back what is there. */
  | { readonly kind: 'confirm' };

export const stages = ['waiting', 'attention', 'sent', 'acknowledged', 'handed-over', 'withdrawn'] as const;
/** `sent`: the channel has taken it, and cannot tell that the desk has; `acknowledged`: the desk has it. */
export type Stage = (typeof stages)[number];

/** How far a letter has come: what is written at each checkpoint. */
export interface Progress {
  readonly stage: Stage;
  /** The way that it goes by; another one only as long as nothing is, or may be, at the desk. */
  readonly channel: ChannelName | null;
  /** What the desk calls it. */
  readonly ticket: string | null;
  /** The reply is there. */
  readonly noted: boolean;
  /** Attachments that are there. */
  readonly attached: readonly string[];
  readonly refused: readonly { readonly attachment: string; readonly failure: Failure }[];
  /** Whether a person sends it without what was refused. */
  readonly waived: boolean;
  /** A step that was begun and may be done, or not: it is looked for before it is done again. */
  readonly begun: Step | null;
  /** Failures since something last succeeded: at this channel, and in all. */
  readonly tries: number;
  readonly attempts: number;
  /** Why the last attempt failed, or what a person has to change. */
  readonly failure: Failure | null;
  /** When it came to a rest; ms since the epoch. */
  readonly endedAt: number | null;
}

export interface Letter {
  /** UUID: by it the desk's copy is found again. */
  readonly id: string;
  readonly kind: LetterKind;
  /** The report or request that it belongs to; letters of a thread go one after the other. */
  readonly thread: string;
  /** Who wrote it: the session's subject. */
  readonly owner: string;
  /** Ms since the epoch. */
  readonly createdAt: number;
  readonly content: LetterContent;
  readonly attachments: readonly Attachment[];
  readonly progress: Progress;
}

export const untouched: Progress = {
  stage: 'waiting',
  channel: null,
  ticket: null,
  noted: false,
  attached: [],
  refused: [],
  waived: false,
  begun: null,
  tries: 0,
  attempts: 0,
  failure: null,
  endedAt: null,
};

/** Whether nothing more is done of itself. */
export function isAtRest({ stage }: Progress): boolean {
  return stage !== 'waiting';
}

/** Whether the desk has it, as far as its channel can tell; what follows may go. */
export function isDelivered({ stage }: Progress): boolean {
  return stage === 'sent' || stage === 'acknowledged' || stage === 'handed-over';
}
