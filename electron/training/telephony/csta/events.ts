import type { Quirk } from '../brands.ts';
import type {
  AgentState,
  DivertedEvent,
  EndEvent,
  ExchangeEvent,
  JoinedEvent,
  Leg,
  LegState,
  Party,
  TrainingCall,
} from '../exchange/model.ts';
import { connectionOf, deviceOf, type Writing } from './devices.ts';
import { message, tag } from './xml.ts';

/** One phone that is monitored, and how it tells what happens. */
export interface Monitor extends Writing {
  readonly number: string;
  readonly crossRefId: string;
}

const localStates: Record<LegState, string> = {
  originated: 'connected',
  queued: 'queued',
  alerting: 'alerting',
  connected: 'connected',
  held: 'hold',
  cleared: 'null',
};

/** What the phone tells of an event, as ECMA-323 messages: nothing of calls that it is not in. */
export function eventMessages(monitor: Monitor, event: ExchangeEvent): readonly string[] {
  if (event.type === 'doNotDisturb')
    return event.number === monitor.number ? doNotDisturb(monitor, event.on) : [];
  if (event.type === 'agent') {
    return event.number === monitor.number ? agent(monitor, event.state, event.before) : [];
  }
  if ('by' in event) return joined(monitor, event);
  const own = ownLeg(monitor, event.call);
  if (!own && event.leg.number !== monitor.number) return [];
  return ofOneEnd(monitor, event, own);
}

function ofOneEnd(
  monitor: Monitor,
  event: EndEvent | DivertedEvent,
  own: Leg | undefined,
): readonly string[] {
  const { leg, call, cause } = event;
  const mine = leg.number === monitor.number;
  // Seen from the end that something happens at: who called, or whom it talks with after a transfer.
  const calling = deviceOf('callingDevice', leg.remote ?? call.calling, monitor);
  const called = deviceOf('calledDevice', call.called, monitor);
  const redirected = call.redirectedBy
    ? deviceOf('lastRedirectionDevice', call.redirectedBy, monitor)
    : '<lastRedirectionDevice><notRequired/></lastRedirectionDevice>';
  const devices = calling + called + redirected;
  const write = (name: string, content: string, local: string = localStates[own?.state ?? 'cleared']) => [
    message(
      monitor.csta.namespace,
      `${name}Event`,
      `${tag('monitorCrossRefID', monitor.crossRefId)}${content}${tag('localConnectionInfo', local)}${tag('cause', cause)}`,
    ),
  ];
  const callId = ('callId' in event ? event.callId : undefined) ?? call.id;
  const connection = (name: string) => connectionOf(name, leg, monitor, callId);
  const device = (name: string, party: Party = leg.party) => deviceOf(name, party, monitor);
  switch (event.type) {
    case 'serviceInitiated':
      if (!mine || !has(monitor, 'service-initiated')) return [];
      return write(
        'ServiceInitiated',
        connection('initiatedConnection') + device('initiatingDevice'),
        'initiated',
      );
    case 'originated':
      if (!mine || has(monitor, 'no-originated')) return [];
      return write('Originated', connection('originatedConnection') + device('callingDevice') + called);
    case 'queued':
      return write('Queued', connection('queuedConnection') + device('queue') + devices);
    case 'delivered':
      return write('Delivered', connection('connection') + device('alertingDevice') + devices);
    case 'established':
      return write('Established', connection('establishedConnection') + device('answeringDevice') + devices);
    case 'held':
      return write('Held', connection('heldConnection') + device('holdingDevice'));
    case 'retrieved':
      return write('Retrieved', connection('retrievedConnection') + device('retrievingDevice'));
    case 'failed':
      return write('Failed', connection('failedConnection') + device('failingDevice') + devices);
    case 'cleared':
      if (!mine && has(monitor, 'own-end-only')) return [];
      return write('ConnectionCleared', connection('droppedConnection') + device('releasingDevice'));
    case 'diverted':
      return write(
        'Diverted',
        connection('connection') + device('divertingDevice') + device('newDestination', event.to),
      );
  }
}

