import type { z } from 'zod';
import type { DirectorySummary, SearchReply } from '../../native/records/directory/operations.ts';
import type { LogPage } from '../call-log/rules/query.ts';
import type { RecentNumber } from '../call-log/rules/recent-numbers.ts';
import type { Suggestion } from '../dial-suggestions.ts';
import type { DialReading } from '../dialling/prepare-dial.ts';
import type { Entry } from '../directory/index.ts';
import type { Result } from '../failures/index.ts';
import type { requests } from './contract.ts';
import type {
  BarView,
  BoardView,
  CallLogExport,
  DirectoryExport,
  JournalExport,
  JournalView,
  MonthView,
  RunSummary,
  RunView,
  StationView,
  VerificationExport,
} from './views.ts';

/** Types of the door, and the push channel's name: all that a preload needs, without the validation library. */

export type WindowKind = keyof typeof requests;
type RequestsOf<K extends WindowKind> = (typeof requests)[K];

export type Channel<K extends WindowKind> = keyof RequestsOf<K> & string;
export type Request<K extends WindowKind, C extends Channel<K>> =
  RequestsOf<K>[C] extends z.ZodType<infer T> ? T : never;

interface Replies {
  'station.view': StationView;
  'verification.text': string;
  'verification.save': VerificationExport;
  'verification.runs': readonly RunSummary[];
  'verification.read': RunView;
  'verification.compare': readonly string[];
  'month.list': readonly MonthView['month'][];
  'month.read': MonthView;
  'month.text': string;
  'month.save': VerificationExport;
  'journal.read': JournalView;
  'journal.export': JournalExport;
  'callLog.page': LogPage;
  'callLog.export': CallLogExport;
  'directory.search': SearchReply;
  'directory.favourites': readonly Entry[];
  'directory.summary': DirectorySummary;
  'directory.save': Entry;
  'directory.remove': Entry;
  'directory.setFavourite': Entry;
  'directory.export': DirectoryExport;
  'bar.view': BarView;
  'dial.view': BarView;
  'board.view': BoardView;
  'report.view': RunView;
  'dial.read': DialReading;
  'dial.find': readonly Suggestion[];
  'dial.recent': readonly RecentNumber[];
}
export type Reply<C extends string> = C extends keyof Replies ? Replies[C] : undefined;

/** What main tells a window by itself: its whole view, at each change. */
export interface Views {
  readonly station: StationView;
  readonly bar: BarView;
  readonly dial: BarView;
  readonly board: BoardView;
  readonly report: RunView;
}

/** The single push channel, from main to a page. */
export const viewChannel = 'view';

/** What a preload puts on `window.bandeau`. */
export interface Bridge<K extends WindowKind> {
  /** Asks main; never rejects. */
  ask<C extends Channel<K>>(channel: C, request: Request<K, C>): Promise<Result<Reply<C>>>;
  /** Calls back at each change of this window's view; gives back how to stop. */
  onView(listener: (view: Views[K]) => void): () => void;
}
