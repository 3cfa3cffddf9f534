import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOwnDevice, partyOfDevice } from '../../../../electron/telephony/csta/device-ids.ts';
import { parseCstaEvent } from '../../../../electron/telephony/csta/events.ts';
import { failureOfError } from '../../../../electron/telephony/csta/failures.ts';
import type { CstaRequest } from '../../../../electron/telephony/csta/ports.ts';
import { serviceRequest } from '../../../../electron/telephony/csta/requests.ts';
import {
  agentStateOf,
  crossRefIdOf,
  doNotDisturbOf,
  errorOf,
  isReady,
  readResponse,
  servicesOf,
  snapshotCallOf,
  snapshotDeviceOf,
} from '../../../../electron/telephony/csta/responses.ts';
import { cstaDocument, editionOf } from '../../../../electron/telephony/csta/xml.ts';
import { readXml, type XmlElement } from '../../../../electron/telephony/documents/bounded-xml.ts';
import { connection, delivered, device, event, local, OWN, snapshot, xml } from './documents.ts';

const readers = [
  errorOf,
  isReady,
  servicesOf,
  crossRefIdOf,
  doNotDisturbOf,
  agentStateOf,
  snapshotDeviceOf,
  snapshotCallOf,
];

/** A good document with a piece gone, doubled, or overwritten by anything. */
const damaged = fc
  .tuple(
    fc.constantFrom(
      delivered('1', '0611'),
      snapshot(['1', 'connected', 'alerting']),
      cstaDocument(['A', 'b'], 3),
    ),
    fc.nat(),
    fc.nat(60),
    fc.constantFrom('gone', 'doubled', 'other'),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  .map(([text, at, length, damage, other]) => {
    const start = at % text.length;
    const piece = text.slice(start, start + length);
    const put = damage === 'gone' ? '' : damage === 'doubled' ? piece + piece : other;
    return text.slice(0, start) + put + text.slice(start + length);
  });

describe('what anyone may have sent', () => {
  test('is read or dropped, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: 'binary' })), (text) => {
        const read = parseCstaEvent(text);
        expect(typeof read.ok).toBe('boolean');
        const response = readResponse(text);
        if (response.ok) for (const reader of readers) reader(response.value);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is dropped when it is too long, too deep, has a document type, or too many calls', () => {
    const drop = (text: string) => {
      const read = parseCstaEvent(text);
      return read.ok ? null : read.drop;
    };
    expect(drop(event('DeliveredEvent', 'x'.repeat(70_000)))).toBe('oversized');
    expect(drop(xml('DeliveredEvent', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`))).toBe('too-deep');
    expect(drop('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toBe('doctype');
    const links = `<connectionListItem>${connection('newConnection', '1')}</connectionListItem>`.repeat(65);
    const list = `<transferredConnections>${links}</transferredConnections>`;
    expect(drop(event('TransferedEvent', connection('primaryOldCall', '1') + list))).toBe('invalid');
    const many = readResponse(
      snapshot(...Array.from({ length: 65 }, (_, n) => [`${n}`, 'connected'] as const)),
    );
    expect(many.ok && snapshotDeviceOf(many.value)).toBeNull();
  });

  test('is dropped where it does not hold', () => {
    const isRead = (text: string): boolean => parseCstaEvent(text).ok;
    expect(isRead(delivered('1', '0611'))).toBe(true);
    expect(isRead(xml('DeliveredEvent', connection('connection', '1')))).toBe(false);
    expect(isRead(event('DeliveredEvent', local('alerting')))).toBe(false);
    expect(isRead(event('DeliveredEvent', connection('connection', '1') + local('singing')))).toBe(false);
    expect(isRead(event('DeliveredEvent', connection('connection', 'x'.repeat(600))))).toBe(false);
    expect(isRead(event('DoNotDisturbEvent', '<doNotDisturbOn>perhaps</doNotDisturbOn>'))).toBe(false);
    expect(isRead(xml('MakeCall', ''))).toBe(false);
  });

  test('is read whatever its namespace, its prefix and its order', () => {
    const read = parseCstaEvent(
      `<c:DeliveredEvent xmlns:c="urn:anything"><c:localConnectionInfo>alerting</c:localConnectionInfo><c:connection><c:deviceID>1501</c:deviceID><c:callID>1</c:callID></c:connection><c:monitorCrossRefID>7</c:monitorCrossRefID></c:DeliveredEvent>`,
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        name: 'Delivered',
        local: 'alerting',
        connection: { callId: '1', deviceId: '1501' },
        calling: null,
      },
    });
  });

  test('of the many events that tell nothing shown is passed over', () => {
    expect(parseCstaEvent(event('DigitsGeneratedEvent', connection('connection', '1')))).toMatchObject({
      ok: true,
      value: { type: 'other' },
    });
  });
});

describe('answers', () => {
  const root = (text: string): XmlElement => {
    const read = readXml(text);
    if (typeof read === 'string') throw new Error(read);
    return read;
  };

  test('tell the services in lists, as texts, or as flags', () => {
    const services = (content: string) => servicesOf(root(xml('GetCSTAFeaturesResponse', content)));
    expect(
      services(
        '<supportedServices><callControlServList><makeCall/><holdCall/></callControlServList></supportedServices>',
      ),
    ).toEqual(['MakeCall', 'HoldCall']);
    expect(services('<service>AnswerCall MakeCall</service>')).toEqual(['MakeCall', 'AnswerCall']);
    expect(services('<makeCall>true</makeCall><holdCall>false</holdCall>')).toEqual(['MakeCall']);
    expect(servicesOf(root(xml('CSTAErrorCode', '')))).toBeNull();
  });

  test('tell connections by compound or simple states', () => {
    const simple = xml(
      'SnapshotDeviceResponse',
      `<snapshotDeviceResponseInfo>${connection('connectionIdentifier', '1')}<localCallState><simpleCallState>callDelivered</simpleCallState></localCallState></snapshotDeviceResponseInfo>`,
    );
    expect(snapshotDeviceOf(root(simple))).toMatchObject([{ states: ['connected', 'alerting'] }]);
    expect(snapshotDeviceOf(root(snapshot(['1', 'hold'])))).toMatchObject([{ states: ['hold'] }]);
    expect(snapshotDeviceOf(root(snapshot(['1', 'dancing'])))).toBeNull();
  });

  test('tell an error by its name only', () => {
    const error = (content: string) => errorOf(root(xml('CSTAErrorCode', content)));
    expect(error('<operation>invalidConnectionIdentifier</operation>')).toBe('invalidConnectionIdentifier');
    expect(error('<unspecified/>')).toBe('unspecified');
    expect(error('<operation>&lt;script&gt; 12</operation>')).toBe('script');
    expect(error('')).toBe('unspecified');
  });

  test.each([
    ['invalidConnectionID', 'Phone_CallGone'],
    ['invalidConnectionIdentifier', 'Phone_CallGone'],
    ['invalidConnectionState', 'Phone_CallGone'],
    ['noActiveCall', 'Phone_CallGone'],
    ['invalidCalledDeviceID', 'Phone_NumberInvalid'],
    ['invalidDestination', 'Phone_NumberInvalid'],
    ['privilegeViolationSpecifiedDevice', 'Phone_CannotAct'],
    ['serviceNotSupported', 'Phone_CannotAct'],
    ['featureNotAvailable', 'Phone_CannotAct'],
    ['resourceBusy', 'Phone_ActionRefused'],
  ])('the error %s is the failure %s', (error, code) => {
    expect(failureOfError(error).failure.code).toBe(code);
  });
});

describe('devices', () => {
  test('name a party or nobody, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const party = partyOfDevice(text);
        expect(party.number ?? '').toMatch(/^[#+*]?[0-9*#]*$/);
        isOwnDevice(text, ['1501']);
      }),
    );
    expect(partyOfDevice('"An \\"odd\\" name" <sip:0611@x;user=phone>')).toEqual({
      number: '0611',
      displayName: 'An "odd" name',
    });
    expect(partyOfDevice('tel:+33611223344;phone-context=x')).toMatchObject({ number: '+33611223344' });
    expect(partyOfDevice('0611@samu.test')).toMatchObject({ number: '0611' });
    expect(partyOfDevice('sip:anonymous@anonymous.invalid')).toEqual({ number: null, displayName: null });
    expect(isOwnDevice(OWN, ['1501'])).toBe(true);
    expect(isOwnDevice('1502', ['1501'])).toBe(false);
    expect(device('callingDevice', null)).toContain('notKnown');
  });
});

describe('requests', () => {
  const every: readonly CstaRequest[] = [
    { service: 'MakeCall', number: '0240083333' },
    { service: 'AnswerCall', key: 'k' },
    { service: 'AlternateCall', held: 'k', active: 'k' },
    { service: 'ConsultationCall', key: 'k', number: '1502' },
    { service: 'DeflectCall', key: 'k', number: '1502' },
    { service: 'GenerateDigits', key: 'k', digits: '12#' },
    { service: 'DirectedPickupCall', number: '1502' },
    { service: 'SetDoNotDisturb', on: true },
    { service: 'SetAgentState', state: 'ready', agentId: '7' },
    { service: 'GetDoNotDisturb' },
    { service: 'SnapshotDevice' },
  ];

  test('carry whatever a phone called its connection back to it, as text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...every),
        fc.string({ unit: 'binary', minLength: 1 }),
        (request, callId) => {
          const node = serviceRequest(request, OWN, () => ({ callId, deviceId: OWN }));
          const read = node && readXml(cstaDocument(node, 3));
          expect(read).toMatchObject({ name: request.service });
        },
      ),
    );
  });

  test('about a connection that is not known are none', () => {
    expect(serviceRequest({ service: 'AnswerCall', key: 'k' }, OWN, () => null)).toBeNull();
    expect(
      serviceRequest({ service: 'TransferCall', held: 'a', active: 'b' }, OWN, (key) =>
        key === 'a' ? { callId: '1', deviceId: OWN } : null,
      ),
    ).toBeNull();
  });

  test('are written in the edition that the phone writes', () => {
    expect(editionOf(xml('A', '', 5))).toBe(5);
    expect(editionOf('<A xmlns="http://www.ecmainternational.org/standards/ecma-323/csta/ed5"/>')).toBe(5);
    expect(editionOf('<A/>')).toBeNull();
    expect(cstaDocument(['GetCSTAFeatures', []], 4)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<GetCSTAFeatures xmlns="http://www.ecma-international.org/standards/ecma-323/csta/ed4"></GetCSTAFeatures>',
    );
  });
});
