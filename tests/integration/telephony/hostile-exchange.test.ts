import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDeskPhone, type DeskPhone } from '../../../electron/telephony/index.ts';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { type SipRelay, startSipRelay } from '../../stand/telephony/relay.ts';
import { tortureMessages } from '../../stand/telephony/torture.ts';
import { callIn, spawnProcess, stateWhere, targetOf, trainingNumbers } from './phones.ts';

/** Whatever comes over the socket, a call that is under way is shown as it is, and the next one too. */

let exchange: TrainingPhones;
let relay: SipRelay;
let phone: DeskPhone;
let processes = 0;

beforeAll(async () => {
  exchange = await startTrainingPhones({ numbers: trainingNumbers });
  relay = await startSipRelay(exchange.url);
});
afterAll(async () => {
  await relay?.stop();
  await exchange?.stop();
});
beforeEach(async () => {
  processes = 0;
  phone = createDeskPhone({
    servers: [relay.url],
    heartbeat: 1,
    actionTimeout: 2_000,
    spawn: () => {
      processes += 1;
      return spawnProcess();
    },
  });
  expect(await phone.bind(targetOf('1501', exchange.domain))).toMatchObject({ ok: true });
});
afterEach(() => phone.close());

const dropped = () => phone.state.get().droppedDocuments;

/** A call in conversation before and after `attack`, held meanwhile, and another one that comes right after it. */
async function undisturbedBy(attack: () => Promise<void> | void): Promise<void> {
  const caller = exchange.incomingCall({ number: '1501', from: '0639981234' });
  const { id } = await callIn(phone, 'ringing');
  exchange.answerAtPhone(caller);
  await callIn(phone, 'connected');
  await attack();
  exchange.holdAtPhone(caller);
  expect((await callIn(phone, 'held')).id).toBe(id);
  const next = exchange.incomingCall({ number: '1501', from: '18', displayName: 'CODIS' });
  expect(await callIn(phone, 'ringing', 5_000, '18')).toMatchObject({ displayName: 'CODIS' });
  exchange.remoteHangsUp(caller);
  exchange.remoteHangsUp(next);
  await stateWhere(phone, 'both calls to end', ({ calls }) => calls.every(({ state }) => state === 'ended'));
  expect(phone.state.get().link.kind).toBe('up');
  expect(processes).toBe(1);
}