/** Transferred or Conferenced, to who did it and to who is in the call that came of it. */
function joined(monitor: Monitor, event: JoinedEvent): readonly string[] {
  const { call, by, second, secondCallId } = event;
  const own = ownLeg(monitor, call);
  const mine = by.number === monitor.number;
  if (!own && !mine) return [];
  if (event.type === 'transferred' && has(monitor, 'transfer-as-ends')) return asEnds(monitor, event, own);
  const transferred = event.type === 'transferred';
  const list = has(monitor, 'conference-without-members') && !transferred ? '' : members(monitor, event);
  const body = [
    tag('monitorCrossRefID', monitor.crossRefId),
    connectionOf('primaryOldCall', by, monitor),
    second && secondCallId ? connectionOf('secondaryOldCall', second, monitor, secondCallId) : '',
    deviceOf(transferred ? 'transferringDevice' : 'conferencingDevice', by.party, monitor),
    deviceOf(transferred ? 'transferredToDevice' : 'addedParty', event.to, monitor),
    list && tag(transferred ? 'transferredConnections' : 'conferenceConnections', list),
    tag('localConnectionInfo', localStates[own?.state ?? 'cleared']),
    tag('cause', event.cause),
  ].join('');
  // ECMA-323 writes this one with a single r.
  const name = transferred ? 'TransferedEvent' : 'ConferencedEvent';
  const told = message(monitor.csta.namespace, name, body);
  const ends = mine && transferred && has(monitor, 'transfer-then-ends') ? bothEnds(monitor, event) : [];
  return [told, ...ends];
}

/** Who is in the call now, and which connection each had before. */
function members(monitor: Monitor, { call, moved }: JoinedEvent): string {
  const before = new Map(moved.map(({ leg, oldCallId }) => [leg, oldCallId]));
  return call.legs
    .map((leg) =>
      tag(
        'connectionListItem',
        [
          connectionOf('newConnection', leg, monitor),
          connectionOf('oldConnection', leg, monitor, before.get(leg) ?? call.id),
          deviceOf('endpoint', leg.party, monitor),
        ].join(''),
      ),
    )
    .join('');
}

/** As phones tell it that know no Transferred: whoever is moved sees one call end and another one begin. */
function asEnds(monitor: Monitor, event: JoinedEvent, own: Leg | undefined): readonly string[] {
  if (!own) return bothEnds(monitor, event);
  const oldCallId = event.moved.find(({ leg }) => leg === own)?.oldCallId;
  if (oldCallId === undefined) return [];
  const connection = connectionOf('establishedConnection', own, monitor);
  const devices =
    deviceOf('answeringDevice', own.party, monitor) +
    deviceOf('callingDevice', own.remote ?? event.call.calling, monitor) +
    deviceOf('calledDevice', own.party, monitor);
  const local = tag('localConnectionInfo', localStates[own.state]) + tag('cause', 'transfer');
  const name = own.state === 'alerting' ? 'DeliveredEvent' : 'EstablishedEvent';
  const begun = own.state === 'alerting' ? connectionOf('connection', own, monitor) : connection;
  return [
    endOf(monitor, own, oldCallId),
    message(
      monitor.csta.namespace,
      name,
      tag('monitorCrossRefID', monitor.crossRefId) + begun + devices + local,
    ),
  ];
}

function bothEnds(monitor: Monitor, { by, second, secondCallId, call }: JoinedEvent): readonly string[] {
  const first = endOf(monitor, by, call.id);
  return second && secondCallId ? [first, endOf(monitor, second, secondCallId)] : [first];
}

function endOf(monitor: Monitor, leg: Leg, callId: string): string {
  const body = [
    tag('monitorCrossRefID', monitor.crossRefId),
    connectionOf('droppedConnection', leg, monitor, callId),
    deviceOf('releasingDevice', leg.party, monitor),
    tag('localConnectionInfo', 'null'),
    tag('cause', 'transfer'),
  ];
  return message(monitor.csta.namespace, 'ConnectionClearedEvent', body.join(''));
}

function doNotDisturb(monitor: Monitor, on: boolean): readonly string[] {
  const device = deviceOf('device', { number: monitor.number, displayName: null }, monitor);
  const body = tag('monitorCrossRefID', monitor.crossRefId) + device + tag('doNotDisturbOn', String(on));
  return [message(monitor.csta.namespace, 'DoNotDisturbEvent', body)];
}

const agentEvents: Record<AgentState, string> = {
  agentNull: 'AgentLoggedOffEvent',
  agentNotReady: 'AgentNotReadyEvent',
  agentReady: 'AgentReadyEvent',
  agentBusy: 'AgentBusyEvent',
  agentWorkingAfterCall: 'AgentWorkingAfterCallEvent',
};

function agent(monitor: Monitor, state: AgentState, before: AgentState): readonly string[] {
  if (!monitor.csta.services.includes('GetAgentState')) return [];
  const device = deviceOf('agentDevice', { number: monitor.number, displayName: null }, monitor);
  const body = tag('monitorCrossRefID', monitor.crossRefId) + device + tag('agentID', monitor.number);
  const names = before === 'agentNull' ? ['AgentLoggedOnEvent', agentEvents[state]] : [agentEvents[state]];
  return names.map((name) => message(monitor.csta.namespace, name, body));
}

function ownLeg({ number }: Monitor, call: TrainingCall): Leg | undefined {
  return call.legs.find((leg) => leg.number === number);
}

function has({ csta }: Monitor, quirk: Quirk): boolean {
  return csta.quirks.includes(quirk);
}
