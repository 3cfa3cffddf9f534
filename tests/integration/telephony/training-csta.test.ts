import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { connection, elementIn, PlainCsta } from './plain-csta.ts';

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
