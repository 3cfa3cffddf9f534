import type { CstaRequest } from './ports.ts';
import type { CstaNode } from './xml.ts';

/** A connection as the phone names it (ECMA-269 §12.3.13). */
export interface ConnectionId {
  readonly callId: string;
  readonly deviceId: string;
}

/** The first request, in the INVITE itself (TR/87 §7.1). */
export const requestSystemStatus: CstaNode = ['RequestSystemStatus', []];
export const getFeatures: CstaNode = ['GetCSTAFeatures', []];

export function monitorStart(device: string): CstaNode {
  return ['MonitorStart', [['monitorObject', [['deviceObject', device]]]]];
}

export function monitorStop(crossRefId: string): CstaNode {
  return ['MonitorStop', [['monitorCrossRefID', crossRefId]]];
}

export function snapshotDevice(device: string): CstaNode {
  return ['SnapshotDevice', [['snapshotObject', device]]];
}

export function snapshotCall(connection: ConnectionId): CstaNode {
  return ['SnapshotCall', [named('snapshotObject', connection)]];
}

/**
 * A request as ECMA-323 writes it, for the phone that is called `device`; null when it is about a connection that
 * `find` does not know. Numbers go out as dialling digits, which every phone takes.
 */
export function serviceRequest(
  request: CstaRequest,
  device: string,
  find: (key: string) => ConnectionId | null,
): CstaNode | null {
  const about = (name: string, key: string, ...more: CstaNode[]): CstaNode | null => {
    const connection = find(key);
    return connection && [request.service, [named(name, connection), ...more]];
  };
  switch (request.service) {
    case 'MakeCall':
      return [
        'MakeCall',
        [
          ['callingDevice', device],
          ['calledDirectoryNumber', request.number],
          // The operator has asked: the phone does not wait for the handset.
          ['autoOriginate', 'doNotPrompt'],
        ],
      ];
    case 'AnswerCall':
      return about('callToBeAnswered', request.key);
    case 'ClearConnection':
      return about('connectionToBeCleared', request.key);
    case 'HoldCall':
      return about('callToBeHeld', request.key);
    case 'RetrieveCall':
      return about('callToBeRetrieved', request.key);
    case 'AlternateCall':
    case 'TransferCall':
    case 'ConferenceCall': {
      const active = find(request.active);
      return active && about('heldCall', request.held, named('activeCall', active));
    }
    case 'ConsultationCall':
      return about('existingCall', request.key, ['consultedDevice', request.number]);
    case 'SingleStepTransferCall':
      return about('activeCall', request.key, ['transferredTo', request.number]);
    case 'DeflectCall':
      return about('callToBeDiverted', request.key, ['newDestination', [['device', request.number]]]);
    case 'GenerateDigits':
      return about('connectionToSendDigits', request.key, ['charactersToSend', request.digits]);
    case 'DirectedPickupCall':
      return [
        'DirectedPickupCall',
        [
          ['callToBePickedUp', [['deviceID', request.number]]],
          ['requestingDevice', device],
        ],
      ];
    case 'SetDoNotDisturb':
      return [
        'SetDoNotDisturb',
        [
          ['device', device],
          ['doNotDisturbOn', String(request.on)],
        ],
      ];
    case 'SetAgentState': {
      const agent: readonly CstaNode[] = request.agentId === null ? [] : [['agentID', request.agentId]];
      return ['SetAgentState', [['device', device], ['requestedAgentState', request.state], ...agent]];
    }
    case 'GetDoNotDisturb':
    case 'GetAgentState':
      return [request.service, [['device', device]]];
    case 'SnapshotDevice':
      return snapshotDevice(device);
  }
}

/** Whether an event of a call follows, once the phone has done it. */
export function actsOnCalls({ service }: CstaRequest): boolean {
  return !/^(Get|Set|Snapshot|Generate)/.test(service);
}

function named(name: string, { callId, deviceId }: ConnectionId): CstaNode {
  return [
    name,
    [
      ['callID', callId],
      ['deviceID', deviceId],
    ],
  ];
}
