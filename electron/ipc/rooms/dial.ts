import { z } from 'zod';
import type { RecentNumber } from '../../call-log/rules/recent-numbers.ts';
import type { DialReading } from '../../dialling/prepare-dial.ts';
import type { Suggestion } from '../../handlers/dial-suggestions.ts';
import type { BarView } from './bar.ts';
import { id, nothing, typed } from './shapes.ts';
import { phoneCommand } from './telephony.ts';

export const dialPurpose = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('dial') }),
  z.strictObject({
    action: z.enum(['consult', 'singleStepTransfer', 'deflect', 'generateDigits']),
    callId: id,
  }),
]) satisfies z.ZodType<DialPurpose>;

/** The number field: a window of its own, so that the bar itself never takes the keyboard. */
export const dialRequests = {
  'dial.view': nothing,
  'dial.close': nothing,
  /** The height that its content needs, in CSS pixels. */
  'dial.fit': z.strictObject({ height: z.int().min(60).max(1_000) }),
  /** Whom a name or the beginning of a number finds: colleagues, then the directory. */
  'dial.find': z.strictObject({ text: z.string().max(1_000) }),
  /** What was dialled lately by who works here. */
  'dial.recent': nothing,
  /** What a text means for whoever wants to call it, by the rules of the site. */
  'dial.read': z.strictObject({ text: typed }),
  'phone.command': phoneCommand,
} as const;

export interface DialReplies {
  'dial.view': BarView;
  'dial.read': DialReading;
  'dial.find': readonly Suggestion[];
  'dial.recent': readonly RecentNumber[];
}

/** What a number is asked for: a new call, or something about a call that is there. */
export type NumberPurpose =
  | { readonly action: 'dial' }
  | { readonly action: 'consult' | 'singleStepTransfer' | 'deflect'; readonly callId: string };

/** What the window that takes the keyboard is open for: a number, or keys for a call. */
export type DialPurpose = NumberPurpose | { readonly action: 'generateDigits'; readonly callId: string };
