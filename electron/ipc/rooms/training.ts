import { z } from 'zod';
import { type CardKind, type TrainingDamage, trainingDamages } from '../../../native/card/protocol.ts';
import type { PscChannel } from '../../identity/ports.ts';
import { exerciseSchema, type TelephonyFault } from '../exercise.ts';
import { nothing } from './shapes.ts';

export const trainingRequests = {
  'training.insertCard': z.strictObject({ cardId: z.string().min(1).max(100) }),
  'training.removeCard': nothing,
  'training.damageCard': z.strictObject({
    damage: z.enum(trainingDamages),
  }),
  'training.followLink': z.strictObject({ messageId: z.string().min(1).max(100) }),
  'training.answerEcps': z.strictObject({ requestId: z.string().min(1).max(100), accept: z.boolean() }),
  'training.breakPortal': z.strictObject({ broken: z.boolean() }),
  'training.call': z.strictObject({ callerId: z.string().min(1).max(100) }),
  'training.exercise': exerciseSchema,
} as const;

export interface TrainingView {
  /** What is in the simulated reader. */
  readonly inserted: string | null;
  readonly damage: TrainingDamage;
  readonly cards: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: CardKind;
    readonly pin: string;
    readonly note: string;
    /** For the other ways to sign in; null where this person has none. */
    readonly otp: { readonly identifier: string; readonly password: string } | null;
    readonly rpps: string | null;
  }[];
  readonly phones: readonly { readonly number: string; readonly label: string }[];
  readonly callers: readonly { readonly id: string; readonly label: string }[];
  /** What arrived on everybody's simulated telephone and mailbox, the newest first. */
  readonly messages: readonly TrainingMessage[];
  /** Requests on the simulated e-CPS application, waiting for an answer. */
  readonly ecps: readonly TrainingEcpsRequest[];
  /** The portal and its provider are cut off. */
  readonly portalBroken: boolean;
  /** What is wrong with the telephone, and whether colleagues and waiting rooms live by themselves. */
  readonly telephony: { readonly fault: TelephonyFault; readonly activity: boolean };
}

export interface TrainingMessage {
  readonly id: string;
  readonly kind: 'sms' | 'email';
  readonly to: string;
  /** Whose, for the person who trains. */
  readonly name: string;
  readonly subject: string | null;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** A link to follow is in it. */
  readonly hasLink: boolean;
}

export interface TrainingEcpsRequest {
  readonly id: string;
  readonly name: string;
  readonly digits: string;
  readonly channel: PscChannel;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}
