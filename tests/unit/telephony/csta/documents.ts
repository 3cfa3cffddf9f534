/** Documents of ECMA-323 as phones write them, for the tests. */

const NAMESPACE = 'http://www.ecma-international.org/standards/ecma-323/csta/ed';
export const CROSS_REF = '7';
export const OWN = 'sip:1501@samu.test';

export function xml(name: string, content: string, edition = 5): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="${NAMESPACE}${edition}">${content}</${name}>`;
}

export function connection(name: string, callId: string, deviceId = OWN): string {
  return `<${name}><callID>${callId}</callID><deviceID>${deviceId}</deviceID></${name}>`;
}

export function device(name: string, identifier: string | null): string {
  const inner = identifier === null ? '<notKnown/>' : `<deviceIdentifier>${identifier}</deviceIdentifier>`;
  return `<${name}>${inner}</${name}>`;
}

export function event(name: string, content: string, crossRefId = CROSS_REF): string {
  return xml(name, `<monitorCrossRefID>${crossRefId}</monitorCrossRefID>${content}`);
}

export function local(state: string, cause = 'normal'): string {
  return `<localConnectionInfo>${state}</localConnectionInfo><cause>${cause}</cause>`;
}

/** A call of `number` that rings at the phone. */
export function delivered(callId: string, number: string): string {
  return event(
    'DeliveredEvent',
    `${connection('connection', callId)}${device('alertingDevice', OWN)}${device('callingDevice', number)}${device('calledDevice', OWN)}${local('alerting')}`,
  );
}

export function established(callId: string, calling: string, called = OWN): string {
  return event(
    'EstablishedEvent',
    `${connection('establishedConnection', callId, called)}${device('answeringDevice', called)}${device('callingDevice', calling)}${device('calledDevice', called)}${local('connected')}`,
  );
}

export function cleared(callId: string): string {
  return event(
    'ConnectionClearedEvent',
    `${connection('droppedConnection', callId)}${device('releasingDevice', OWN)}${local('null', 'normalClearing')}`,
  );
}

/** The phone's connections, each with its states. */
export function snapshot(...calls: readonly (readonly [callId: string, ...states: string[]])[]): string {
  const infos = calls.map(([callId, ...states]) => {
    const list = states.map((state) => `<localConnectionState>${state}</localConnectionState>`).join('');
    return `<snapshotDeviceResponseInfo>${connection('connectionIdentifier', callId)}<localCallState><compoundCallState>${list}</compoundCallState></localCallState></snapshotDeviceResponseInfo>`;
  });
  return xml(
    'SnapshotDeviceResponse',
    `<crossRefIDorSnapshotData><snapshotData>${infos.join('')}</snapshotData></crossRefIDorSnapshotData>`,
  );
}
