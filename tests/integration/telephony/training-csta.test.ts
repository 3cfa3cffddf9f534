import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  brandNames,
  brands,
  startTrainingPhones,
  type TrainingPhones,
} from '../../../electron/training/telephony/index.ts';
import { connection, elementIn, PlainCsta } from './plain-csta.ts';
import { PlainSip } from './plain-sip.ts';

let exchange: TrainingPhones;
const open: PlainCsta[] = [];

beforeEach(async () => {
  exchange = await startTrainingPhones({
    numbers: [
      { number: '1501', label: 'Position 1', registered: true, brand: 'unify' },
      { number: '1502', label: 'Position 2', registered: true, brand: 'alcatel' },
      { number: '1503', label: 'Position 3', registered: true, brand: 'poly' },
      { number: '1504', label: 'Position 4', registered: true, brand: 'plain' },
      { number: '1505', label: 'Position 5', registered: true, brand: 'snom' },
      { number: '1506', label: 'Position 6', registered: true, brand: 'yealink' },
    ],
    queues: [{ address: 'file-15', label: 'Salle 15' }],
    answerAfter: 50,
  });
});

afterEach(async () => {
  for (const session of open.splice(0)) session.sip.close();
  await exchange.stop();
});

async function session(number: string): Promise<PlainCsta> {
  const opened = await PlainCsta.open(exchange.url, exchange.addressOfRecord(number));
  if (typeof opened === 'number') throw new Error(`refused with ${opened}`);
  open.push(opened);
  return opened;
}

async function monitored(number: string): Promise<PlainCsta> {
  const opened = await session(number);
  expect(await opened.monitor()).toMatch(/^\d+$/);
  return opened;
}

const at = (number: string): string => exchange.addressOfRecord(number);

describe('a uaCSTA session', () => {
  test('opens, tells the features of the phone, and ends', async () => {
    const unify = await session('1501');
    const features = await unify.ask('GetCSTAFeatures', '');
    expect(features).toContain('csta/ed4');
    for (const service of ['makeCall', 'conferenceCall', 'directedPickupCall', 'setDoNotDisturb']) {
      expect(features).toContain(`<${service}/>`);
    }
    expect(exchange.counts().sessions).toBe(1);
    await unify.close();
    expect(exchange.counts().sessions).toBe(0);
    const poly = await (await session('1503')).ask('GetCSTAFeatures', '');
    expect(poly).not.toContain('<holdCall/>');
  });

  test('is refused by a phone that has none', async () => {
    expect(await PlainCsta.open(exchange.url, at('1504'))).toBe(415);
  });

  test('ends without a word when the phone is switched off', async () => {
    const unify = await session('1501');
    exchange.setRegistered('1501', false);
    expect(await unify.ask('SnapshotDevice', '')).toBe('480');
    exchange.setRegistered('1501', true);
    expect(await unify.ask('SnapshotDevice', '')).toBe('481');
  });

  test('refuses what the phone has not, and what cannot be', async () => {
    const poly = await session('1503');
    expect(await poly.ask('HoldCall', '')).toBe('603');
    const unify = await session('1501');
    const refusal = await unify.ask('AnswerCall', connection('callToBeAnswered', '999', at('1501')));
    expect(elementIn(refusal, 'operation')).toBe('invalidConnectionID');
  });
});

describe('an incoming call', () => {
  test('is delivered, answered, held, retrieved and cleared', async () => {
    const phone = await monitored('1501');
    const id = exchange.incomingCall({ number: '1501', from: '0639981234', displayName: 'Appel 15' });
    const delivered = await phone.heard('DeliveredEvent');
    expect(delivered).toContain(
      `<callingDevice><deviceIdentifier>&#34;Appel 15&#34; &#60;sip:0639981234@${exchange.domain}&#62;`,
    );
    expect(elementIn(delivered, 'localConnectionInfo')).toBe('alerting');
    const call = elementIn(delivered, 'callID') ?? '';
    const own = (element: string) => connection(element, call, at('1501'));
    await phone.ask('AnswerCall', own('callToBeAnswered'));
    await phone.heard('EstablishedEvent');
    await phone.ask('HoldCall', own('callToBeHeld'));
    expect(elementIn(await phone.heard('HeldEvent'), 'localConnectionInfo')).toBe('hold');
    expect(exchange.callsAt('1501')).toMatchObject([{ id, callId: call, state: 'held' }]);
    await phone.ask('RetrieveCall', own('callToBeRetrieved'));
    await phone.heard('RetrievedEvent');
    exchange.remoteHangsUp(id);
    await phone.heard('ConnectionClearedEvent', '<localConnectionInfo>null');
    expect(exchange.callsAt('1501')).toEqual([]);
  });
});

