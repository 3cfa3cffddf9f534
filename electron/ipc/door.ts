import type { z } from 'zod';
import type { Result } from '../failures/index.ts';
import type { requests } from './contract.ts';
import type { BarReplies, BarView } from './rooms/bar.ts';
import type { BoardReplies, BoardView } from './rooms/board.ts';
import type { CallLogReplies } from './rooms/call-log.ts';
import type { CaptureReplies, CaptureView } from './rooms/capture.ts';
import type { DialReplies } from './rooms/dial.ts';
import type { DirectoryReplies } from './rooms/directory.ts';
import type { JournalReplies } from './rooms/journal.ts';
import type { KnowledgeReplies } from './rooms/knowledge.ts';
import type { ReportReplies } from './rooms/report.ts';
import type { StationReplies, StationView } from './rooms/station.ts';
import type { SupportReplies } from './rooms/support.ts';
import type { RunView, VerificationReplies } from './rooms/verification.ts';

/** Types of the door, and the push channel's name: all that a preload needs, without the validation library. */

export type WindowKind = keyof typeof requests;
type RequestsOf<K extends WindowKind> = (typeof requests)[K];

export type Channel<K extends WindowKind> = keyof RequestsOf<K> & string;
export type Request<K extends WindowKind, C extends Channel<K>> =
  RequestsOf<K>[C] extends z.ZodType<infer T> ? T : never;

type Replies = JournalReplies &
  CallLogReplies &
  VerificationReplies &
  DirectoryReplies &
  SupportReplies &
  StationReplies &
  DialReplies &
  BarReplies &
  BoardReplies &
  CaptureReplies &
  KnowledgeReplies &
  ReportReplies;
export type Reply<C extends string> = C extends keyof Replies ? Replies[C] : undefined;

/** What main tells a window by itself: its whole view, at each change. */
export interface Views {
  readonly station: StationView;
  readonly bar: BarView;
  readonly dial: BarView;
  readonly board: BoardView;
  readonly report: RunView;
  readonly capture: CaptureView;
}

/** The single push channel, from main to a page. */
export const viewChannel = 'view';

/** The window of captures also takes files that are let go of over it: their path goes to main, and not to the page. */
export interface CaptureBridge extends Bridge<'capture'> {
  drop(file: File): Promise<Result<undefined>>;
}

/** What a preload puts on `window.bandeau`. */
export interface Bridge<K extends WindowKind> {
  /** Asks main; never rejects. */
  ask<C extends Channel<K>>(channel: C, request: Request<K, C>): Promise<Result<Reply<C>>>;
  /** Calls back at each change of this window's view; gives back how to stop. */
  onView(listener: (view: Views[K]) => void): () => void;
}
