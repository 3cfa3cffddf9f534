import { z } from 'zod';

/** What a person who trains lets happen on the telephone: callers, colleagues, waiting rooms, faults. */

const callerId = z.string().min(1).max(100);

export const waitingPriorities = ['P0', 'P1', 'P2', 'P3'] as const;

/** One at a time; those of a phone are of the bound one. */
export const telephonyFaults = [
  'none',
  'link-cut',
  'exchange-frozen',
  'phone-off',
  'phone-slow',
  'phone-silent',
  'phone-refuses',
  'orders-ignored',
] as const;

export const exerciseSchema = z.discriminatedUnion('do', [
  /** Who rings gives up; who talks hangs up, or passes the call on to somebody else. */
  z.strictObject({ do: z.enum(['give-up', 'hang-up', 'pass-on']) }),
  /** A colleague calls about this caller, and hands them over once answered. */
  z.strictObject({ do: z.literal('hand-over'), callerId }),
  z.strictObject({ do: z.literal('wait'), callerId, priority: z.enum(waitingPriorities) }),
  z.strictObject({ do: z.literal('empty-rooms') }),
  /** Colleagues and waiting rooms live by themselves. */
  z.strictObject({ do: z.literal('activity'), on: z.boolean() }),
  z.strictObject({ do: z.literal('fault'), fault: z.enum(telephonyFaults) }),
]);

export type Exercise = z.infer<typeof exerciseSchema>;
export type WaitingPriority = (typeof waitingPriorities)[number];
export type TelephonyFault = (typeof telephonyFaults)[number];