describe('an outgoing call', () => {
  test('is originated, delivered and established', async () => {
    const phone = await monitored('1501');
    const made = await phone.ask(
      'MakeCall',
      `<callingDevice>${at('1501')}</callingDevice><calledDirectoryNumber>tel:18</calledDirectoryNumber>`,
    );
    const call = elementIn(made, 'callID');
    expect(call).toMatch(/^\d+$/);
    await phone.heard('EstablishedEvent', `<callID>${call}</callID>`);
    expect(phone.events).toEqual([
      'ServiceInitiatedEvent',
      'OriginatedEvent',
      'DeliveredEvent',
      'EstablishedEvent',
    ]);
  });
});

describe('two calls', () => {
  /** A caller in conversation, and a colleague who was consulted and has answered; their callIDs. */
  async function consulted(phone: PlainCsta, number: string): Promise<{ held: string; active: string }> {
    exchange.answerAtPhone(exchange.incomingCall({ number, from: '0639981234' }));
    const held = elementIn(await phone.heard('EstablishedEvent'), 'callID') ?? '';
    const consulting = connection('existingCall', held, at(number));
    const made = await phone.ask(
      'ConsultationCall',
      `${consulting}<consultedDevice>${at('1505')}</consultedDevice>`,
    );
    const active = elementIn(made, 'callID') ?? '';
    await phone.heard('HeldEvent');
    exchange.answerAtPhone(exchange.callsAt('1505')[0]?.id ?? '');
    await phone.heard('EstablishedEvent', `<callID>${active}</callID>`);
    return { held, active };
  }

  const both = (number: string, calls: { held: string; active: string }): string =>
    connection('heldCall', calls.held, at(number)) + connection('activeCall', calls.active, at(number));

  test('are alternated', async () => {
    const phone = await monitored('1501');
    const calls = await consulted(phone, '1501');
    await phone.ask('AlternateCall', both('1501', calls));
    await phone.heard('RetrievedEvent', `<callID>${calls.held}</callID>`);
    expect(exchange.callsAt('1501')).toMatchObject([{ state: 'connected' }, { state: 'held' }]);
  });

  test('are transferred: all three phones are told, each in its way', async () => {
    const phone = await monitored('1501');
    const colleague = await monitored('1505');
    const calls = await consulted(phone, '1501');
    const answer = await phone.ask('TransferCall', both('1501', calls));
    expect(answer).toContain('<transferredCall>');
    const transferred = await phone.heard('TransferedEvent');
    expect(transferred).toContain(connection('primaryOldCall', calls.held, at('1501')));
    expect(transferred).toContain(connection('secondaryOldCall', calls.active, at('1501')));
    expect(transferred).toContain(connection('oldConnection', calls.active, at('1505')));
    expect(transferred).toContain(connection('newConnection', calls.held, at('1505')));
    expect(elementIn(transferred, 'localConnectionInfo')).toBe('null');
    await phone.heard('ConnectionClearedEvent', `<callID>${calls.active}</callID>`);
    // A snom knows no Transferred: one call ends, another one is there.
    await colleague.heard('ConnectionClearedEvent', `<callID>${calls.active}</callID>`);
    await colleague.heard('EstablishedEvent', `<callID>${calls.held}</callID>`);
    expect(exchange.callsAt('1505')).toMatchObject([
      { callId: calls.held, state: 'connected', others: [{ number: '0639981234' }] },
    ]);
  });

  test('are joined, and a member leaves', async () => {
    const phone = await monitored('1501');
    const calls = await consulted(phone, '1501');
    await phone.ask('ConferenceCall', both('1501', calls));
    const joined = await phone.heard('ConferencedEvent');
    expect(joined.match(/<connectionListItem>/g)).toHaveLength(3);
    expect(exchange.callsAt('1501')).toMatchObject([
      { others: [{ number: '0639981234' }, { number: '1505' }] },
    ]);
    exchange.memberLeaves(exchange.callsAt('1501')[0]?.id ?? '', '1505');
    await phone.heard('ConnectionClearedEvent', at('1505'));
    expect(exchange.callsAt('1501')).toMatchObject([{ state: 'connected' }]);
  });

  test('are not joined before the second is answered', async () => {
    const phone = await monitored('1501');
    exchange.answerAtPhone(exchange.incomingCall({ number: '1501', from: '0639981234' }));
    const held = elementIn(await phone.heard('EstablishedEvent'), 'callID') ?? '';
    exchange.consultAtPhone(exchange.callsAt('1501')[0]?.id ?? '', '1505');
    const active = exchange.callsAt('1501')[1]?.callId ?? '';
    const refusal = await phone.ask('ConferenceCall', both('1501', { held, active }));
    expect(elementIn(refusal, 'operation')).toBe('invalidConnectionState');
  });
});

