import { isOwnDevice } from './device-ids.ts';
import type { LocalState } from './events.ts';
import { type CstaConnections, findAlive } from './known-connections.ts';
import { snapshotCall, snapshotDevice } from './requests.ts';
import { type SnapshotCall, type SnapshotItem, snapshotCallOf, snapshotDeviceOf } from './responses.ts';
import type { CstaAnswer, CstaSession } from './session.ts';
import type { Snapshot, SnapshotConnection } from './snapshot-effects.ts';

/** Calls of one snapshot about which more is asked: a desk phone has fewer. */
const MOST_ASKED = 16;

const unreachable = new Set([404, 408, 410, 480, 481, 502, 503, 504]);

/** What a snapshot came to: `unsupported` where the phone answers but cannot give one. */
export type SnapshotOutcome =
  /** `tellsCalls`: whether the phone answers SnapshotCall. */
  | { readonly ok: true; readonly snapshot: Snapshot; readonly tellsCalls: boolean }
  | { readonly ok: false; readonly unsupported: boolean };

/**
 * Asks the phone for all its connections (SnapshotDevice) and, for those of which too little is known, for who is in
 * the call (SnapshotCall). What is `known` now is what the snapshot is compared with.
 */
export async function takeSnapshotOf(
  session: Pick<CstaSession, 'ask'>,
  device: string,
  known: CstaConnections,
  asksCalls: boolean,
): Promise<SnapshotOutcome> {
  const answer = await session.ask(snapshotDevice(device));
  if (!answer.ok) return { ok: false, unsupported: !isUnreachable(answer) };
  const items = answer.root && snapshotDeviceOf(answer.root);
  if (!items) return { ok: false, unsupported: true };
  const connections: SnapshotConnection[] = [];
  let tellsCalls = asksCalls;
  for (const [index, item] of items.entries()) {
    const asked = tellsCalls && index < MOST_ASKED && saysTooLittle(item, known);
    const call = asked ? await whoIsIn(session, item, device) : null;
    if (asked && !call) tellsCalls = false;
    connections.push(toConnection(item, call, known.own));
  }
  return { ok: true, snapshot: { since: known.serial, connections }, tellsCalls };
}

/** Whether an answer says that the phone or its session is gone (RFC 5057 §5.1), and not that it cannot. */
export function isUnreachable({ code, error }: Extract<CstaAnswer, { ok: false }>): boolean {
  return error === null && unreachable.has(code);
}

async function whoIsIn(
  session: Pick<CstaSession, 'ask'>,
  { connection }: SnapshotItem,
  device: string,
): Promise<SnapshotCall | null> {
  const { callId, deviceId } = connection;
  const answer = await session.ask(snapshotCall({ callId, deviceId: deviceId ?? device }));
  return answer.ok && answer.root ? snapshotCallOf(answer.root) : null;
}

/** A call that is new, or that may have been answered meanwhile. */
function saysTooLittle({ connection, states, endpoints }: SnapshotItem, known: CstaConnections): boolean {
  const [local, ...others] = states;
  const call = findAlive(known, connection.callId);
  if (!call)
    return local !== 'null' && local !== 'initiated' && (endpoints.length === 0 || others.length === 0);
  return call.state === 'dialling' && others.length === 0;
}

function toConnection(
  { connection, states, endpoints, direction }: SnapshotItem,
  call: SnapshotCall | null,
  own: readonly string[],
): SnapshotConnection {
  const others = call?.devices.filter(({ device }) => device !== null && !isOwnDevice(device, own)) ?? [];
  const far = [...states.slice(1), ...others.map(({ local }) => local)];
  return {
    ...connection,
    local: states[0] ?? 'null',
    far: furthest(far),
    calling: call?.calling ?? null,
    called: call?.called ?? null,
    direction,
    others: call ? others.flatMap(({ device }) => device ?? []) : endpoints,
  };
}

function furthest(states: readonly (LocalState | null)[]): LocalState | null {
  const order: readonly LocalState[] = [
    'connected',
    'hold',
    'alerting',
    'queued',
    'fail',
    'initiated',
    'null',
  ];
  return order.find((state) => states.includes(state)) ?? null;
}
