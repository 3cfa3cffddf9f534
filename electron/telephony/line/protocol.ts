import { z } from 'zod';
import { catalogue, type FailureCode, type Result } from '../../failures/index.ts';
import { agentStates, cstaPolicies, cstaServices, requestedAgentStates } from '../csta/ports.ts';
import { dialogInfoSchema } from '../documents/dialog-info.ts';

/** What main and the telephony process say to one another; each side checks what it receives. */

const text = z.string().max(1_024);

const deviceSchema = z.object({ id: text, userAgent: text.nullable(), contact: text });

const targetSchema = z.object({
  number: text,
  addressOfRecord: text,
  credential: z.object({ username: text, password: text }).nullable(),
  deviceId: text.nullable(),
  preferredDeviceId: text.nullable().exactOptional(),
});

const referenceSchema = z.object({
  callId: text,
  localTag: text,
  remoteTag: text.nullable(),
  remoteTarget: text.nullable(),
});

const linkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('down') }),
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('up'), server: text }),
  z.object({ kind: z.literal('stale'), since: z.number(), attempt: z.number() }),
]);

const featuresSchema = z.object({
  allow: z.array(text).readonly().nullable(),
  allowEvents: z.array(text).readonly(),
  supported: z.array(text).readonly(),
});

const partySchema = z.object({ number: text.nullable(), displayName: text.nullable() });

const connectionSchema = z.object({
  key: text,
  continues: z.array(text).readonly(),
  sipCallId: text.nullable(),
  direction: z.enum(['inbound', 'outbound']),
  state: z.enum(['ringing', 'dialling', 'connected', 'held', 'ended']),
  party: partySchema,
  members: z.array(partySchema).readonly(),
  consultationOf: text.nullable(),
  reference: referenceSchema.nullable(),
});

const lineEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('link'), link: linkSchema }),
  z.object({ type: z.literal('device'), device: deviceSchema.nullable() }),
  z.object({ type: z.literal('features'), features: featuresSchema }),
  z.object({
    type: z.literal('dialogs'),
    subscription: text,
    document: dialogInfoSchema.nullable(),
    receivedAt: z.number(),
  }),
  z.object({ type: z.literal('csta'), services: z.array(z.enum(cstaServices)).readonly().nullable() }),
  z.object({
    type: z.literal('connections'),
    report: z.object({ full: z.boolean(), connections: z.array(connectionSchema).max(128).readonly() }),
    receivedAt: z.number(),
  }),
  z.object({ type: z.literal('do-not-disturb'), on: z.boolean() }),
  z.object({ type: z.literal('agent'), state: z.enum(agentStates) }),
  z.object({ type: z.literal('dropped'), count: z.number() }),
]);

const failureCodeSchema = z.custom<FailureCode>(
  (value) => typeof value === 'string' && Object.hasOwn(catalogue, value),
);

const failedSchema = z.object({
  ok: z.literal(false),
  failure: z.object({
    code: failureCodeSchema,
    parameters: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  }),
});

const bindOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bound'), device: deviceSchema }),
  z.object({ kind: z.literal('choose'), devices: z.array(deviceSchema).readonly() }),
]);

export const lineOptionsSchema = z.object({
  servers: z.array(text).min(1).readonly(),
  /** Seconds. */
  heartbeat: z.number(),
  /** Milliseconds. */
  actionTimeout: z.number(),
  /** PEM of one more authority that may sign the servers' certificates. */
  authority: z.string().nullable().default(null),
  csta: z.enum(cstaPolicies).default('auto'),
});

const cstaRequestSchema = z.discriminatedUnion('service', [
  z.object({ service: z.literal('MakeCall'), number: text }),
  z.object({ service: z.enum(['AnswerCall', 'ClearConnection', 'HoldCall', 'RetrieveCall']), key: text }),
  z.object({
    service: z.enum(['AlternateCall', 'TransferCall', 'ConferenceCall']),
    held: text,
    active: text,
  }),
  z.object({
    service: z.enum(['ConsultationCall', 'SingleStepTransferCall', 'DeflectCall']),
    key: text,
    number: text,
  }),
  z.object({ service: z.literal('GenerateDigits'), key: text, digits: text }),
  z.object({ service: z.literal('DirectedPickupCall'), number: text }),
  z.object({ service: z.literal('SetDoNotDisturb'), on: z.boolean() }),
  z.object({
    service: z.literal('SetAgentState'),
    state: z.enum(requestedAgentStates),
    agentId: text.nullable(),
  }),
  z.object({ service: z.enum(['GetDoNotDisturb', 'GetAgentState', 'SnapshotDevice']) }),
]);

const commandSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('watch'), target: targetSchema, watch: z.number() }),
  z.object({ verb: z.literal('unwatch') }),
  z.object({ verb: z.literal('dial'), number: text }),
  z.object({ verb: z.literal('signal'), order: z.enum(['talk', 'hold', 'bye']), dialog: referenceSchema }),
  z.object({ verb: z.literal('csta'), request: cstaRequestSchema }),
  z.object({ verb: z.literal('close') }),
]);

/** main → telephony process */
export const toProcessSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), options: lineOptionsSchema }),
  z.object({ type: z.literal('command'), id: z.number(), command: commandSchema }),
  z.object({ type: z.literal('prepare') }),
  z.object({ type: z.literal('resubscribe') }),
  z.object({ type: z.literal('ping'), id: z.number() }),
]);

/** telephony process → main */
export const toMainSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), watch: z.number(), event: lineEventSchema }),
  z.object({
    type: z.literal('answer'),
    id: z.number(),
    /** What the command gives: the outcome of a `watch`, else null. */
    result: z.union([z.object({ ok: z.literal(true), value: bindOutcomeSchema.nullable() }), failedSchema]),
  }),
  z.object({ type: z.literal('pong'), id: z.number() }),
]);

export type LineOptions = z.input<typeof lineOptionsSchema>;
export type LineCommand = z.infer<typeof commandSchema>;
export type ToProcess = z.infer<typeof toProcessSchema>;
export type ToMain = z.infer<typeof toMainSchema>;
export type CommandResult = Extract<ToMain, { type: 'answer' }>['result'];

/** The result of an order or of nothing, as the channel carries it. */
export function withoutValue(result: Result<undefined>): CommandResult {
  return result.ok ? { ok: true, value: null } : result;
}