describe('a call of somebody else', () => {
  test('is picked up from a colleague and from a queue', async () => {
    const phone = await monitored('1501');
    exchange.incomingCall({ number: '1502', from: '0639981234' });
    const pickUp = (number: string): string =>
      `<callToBePickedUp><deviceID>${at(number)}</deviceID></callToBePickedUp><requestingDevice>${at('1501')}</requestingDevice>`;
    expect(await phone.ask('DirectedPickupCall', pickUp('1502'))).toContain('<pickedCall>');
    expect(await phone.heard('EstablishedEvent')).toContain('<cause>callPickup</cause>');
    exchange.incomingCall({ number: 'file-15', from: '0639985678' });
    await phone.ask('DirectedPickupCall', pickUp('file-15'));
    expect(exchange.callsAt('file-15')).toEqual([]);
    expect(exchange.callsAt('1501')).toMatchObject([{ state: 'held' }, { state: 'connected' }]);
  });

  test('is deflected, and handed on in one step', async () => {
    const phone = await monitored('1501');
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const call = elementIn(await phone.heard('DeliveredEvent'), 'callID') ?? '';
    const to = `<newDestination>${at('1505')}</newDestination>`;
    await phone.ask('DeflectCall', connection('callToBeDiverted', call, at('1501')) + to);
    await phone.heard('DivertedEvent', at('1505'));
    expect(exchange.callsAt('1505')).toMatchObject([{ state: 'alerting', callId: call }]);

    exchange.answerAtPhone(exchange.incomingCall({ number: '1501', from: '18' }));
    const second = elementIn(await phone.heard('EstablishedEvent'), 'callID') ?? '';
    const transferredTo = `<transferredTo>${at('1502')}</transferredTo>`;
    await phone.ask('SingleStepTransferCall', connection('activeCall', second, at('1501')) + transferredTo);
    await phone.heard('TransferedEvent');
    expect(exchange.callsAt('1502')).toMatchObject([{ state: 'alerting', callId: second }]);
  });
});

describe('what is not a call', () => {
  test('do not disturb is set, told and asked', async () => {
    const phone = await monitored('1501');
    await phone.ask('SetDoNotDisturb', `<device>${at('1501')}</device><doNotDisturbOn>true</doNotDisturbOn>`);
    expect(elementIn(await phone.heard('DoNotDisturbEvent'), 'doNotDisturbOn')).toBe('true');
    expect(exchange.doNotDisturb('1501')).toBe(true);
    exchange.setDoNotDisturb('1501', false);
    await phone.heard('DoNotDisturbEvent', '<doNotDisturbOn>false');
    expect(elementIn(await phone.ask('GetDoNotDisturb', ''), 'doNotDisturbOn')).toBe('false');
  });

  test('the state of an agent is set, told and asked', async () => {
    const phone = await monitored('1502');
    const set = (state: string) =>
      phone.ask(
        'SetAgentState',
        `<device>${at('1502')}</device><requestedAgentState>${state}</requestedAgentState>`,
      );
    await set('loggedOn');
    await set('ready');
    await phone.heard('AgentReadyEvent');
    expect(phone.events).toEqual(['AgentLoggedOnEvent', 'AgentNotReadyEvent', 'AgentReadyEvent']);
    expect(elementIn(await phone.ask('GetAgentState', ''), 'agentState')).toBe('agentReady');
    expect(elementIn(await (await session('1501')).ask('GetAgentState', ''), 'operation')).toBe(
      'serviceNotSupported',
    );
  });

  test('digits are heard by the other side', async () => {
    const phone = await monitored('1501');
    const id = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(id);
    const call = elementIn(await phone.heard('EstablishedEvent'), 'callID') ?? '';
    const digits = `<charactersToSend>12#</charactersToSend>`;
    await phone.ask('GenerateDigits', connection('connectionToSendDigits', call, at('1501')) + digits);
    expect(exchange.heardByOthers(id)).toBe('12#');
  });

  test('a snapshot has every call with the state of each end', async () => {
    const first = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(first);
    exchange.holdAtPhone(first);
    exchange.incomingCall({ number: '1501', from: null });
    const snapshot = await (await session('1501')).ask('SnapshotDevice', '');
    expect(snapshot.match(/<compoundCallState><localConnectionState>(\w+)/g)).toEqual([
      '<compoundCallState><localConnectionState>hold',
      '<compoundCallState><localConnectionState>alerting',
    ]);
    expect(snapshot).toContain('<endpointDevice><notKnown/></endpointDevice>');
  });
});

