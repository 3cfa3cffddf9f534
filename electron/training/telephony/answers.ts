import type { SipContent } from './sip-messages.ts';

/** What a request is answered, and what then happens. */
export interface Answer extends SipContent {
  readonly code: number;
  readonly reason: string;
  /** Told the tag of the answer once it is sent. */
  readonly after?: (tag: string) => void;
}

export const ok = { code: 200, reason: 'OK' };
export const accepted = { code: 202, reason: 'Accepted' };
export const badRequest = { code: 400, reason: 'Bad Request' };
export const forbidden = { code: 403, reason: 'Forbidden' };
export const notFound = { code: 404, reason: 'Not Found' };
export const notAllowed = { code: 405, reason: 'Method Not Allowed' };
export const conditionFailed = { code: 412, reason: 'Conditional Request Failed' };
export const unsupportedType = { code: 415, reason: 'Unsupported Media Type' };
export const unavailable = { code: 480, reason: 'Temporarily Unavailable' };
export const noSuchDialog = { code: 481, reason: 'Dialog Does Not Exist' };
export const busy = { code: 486, reason: 'Busy Here' };
export const badEvent = { code: 489, reason: 'Bad Event' };
export const notImplemented = { code: 501, reason: 'Not Implemented' };
export const declined = { code: 603, reason: 'Decline' };

/** Where requests inside a dialog with the training exchange go. */
export const contact = 'Contact: <sip:training.invalid;transport=ws>';
