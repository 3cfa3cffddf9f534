import { z } from 'zod';
import { child, readXml, type XmlElement } from '../documents/bounded-xml.ts';
import type { Document } from '../documents/dialog-info.ts';
import { connectionIdSchema, readConnectionId, readDevice, shortText, textOf } from './device-ids.ts';
import { booleanOf, localStates } from './events.ts';
import { agentStates, type CstaAgentState, type CstaService, cstaServices } from './ports.ts';

const MAX_CALLS = 64;

/** The root of an answer that anyone may have sent. */
export function readResponse(text: string): Document<XmlElement> {
  const root = readXml(text);
  return typeof root === 'string' ? { ok: false, drop: root } : { ok: true, value: root };
}

/** The value of a CSTA error, for example `invalidConnectionIdentifier` (ECMA-323 §9, `CSTAErrorCode`); null when it is none. */
export function errorOf(root: XmlElement): string | null {
  if (root.name !== 'CSTAErrorCode') return null;
  const value = root.children[0]?.text.trim() || root.children[0]?.name || root.text.trim();
  return value.replace(/[^A-Za-z]/g, '').slice(0, 64) || 'unspecified';
}

/** Whether the phone says that CSTA can be used now. */
export function isReady(root: XmlElement): boolean {
  const status = textOf(root, 'systemStatus');
  return root.name === 'RequestSystemStatusResponse' && (status === 'normal' || status === 'enabled');
}

/** What `GetCSTAFeatures` tells, null when it is no such answer. The lists it is spread over vary: names alone count. */
export function servicesOf(root: XmlElement): readonly CstaService[] | null {
  if (root.name !== 'GetCSTAFeaturesResponse') return null;
  const told = new Set<string>();
  const collect = (element: XmlElement): void => {
    const text = element.text.trim();
    if (text !== 'false' && text !== '0') told.add(element.name.toLowerCase());
    for (const word of text.split(/[\s,;]+/)) told.add(word.toLowerCase());
    for (const each of element.children) collect(each);
  };
  collect(root);
  return cstaServices.filter((service) => told.has(service.toLowerCase()));
}

/** The name under which events of the monitor will come. */
export function crossRefIdOf(root: XmlElement): string | null {
  return root.name === 'MonitorStartResponse' ? shortTextOf(textOf(root, 'monitorCrossRefID')) : null;
}

/** The call that a ConsultationCall began. */
export function initiatedCallOf(root: XmlElement): string | null {
  return shortTextOf(textOf(child(root, 'initiatedCall'), 'callID'));
}

export function doNotDisturbOf(root: XmlElement): boolean | null {
  if (root.name !== 'GetDoNotDisturbResponse') return null;
  return booleanOf(textOf(root, 'doNotDisturbOn')) ?? null;
}

/** The state of the agent that is at the phone; of several, the first. */
export function agentStateOf(root: XmlElement): CstaAgentState | null {
  if (root.name !== 'GetAgentStateResponse') return null;
  const states = every(root, 'agentState').map(({ text }) => text.trim());
  return agentStates.find((state) => states.includes(state)) ?? null;
}

const snapshotItemSchema = z.object({
  connection: connectionIdSchema,
  /** The phone's own connection first, then the others where they are told. */
  states: z.array(z.enum(localStates)).min(1).max(MAX_CALLS),
  /** Devices at the other end, where they are told. */
  endpoints: z.array(shortText).max(MAX_CALLS),
  direction: z.enum(['inbound', 'outbound']).nullable(),
});

const snapshotDeviceSchema = z.array(snapshotItemSchema).max(MAX_CALLS);
export type SnapshotItem = z.infer<typeof snapshotItemSchema>;

/** The phone's connections (ECMA-269 §16.1.2); null when the answer does not hold. */
export function snapshotDeviceOf(root: XmlElement): readonly SnapshotItem[] | null {
  if (root.name !== 'SnapshotDeviceResponse') return null;
  const read = snapshotDeviceSchema.safeParse(
    every(root, 'snapshotDeviceResponseInfo').map((info) => ({
      connection: readConnectionId(child(info, 'connectionIdentifier')),
      states: statesOf(child(info, 'localCallState')),
      endpoints: every(info, 'endpointDevice').flatMap((device) => readDevice(device) ?? []),
      direction: directionTold(every(info, 'direction')[0]?.text.trim().toLowerCase()),
    })),
  );
  return read.success ? read.data : null;
}

/** What a simple call state says of the phone's connection and of the other one (ECMA-269 §6.1.6). */
const simpleStates: ReadonlyMap<string, readonly string[]> = new Map([
  ['callNull', ['null']],
  ['callPending', ['initiated']],
  ['callOriginated', ['connected', 'null']],
  ['callDelivered', ['connected', 'alerting']],
  ['callDeliveredHeld', ['hold', 'alerting']],
  ['callReceived', ['alerting', 'connected']],
  ['callReceivedOnHold', ['alerting', 'hold']],
  ['callEstablished', ['connected', 'connected']],
  ['callEstablishedHeld', ['hold', 'connected']],
  ['callEstablishedOnHold', ['connected', 'hold']],
  ['callFailed', ['connected', 'fail']],
  ['callBlocked', ['fail']],
  ['callQueued', ['connected', 'queued']],
]);

function statesOf(element: XmlElement | undefined): unknown {
  if (!element) return [];
  const compound = every(element, 'localConnectionState').map(({ text }) => text.trim());
  if (compound.length > 0) return compound;
  const simple = textOf(element, 'simpleCallState') ?? element.text.trim();
  return simpleStates.get(simple) ?? [];
}

/** No part of ECMA-323, but of several phones. */
function directionTold(text: string | undefined): 'inbound' | 'outbound' | null {
  if (text === 'incoming' || text === 'inbound') return 'inbound';
  return text === 'outgoing' || text === 'outbound' ? 'outbound' : null;
}

const snapshotCallSchema = z.object({
  calling: shortText.nullable(),
  called: shortText.nullable(),
  devices: z
    .array(z.object({ device: shortText.nullable(), local: z.enum(localStates).nullable() }))
    .max(MAX_CALLS),
});
export type SnapshotCall = z.infer<typeof snapshotCallSchema>;

/** Everybody in one call (ECMA-269 §16.1.1); null when the answer does not hold. */
export function snapshotCallOf(root: XmlElement): SnapshotCall | null {
  if (root.name !== 'SnapshotCallResponse') return null;
  const read = snapshotCallSchema.safeParse({
    calling: readDevice(child(root, 'callingDevice')),
    called: readDevice(child(root, 'calledDevice')),
    devices: every(root, 'snapshotCallResponseInfo').map((info) => ({
      device: readDevice(child(info, 'deviceOnCall')),
      local: textOf(info, 'localConnectionInfo'),
    })),
  });
  return read.success ? read.data : null;
}

/** Every element of that name, at whatever depth: phones differ in what they wrap a list in. */
function every(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((each) => (each.name === name ? [each] : every(each, name)));
}

function shortTextOf(text: string | null): string | null {
  return text !== null && text.length <= 512 ? text : null;
}
