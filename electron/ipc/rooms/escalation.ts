import { z } from 'zod';
import type { Callee, EscalationState, Level } from '../../support/escalation/index.ts';
import { concernedFunctions, extents, severities } from '../../support/escalation/rules/choices.ts';
import { id, nothing, time } from './shapes.ts';

/** Whom an escalation calls; the number of a bridge is what the support told. */
const callee = z.union([
  z.enum(['support', 'level']),
  z.strictObject({ bridge: z.string().min(2).max(60) }),
]) satisfies z.ZodType<Callee>;

export const escalationRequests = {
  'escalation.declare': z.strictObject({
    severity: z.enum(severities),
    concerned: z.enum(concernedFunctions),
    extent: z.enum(extents),
    startedAt: time,
  }),
  /** `callId`: the call that is put on hold for it. */
  'escalation.call': z.strictObject({ to: callee, callId: id.nullable() }),
  'escalation.openMail': nothing,
  'escalation.raise': nothing,
  'escalation.answer': z.strictObject({ given: z.boolean() }),
  'escalation.refer': z.strictObject({ reference: z.string().max(40) }),
  'escalation.end': nothing,
} as const;

/** Whom to call when something is wrong, and what was done about it. */
export interface EscalationView extends EscalationState {
  /** Time zone of whoever answers. */
  readonly timeZone: string;
  readonly supportPhone: string;
  readonly levels: readonly Level[];
  /** Telephone bridge of the crisis cell; null where the support tells its number. */
  readonly bridge: { readonly phone: string; readonly code: string | null } | null;
  /** Whether what is done is noted on the desk's ticket. */
  readonly isNoted: boolean;
}