describe('a call is undisturbed by', () => {
  test('each message of RFC 4475, many times over', async () => {
    await undisturbedBy(() => {
      for (let round = 0; round < 5; round += 1) {
        for (const message of Object.values(tortureMessages)) relay.inject(message);
      }
    });
  });

  test.each(Object.keys(tortureMessages))('the torture message %s', async (name) => {
    relay.inject(tortureMessages[name] ?? '');
    exchange.incomingCall({ number: '1501', from: '17' });
    const call = await callIn(phone, 'ringing', 5_000, '17');
    expect(await phone.command({ action: 'hangUp', callId: call.id })).toMatchObject({ ok: true });
    expect(processes).toBe(1);
  });

  test('requests that nobody asked for: NOTIFY and INFO outside of any dialog, and of dialogs that are not ours', async () => {
    await undisturbedBy(() => {
      for (const method of [
        'NOTIFY',
        'INFO',
        'REFER',
        'BYE',
        'INVITE',
        'SUBSCRIBE',
        'PUBLISH',
        'CANCEL',
        'ACK',
      ]) {
        for (let index = 0; index < 20; index += 1) relay.inject(unasked(method, index));
      }
    });
  });

  test('a sender that knows the Call-ID of our subscription, and not its tags', async () => {
    await undisturbedBy(() => {
      const real = relay.lastToStation(
        (message) => message.startsWith('NOTIFY') && /^Event: dialog/im.test(message),
      );
      if (!real) throw new Error('no notification was passed on');
      const foreign = real.replace(/(^From:.*;tag=)[^;\r\n]+/im, '$1intruder');
      relay.inject(foreign.replace(/<state>[^<]*<\/state>/g, '<state>terminated</state>'));
      relay.inject(foreign.replace(/(^To:.*;tag=)[^;\r\n]+/im, '$1intruder'));
    });
  });

  test.each([
    ['ten thousand dialogs in one document', () => many(10_000)],
    ['a hundred thousand dialogs in one document', () => many(100_000)],
    ['elements that never close', () => `${OPEN}${'<a>'.repeat(20_000)}`],
    ['attributes without end', () => `${OPEN}<dialog ${'a="1" '.repeat(10_000)}/></dialog-info>`],
  ])('%s, which is dropped', async (_what, document) => {
    const before = dropped();
    await undisturbedBy(async () => {
      relay.rewrite((message) => (isOurs(message) ? withBody(message, document()) : message));
      const unseen = exchange.incomingCall({ number: '1501', from: '15' });
      await stateWhere(phone, 'the document to be dropped', () => dropped() > before, 10_000);
      relay.rewrite(null);
      exchange.remoteHangsUp(unseen);
    });
  });

  test('entities, nesting and sheer size', async () => {
    const before = dropped();
    await undisturbedBy(async () => {
      for (const kind of [
        'entity-bomb',
        'deep-document',
        'oversized-document',
        'malformed-document',
      ] as const) {
        exchange.attack(kind);
      }
      relay.inject(Buffer.alloc(8 * 1024 * 1024, 0x20));
      await stateWhere(phone, 'five drops', () => dropped() >= before + 5, 10_000);
    });
  });

  test('a storm of two thousand notifications, whose last is what is shown', async () => {
    const held = exchange.incomingCall({ number: '1501', from: '16' });
    exchange.answerAtPhone(held);
    await callIn(phone, 'connected', 5_000, '16');
    for (let round = 0; round < 1_000; round += 1) {
      exchange.holdAtPhone(held);
      exchange.retrieveAtPhone(held);
    }
    exchange.holdAtPhone(held);
    await callIn(phone, 'held', 20_000, '16');
    exchange.remoteHangsUp(held);
    await callIn(phone, 'ended', 20_000, '16');
    expect(processes).toBe(1);
  }, 60_000);
});

test('what a message in pieces or of another kind brings is dropped and counted', async () => {
  const before = dropped();
  for (const message of ['\u0000\u0001', 'SIP/2.0', 'NOTIFY', '{"json":true}', '\r\n\r\nINFO\r\n'])
    relay.inject(message);
  await stateWhere(phone, 'five drops', () => dropped() >= before + 5);
});

function unasked(method: string, index: number): string {
  return [
    `${method} sip:1501@station.invalid;transport=ws SIP/2.0`,
    `Via: SIP/2.0/WS evil.invalid;branch=z9hG4bKx${method}${index}`,
    `From: <sip:evil@evil.invalid>;tag=e${index}`,
    `To: <sip:1501@${exchange.domain}>${index % 2 ? ';tag=made-up' : ''}`,
    `Call-ID: unasked-${method}-${index}`,
    `CSeq: 1 ${method}`,
    'Contact: <sip:evil@evil.invalid>',
    'Event: dialog',
    'Refer-To: <sip:0899000000@evil.invalid>',
    'Subscription-State: active;expires=3600',
    'Max-Forwards: 70',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

const OPEN =
  '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="7" state="full" entity="sip:x@x">';

function many(count: number): string {
  const dialogs = Array.from(
    { length: count },
    (_, id) => `<dialog id="${id}"><state>early</state></dialog>`,
  );
  return `${OPEN}${dialogs.join('')}</dialog-info>`;
}

const isOurs = (message: string): boolean => message.startsWith('NOTIFY') && /^Event: dialog/im.test(message);

function withBody(message: string, body: string): string {
  const [head = ''] = message.split('\r\n\r\n');
  const lines = head.split('\r\n').filter((line) => !/^Content-Length:/i.test(line));
  return [...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}
