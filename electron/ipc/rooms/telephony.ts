import { z } from 'zod';
import type { CallerIdentity } from '../../directory/index.ts';
import type { Failure } from '../../failures/index.ts';
import { agentStates } from '../../telephony/agent/ports.ts';
import type { Call, Capabilities, LinkState, PhoneCommand, PhoneDevice } from '../../telephony/ports.ts';
import { id, nothing, number } from './shapes.ts';

export const phoneCommand = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('dial'), number }),
  z.strictObject({ action: z.enum(['answer', 'hangUp', 'hold', 'retrieve', 'alternate']), callId: id }),
  z.strictObject({ action: z.enum(['consult', 'singleStepTransfer', 'deflect']), callId: id, number }),
  z.strictObject({ action: z.enum(['transfer', 'conference']), callId: id, otherId: id }),
  z.strictObject({ action: z.literal('generateDigits'), callId: id, digits: z.string().min(1).max(40) }),
  z.strictObject({ action: z.literal('pickUp'), number }),
  z.strictObject({ action: z.literal('doNotDisturb'), on: z.boolean() }),
]) satisfies z.ZodType<PhoneCommand>;

export const agentState = z.strictObject({ state: z.enum(agentStates) });

export const telephonyRequests = {
  'phone.bind': z.strictObject({
    number: z.string().min(1).max(40),
    deviceId: z.string().max(300).nullable(),
  }),
  'phone.unbind': nothing,
  'phone.command': phoneCommand,
  /** Keeps a picture of the bar and of the station, for a report. */
  'outage.keepCapture': nothing,
  'outage.forgetCaptures': nothing,
} as const;

export type BindingView =
  /** `remembered` is the number of the last shift on this station, offered in the field. */
  | { readonly kind: 'unbound'; readonly remembered: string | null; readonly failure: Failure | null }
  | { readonly kind: 'binding'; readonly number: string }
  | { readonly kind: 'choose-device'; readonly number: string; readonly devices: readonly PhoneDevice[] }
  | { readonly kind: 'bound'; readonly number: string; readonly device: PhoneDevice };

/** A call, with whom the directory knows at its other end; null while that is not known. */
export interface CallView extends Call {
  readonly caller: CallerIdentity | null;
}

export interface PhoneView {
  readonly binding: BindingView;
  readonly link: LinkState;
  /** False while no phone is registered for the bound number: no call can come, even with the link up. */
  readonly phoneRegistered: boolean;
  readonly calls: readonly CallView[];
  readonly capabilities: Capabilities;
  /** Null where the phone does not tell. */
  readonly doNotDisturb: boolean | null;
  /** What « Rappeler » dials; null when nothing was dialled yet. */
  readonly lastDialled: string | null;
  readonly droppedDocuments: number;
}