test('a call that is picked up by its code goes on in the name that it had', async () => {
  const phone = await monitored('1501');
  exchange.incomingCall({ number: '1502', from: '0639981234' });
  const { callId } = exchange.callsAt('1502')[0] ?? { callId: '' };
  await phone.ask('MakeCall', '<calledDirectoryNumber>*81502</calledDirectoryNumber>');
  await phone.heard('ConnectionClearedEvent', '<localConnectionInfo>null');
  await phone.heard('EstablishedEvent', `<callID>${callId}</callID>`);
  expect(exchange.callsAt('1501')).toMatchObject([{ callId, others: [{ number: '0639981234' }] }]);
  const everybody = await phone.ask('SnapshotCall', connection('snapshotObject', callId, at('1501')));
  expect(everybody.match(/<localConnectionInfo>connected/g)).toHaveLength(2);
});

describe('a phone that does not as it should', () => {
  const ring = (): string => exchange.incomingCall({ number: '1501', from: '0639981234' });

  test('is slow', async () => {
    const phone = await monitored('1501');
    exchange.setPhoneFault('1501', 'slow', true);
    const before = performance.now();
    await phone.ask('SnapshotDevice', '');
    expect(performance.now() - before).toBeGreaterThan(700);
  });

  test('is silent, then answers again', async () => {
    const phone = await monitored('1501');
    exchange.setPhoneFault('1501', 'silent', true);
    await expect(phone.sip.request({ method: 'OPTIONS', uri: at('1501') }, 300)).rejects.toThrow('no answer');
    expect((await phone.sip.request({ method: 'OPTIONS', uri: at('1505') }, 300)).code).toBe(200);
    exchange.setPhoneFault('1501', 'silent', false);
    expect(await phone.ask('SnapshotDevice', '')).toContain('SnapshotDeviceResponse');
  });

  test('refuses, or takes an order and does nothing', async () => {
    const phone = await monitored('1501');
    ring();
    const answer = connection(
      'callToBeAnswered',
      elementIn(await phone.heard('DeliveredEvent'), 'callID') ?? '',
      '',
    );
    exchange.setPhoneFault('1501', 'refusing', true);
    expect(await phone.ask('AnswerCall', answer)).toContain('<operation>');
    exchange.setPhoneFault('1501', 'refusing', false);
    exchange.setPhoneFault('1501', 'orders-ignored', true);
    expect(await phone.ask('AnswerCall', answer)).toContain('AnswerCallResponse');
    expect(exchange.callsAt('1501')).toMatchObject([{ state: 'alerting' }]);
  });

  test('tells events in the wrong order, twice, or not at all', async () => {
    const phone = await monitored('1501');
    exchange.setPhoneFault('1501', 'events-out-of-order', true);
    exchange.answerAtPhone(ring());
    await phone.heard('DeliveredEvent');
    expect(phone.events).toEqual(['EstablishedEvent', 'DeliveredEvent']);
    exchange.setPhoneFault('1501', 'events-out-of-order', false);
    exchange.setPhoneFault('1501', 'events-lost', true);
    const id = exchange.callsAt('1501')[0]?.id ?? '';
    exchange.holdAtPhone(id);
    exchange.setPhoneFault('1501', 'events-lost', false);
    exchange.setPhoneFault('1501', 'events-repeated', true);
    exchange.retrieveAtPhone(id);
    await phone.heard('RetrievedEvent');
    expect(phone.events.slice(2)).toEqual(['RetrievedEvent', 'RetrievedEvent']);
  });

  test('is exchanged for one of another brand', async () => {
    const phone = await monitored('1501');
    exchange.setBrand('1501', 'plain');
    expect(await phone.ask('SnapshotDevice', '')).toBe('481');
    expect(await PlainCsta.open(exchange.url, at('1501'))).toBe(415);
  });
});

describe('brands', () => {
  test.for(brandNames.filter((name) => brands[name].csta !== null))(
    '%s lists the services that it has and no other',
    async (name) => {
      exchange.setBrand('1501', name);
      const phone = await session('1501');
      const features = await phone.ask('GetCSTAFeatures', '');
      const { csta } = brands[name];
      const listed = [...features.matchAll(/<(\w+)\/>/g)].map(([, element]) => element?.toLowerCase());
      for (const service of csta?.services ?? []) expect(listed).toContain(service.toLowerCase());
      const hold = await phone.ask('HoldCall', connection('callToBeHeld', '999', at('1501')));
      expect(hold.includes('invalidConnectionID')).toBe(listed.includes('holdcall'));
    },
  );

  test('one that takes no order at all says so', async () => {
    exchange.setBrand('1501', 'watched');
    const sip = await PlainSip.connect(exchange.url);
    const options = await sip.request({ method: 'OPTIONS', uri: at('1501') });
    expect(options.headers.get('allow')).not.toMatch(/REFER|INFO/);
    const invite = await sip.invite({ uri: at('1501') });
    expect(invite.code).toBe(603);
    sip.close();
  });
});
