import { nothing } from './shapes.ts';
import type { RunView } from './verification.ts';

/** What is laid out on paper, out of sight. */
export const reportRequests = {
  'report.view': nothing,
  /** It is laid out, letters included. */
  'report.ready': nothing,
} as const;

export interface ReportReplies {
  'report.view': RunView;
}
