import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { type PlainMessage, PlainSip } from './plain-sip.ts';

let exchange: TrainingPhones;
let sip: PlainSip;

beforeEach(async () => {
  exchange = await startTrainingPhones({
    numbers: [
      { number: '1501', label: 'Position 1', registered: true },
      { number: '1511', label: 'Dr Long — nom très long d’un médecin régulateur de garde', registered: true },
    ],
    queues: [{ address: 'file-15', label: 'Salle 15' }],
    answerAfter: 50,
  });
  sip = await PlainSip.connect(exchange.url);
});

afterEach(async () => {
  sip.close();
  await exchange.stop();
});

const aor = (number: string): string => exchange.addressOfRecord(number);
const documents = (event: string): readonly PlainMessage[] =>
  sip.received.filter(({ headers }) => headers.get('event') === event);
const heard = (text: string) => sip.heard(text, ({ body }) => body.includes(text));

describe('a queue', () => {
  test('tells who waits, and since when', async () => {
    await sip.subscribe(aor('file-15'), 'dialog');
    exchange.incomingCall({ number: 'file-15', from: '0639981234' });
    exchange.incomingCall({ number: 'file-15', from: null });
    const { body } = await heard('anonymous');
    expect(body.match(/<dialog /g)).toHaveLength(2);
    expect(body.match(/<state>early<\/state><duration>0<\/duration>/g)).toHaveLength(2);
    expect(body).toContain('direction="recipient"');
  });

  test('tells when a caller gives up', async () => {
    await sip.subscribe(aor('file-15'), 'dialog');
    exchange.remoteHangsUp(exchange.incomingCall({ number: 'file-15', from: '0639981234' }));
    await heard('<state event="cancelled">terminated</state>');
    expect(exchange.callsAt('file-15')).toEqual([]);
  });

  test('is picked up from by the code of the exchange', async () => {
    exchange.incomingCall({ number: 'file-15', from: '0639981234' });
    exchange.dialAtPhone('1501', '*8file-15');
    expect(exchange.callsAt('1501')).toMatchObject([
      { state: 'connected', others: [{ number: '0639981234' }] },
    ]);
    expect(exchange.callsAt('file-15')).toEqual([]);
  });

  test('has no registrations', async () => {
    await expect(sip.subscribe(aor('file-15'), 'reg')).rejects.toThrow('489');
  });
});

describe('colleagues', () => {
  test('are seen as they call one another', async () => {
    await sip.subscribe(aor('1511'), 'dialog');
    const id = exchange.dialAtPhone('1501', '1511');
    await heard('<state>early</state>');
    exchange.remoteAnswers(id);
    await heard('<state>confirmed</state>');
    expect(documents('dialog').at(-1)?.body).toContain('display="Position 1"');
    exchange.hangUpAtPhone(id);
    await heard('>terminated</state>');
  });

  test('are told to be registered when that changes, and not with each call', async () => {
    await sip.subscribe(aor('1511'), 'reg');
    await sip.subscribe(aor('1511'), 'dialog');
    exchange.remoteHangsUp(exchange.incomingCall({ number: '1511', from: '0639981234' }));
    await heard('>terminated</state>');
    exchange.setRegistered('1511', false);
    await heard('state="terminated"');
    expect(documents('reg')).toHaveLength(2);
  });

  test('in a conference have a focus at the other end', async () => {
    await sip.subscribe(aor('1501'), 'dialog');
    const first = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(first);
    const second = exchange.consultAtPhone(first, '1511') ?? '';
    exchange.remoteAnswers(second);
    exchange.conferenceAtPhone(first, second);
    await heard('pname="+isfocus"');
  });
});

describe('presence', () => {
  const pidf = (activity: string): string =>
    `<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="${aor('1501')}"><note>${activity}</note></presence>`;

  test('that is published is told to who watches, and forgotten when it is taken back', async () => {
    await sip.subscribe(aor('1501'), 'presence');
    await heard('<basic>closed</basic>');
    const headers = ['Event: presence', 'Expires: 3600', 'Content-Type: application/pidf+xml'];
    const published = await sip.request({ method: 'PUBLISH', uri: aor('1501'), headers, body: pidf('away') });
    expect(published.code).toBe(200);
    await heard('<note>away</note>');
    expect(exchange.presence('1501')).toBe(pidf('away'));
    const etag = published.headers.get('sip-etag') ?? '';
    const stale = await sip.request({
      method: 'PUBLISH',
      uri: aor('1501'),
      headers: [...headers, 'SIP-If-Match: other'],
      body: pidf('busy'),
    });
    expect(stale.code).toBe(412);
    await sip.request({
      method: 'PUBLISH',
      uri: aor('1501'),
      headers: ['Event: presence', 'Expires: 0', `SIP-If-Match: ${etag}`],
    });
    expect(exchange.presence('1501')).toBeNull();
  });
});
