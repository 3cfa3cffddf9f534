import type { ThreadPlace } from '../ports.ts';

/** The thread of a ticket that was not reported from this workstation. */
export function threadOfTicket(ticket: string): string {
  return `glpi:${ticket}`;
}

/** Where such a thread is; null for one that began here. */
export function placeInName(thread: string): ThreadPlace | null {
  const ticket = /^glpi:(\d{1,12})$/.exec(thread)?.[1];
  return ticket === undefined ? null : { thread, channel: 'glpi', ticket };
}

/**
 * The names under which letters and replies of a ticket may be kept: the letter that it began with, and its number. One
 * that was found before it was known whose it is was answered under the second.
 */
export function threadsOfTicket({
  thread,
  number,
}: {
  readonly thread: string;
  readonly number: string | null;
}): readonly string[] {
  return number === null ? [thread] : [...new Set([thread, threadOfTicket(number)])];
}
