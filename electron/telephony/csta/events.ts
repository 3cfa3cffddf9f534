import { z } from 'zod';
import { child, childrenOf, readXml, type XmlElement } from '../documents/bounded-xml.ts';
import type { Document } from '../documents/dialog-info.ts';
import { connectionIdSchema, readConnectionId, readDevice, shortText, textOf } from './device-ids.ts';
import { agentStates, type CstaAgentState } from './ports.ts';

/** Local connection states of ECMA-269 §6.1.5. */
export const localStates = ['null', 'initiated', 'alerting', 'connected', 'hold', 'queued', 'fail'] as const;
export type LocalState = (typeof localStates)[number];

/** The element that names the connection each event is about (ECMA-269 §17.2). */
const subjects = {
  ServiceInitiated: 'initiatedConnection',
  Originated: 'originatedConnection',
  Delivered: 'connection',
  NetworkReached: 'outboundConnection',
  Established: 'establishedConnection',
  Held: 'heldConnection',
  Retrieved: 'retrievedConnection',
  ConnectionCleared: 'droppedConnection',
  CallCleared: 'clearedCall',
  Diverted: 'connection',
  Failed: 'failedConnection',
  Transferred: 'primaryOldCall',
  Conferenced: 'primaryOldCall',
  CallInformation: 'connection',
} as const;
export type CallEventName = keyof typeof subjects;
const callEventNames = Object.keys(subjects).filter((name): name is CallEventName => name in subjects);

/** Agent states by the event that tells them (ECMA-269 §22.2). */
const agentEvents: ReadonlyMap<string, CstaAgentState> = new Map([
  ['AgentLoggedOnEvent', 'agentNotReady'],
  ['AgentLoggedOffEvent', 'agentNull'],
  ['AgentNotReadyEvent', 'agentNotReady'],
  ['AgentReadyEvent', 'agentReady'],
  ['AgentBusyEvent', 'agentBusy'],
  ['AgentWorkingAfterCallEvent', 'agentWorkingAfterCall'],
]);

/** One connection that is another one since a transfer or a conference. */
const linkSchema = z.object({
  callId: shortText.min(1),
  device: shortText.nullable(),
  oldCallId: shortText.nullable(),
});

const callEventSchema = z.object({
  type: z.literal('call'),
  name: z.enum(callEventNames),
  crossRefId: shortText.min(1),
  connection: connectionIdSchema,
  /** What the watched phone's own connection in that call is now. */
  local: z.enum(localStates).nullable(),
  cause: shortText.nullable(),
  calling: shortText.nullable(),
  called: shortText.nullable(),
  /** The device that rings, answered, or was called in. */
  other: shortText.nullable(),
  /** The device that transferred, or brought the others together. */
  acting: shortText.nullable(),
  secondaryCallId: shortText.nullable(),
  links: z.array(linkSchema).max(64),
});

const eventSchema = z.discriminatedUnion('type', [
  callEventSchema,
  z.object({ type: z.literal('do-not-disturb'), crossRefId: shortText.min(1), on: z.boolean() }),
  z.object({ type: z.literal('agent'), crossRefId: shortText.min(1), state: z.enum(agentStates) }),
  /** The phone ends the monitor by itself. */
  z.object({ type: z.literal('monitor-stop'), crossRefId: shortText.min(1) }),
  /** One of the many that tell nothing that is shown. */
  z.object({ type: z.literal('other'), crossRefId: shortText.min(1) }),
]);

export type CallEvent = z.infer<typeof callEventSchema>;
export type CstaEvent = z.infer<typeof eventSchema>;

/**
 * Reads an event of ECMA-323 that anyone may have sent, whatever the edition of its namespace. What does not hold (no
 * cross reference, no connection, an unknown local state, more than 64 connections) drops the document.
 */
export function parseCstaEvent(text: string): Document<CstaEvent> {
  const root = readXml(text);
  if (typeof root === 'string') return { ok: false, drop: root };
  const read = eventSchema.safeParse(readEvent(root));
  return read.success ? { ok: true, value: read.data } : { ok: false, drop: 'invalid' };
}

function readEvent(root: XmlElement): unknown {
  const crossRefId = textOf(root, 'monitorCrossRefID');
  const state = agentEvents.get(root.name);
  if (state) return { type: 'agent', crossRefId, state };
  if (root.name === 'MonitorStop') return { type: 'monitor-stop', crossRefId };
  if (root.name === 'DoNotDisturbEvent') {
    return { type: 'do-not-disturb', crossRefId, on: booleanOf(textOf(root, 'doNotDisturbOn')) };
  }
  const name = callEventNames.find((each) => `${each}Event` === spelled(root.name));
  if (name) return readCallEvent(name, crossRefId, root);
  return root.name.endsWith('Event') ? { type: 'other', crossRefId } : null;
}

function readCallEvent(name: CallEventName, crossRefId: string | null, root: XmlElement): unknown {
  const device = (...names: string[]): string | null =>
    names.map((each) => readDevice(child(root, each))).find((told) => told !== null) ?? null;
  const connections = child(root, 'transferredConnections') ?? child(root, 'conferenceConnections');
  return {
    type: 'call',
    name,
    crossRefId,
    connection: readConnectionId(child(root, subjects[name])),
    local: textOf(root, 'localConnectionInfo'),
    cause: textOf(root, 'cause'),
    calling: device('callingDevice'),
    called: device('calledDevice'),
    other: device(
      'answeringDevice',
      'alertingDevice',
      'transferredToDevice',
      'newDestination',
      'addedParty',
      'device',
    ),
    acting: device('transferringDevice', 'conferencingDevice'),
    secondaryCallId: textOf(child(root, 'secondaryOldCall'), 'callID'),
    links: connections ? childrenOf(connections, 'connectionListItem').map(readLink) : [],
  };
}

function readLink(item: XmlElement): unknown {
  const now = child(item, 'newConnection');
  return {
    callId: textOf(now, 'callID'),
    device: readDevice(child(item, 'endpoint')) ?? textOf(now, 'deviceID'),
    oldCallId: textOf(child(item, 'oldConnection'), 'callID'),
  };
}

/** ECMA-323 itself writes `TransferedEvent`; some phones know better. */
function spelled(name: string): string {
  return name === 'TransferedEvent' ? 'TransferredEvent' : name;
}

/** An `xsd:boolean`; undefined for anything else. */
export function booleanOf(text: string | null): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}
