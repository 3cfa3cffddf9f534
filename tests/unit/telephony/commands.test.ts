import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { ComposedPhone } from '../../../electron/telephony/composed-phone.ts';
import type { Connection } from '../../../electron/telephony/connections.ts';
import { type CstaRequest, type CstaService, cstaServices } from '../../../electron/telephony/csta/ports.ts';
import type { PhoneFeatures } from '../../../electron/telephony/line/line.ts';
import type { Call, PhoneCommand } from '../../../electron/telephony/ports.ts';
import { dialog } from './documents.ts';
import { ToldLine, target } from './told-line.ts';

const TIMEOUT = 1_000;
const orders: PhoneFeatures = { allow: null, allowEvents: ['talk', 'hold'], supported: ['tdialog'] };

let line: ToldLine;
let phone: ComposedPhone;
/** What the phone has, by key; a request changes it and tells the change. */
let connections: Map<string, Connection>;

beforeEach(async () => {
  vi.useFakeTimers();
  line = new ToldLine();
  phone = new ComposedPhone({ line, actionTimeout: TIMEOUT, pickUpCode: '*8' });
  connections = new Map();
  await phone.bind(target);
  line.emit({ type: 'link', link: { kind: 'up', server: 'wss://sip.example' } });
  line.tell();
});
afterEach(async () => {
  await phone.close();
  vi.useRealTimers();
});

function speaksCsta(services: readonly CstaService[] = cstaServices): void {
  line.emit({ type: 'csta', services });
  line.tellCsta([...connections.values()], true);
  line.onAsked = async (asked) => {
    if ('service' in asked) carryOut(asked);
    return ok();
  };
}

function put(key: string, told: Partial<Connection>): void {
  const before = connections.get(key);
  const connection: Connection = {
    continues: [],
    sipCallId: null,
    direction: 'inbound',
    state: 'connected',
    party: { number: '0240083333', displayName: null },
    members: [],
    consultationOf: null,
    reference: null,
    ...before,
    ...told,
    key,
  };
  connections.set(key, connection);
  line.tellCsta([connection]);
}

function carryOut(request: CstaRequest): void {
  const party = (number: string) => ({ number, displayName: null });
  switch (request.service) {
    case 'MakeCall':
      put('made', { direction: 'outbound', state: 'dialling', party: party(request.number) });
      break;
    case 'ConsultationCall':
      put(request.key, { state: 'held' });
      put('asked', { direction: 'outbound', state: 'dialling', party: party(request.number) });
      break;
    case 'AnswerCall':
    case 'RetrieveCall':
      put(request.key, { state: 'connected' });
      break;
    case 'HoldCall':
      put(request.key, { state: 'held' });
      break;
    case 'AlternateCall':
      put(request.active, { state: 'held' });
      put(request.held, { state: 'connected' });
      break;
    case 'ConferenceCall': {
      const members = [request.held, request.active].map((key) => connections.get(key)?.party ?? party('0'));
      put('joined', { continues: [request.held, request.active], members });
      break;
    }
    case 'TransferCall':
      put(request.held, { state: 'ended' });
      put(request.active, { state: 'ended' });
      break;
    case 'ClearConnection':
    case 'DeflectCall':
    case 'SingleStepTransferCall':
      put(request.key, { state: 'ended' });
      break;
    case 'DirectedPickupCall':
      put('picked', { party: party('0612345678') });
      break;
    case 'SetDoNotDisturb':
      line.emit({ type: 'do-not-disturb', on: request.on });
      break;
    default:
  }
}

const calls = (): readonly Call[] => phone.state.get().calls;
const services = () => line.asked.map((asked) => ('service' in asked ? asked.service : asked));
const codeOf = (outcome: Result<undefined>) => (outcome.ok ? 'ok' : outcome.failure.code);
const ask = async (command: PhoneCommand) => codeOf(await phone.command(command));

async function later(command: PhoneCommand, milliseconds = TIMEOUT): Promise<string> {
  const outcome = phone.command(command);
  await vi.advanceTimersByTimeAsync(milliseconds);
  return codeOf(await outcome);
}

describe('a phone that offers every service', () => {
  beforeEach(() => speaksCsta());

  test('answers, holds, retrieves and hangs up, each one request', async () => {
    put('a', { state: 'ringing' });
    for (const action of ['answer', 'hold', 'retrieve', 'hangUp'] as const) {
      expect(await ask({ action, callId: '1' })).toBe('ok');
    }
    expect(services()).toEqual(['AnswerCall', 'HoldCall', 'RetrieveCall', 'ClearConnection']);
    expect(calls()).toMatchObject([{ state: 'ended' }]);
  });

  test('consults, alternates, joins to a conference, which is the first call', async () => {
    put('a', {});
    expect(await ask({ action: 'consult', callId: '1', number: '15 02' })).toBe('ok');
    expect(calls()).toMatchObject([{ state: 'held' }, { number: '1502', consultationOf: '1' }]);
    put('asked', { state: 'connected' });
    expect(await ask({ action: 'alternate', callId: '1' })).toBe('ok');
    expect(calls()).toMatchObject([{ state: 'connected' }, { state: 'held' }]);
    expect(await ask({ action: 'conference', callId: '1', otherId: '2' })).toBe('ok');
    expect(line.asked.at(-1)).toEqual({ service: 'ConferenceCall', held: 'asked', active: 'a' });
    expect(calls()).toMatchObject([{ id: '1', members: [{ number: '1502' }, { number: '0240083333' }] }]);
  });

  test('transfers, attended and blind, deflects and picks up', async () => {
    put('a', { state: 'held' });
    put('b', { direction: 'outbound', party: { number: '1502', displayName: null } });
    expect(await ask({ action: 'transfer', callId: '2', otherId: '1' })).toBe('ok');
    expect(line.asked).toEqual([{ service: 'TransferCall', held: 'a', active: 'b' }]);
    put('c', {});
    expect(await ask({ action: 'singleStepTransfer', callId: '3', number: '1503' })).toBe('ok');
    put('d', { state: 'ringing' });
    expect(await ask({ action: 'deflect', callId: '4', number: '1503' })).toBe('ok');
    expect(await ask({ action: 'pickUp', number: '1502' })).toBe('ok');
    expect(calls().at(-1)).toMatchObject({ number: '0612345678', state: 'connected' });
  });

  test('sends digits in their order, one request after the other, each confirmed by its answer', async () => {
    put('a', {});
    const answers: (() => void)[] = [];
    line.onAsked = () => new Promise((resolve) => answers.push(() => resolve(ok())));
    const pressed = ['1', '1', '#a'].map((digits) => ask({ action: 'generateDigits', callId: '1', digits }));
    for (const sent of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(0);
      expect(line.asked).toHaveLength(sent);
      answers.shift()?.();
    }
    expect(await Promise.all(pressed)).toEqual(['ok', 'ok', 'ok']);
    expect(line.asked.at(-1)).toMatchObject({ digits: '#A' });
    expect(await ask({ action: 'generateDigits', callId: '1', digits: '1;2' })).toBe('Phone_DigitsInvalid');
  });

  test('tells whether it disturbs, and is told', async () => {
    expect(await ask({ action: 'doNotDisturb', on: true })).toBe('ok');
    expect(phone.state.get().doNotDisturb).toBe(true);
    line.emit({ type: 'csta', services: null });
    expect(phone.state.get().doNotDisturb).toBeNull();
  });

  test('holds the call in conversation before it dials, and remembers what it dialled', async () => {
    put('a', {});
    expect(await ask({ action: 'dial', number: '02 40 00 00 01' })).toBe('ok');
    expect(services()).toEqual(['HoldCall', 'MakeCall']);
    expect(phone.state.get().lastDialled).toBe('0240000001');
    await phone.unbind();
    expect(phone.state.get().lastDialled).toBeNull();
  });
});

describe('a call that was put on hold for another one', () => {
  const left = async (command: PhoneCommand) => {
    const outcome = await phone.command(command);
    return outcome.ok ? 'ok' : [outcome.failure.code, outcome.failure.left];
  };
  beforeEach(() => {
    speaksCsta(['HoldCall', 'RetrieveCall', 'MakeCall']);
    put('a', {});
    line.onAsked = async (asked) => {
      if (!('service' in asked) || asked.service === 'MakeCall')
        return fail('Phone_ActionRefused', { code: 486 });
      carryOut(asked);
      return ok();
    };
  });

  test.for<PhoneCommand>([
    { action: 'dial', number: '18' },
    { action: 'consult', callId: '1', number: '18' },
    { action: 'pickUp', number: '1502' },
  ])('and is left there by the failure of $action is told with it', async (command) => {
    expect(await left(command)).toEqual(['Phone_ActionRefused', 'Phone_LeftOnHold']);
    expect(calls()).toMatchObject([{ state: 'held' }]);
  });

  test('is not told of where nobody was, where it was held before, or where it is over', async () => {
    put('a', { state: 'held' });
    expect(await left({ action: 'dial', number: '18' })).toEqual(['Phone_ActionRefused', undefined]);
    put('a', { state: 'connected' });
    line.onAsked = async (asked) => {
      put('a', { state: 'service' in asked && asked.service === 'HoldCall' ? 'held' : 'ended' });
      return 'service' in asked && asked.service === 'HoldCall' ? ok() : fail('Phone_ActionRefused');
    };
    expect(await left({ action: 'dial', number: '18' })).toEqual(['Phone_ActionRefused', undefined]);
    expect(await left({ action: 'dial', number: '18' })).toEqual(['Phone_ActionRefused', undefined]);
  });
});

describe('no answer of the phone is a success', () => {
  beforeEach(() => speaksCsta());

  test.for<[PhoneCommand, string]>([
    [{ action: 'dial', number: '18' }, 'MakeCall'],
    [{ action: 'answer', callId: '1' }, 'AnswerCall'],
    [{ action: 'hold', callId: '2' }, 'HoldCall'],
    [{ action: 'retrieve', callId: '3' }, 'RetrieveCall'],
    [{ action: 'alternate', callId: '3' }, 'AlternateCall'],
    [{ action: 'transfer', callId: '2', otherId: '3' }, 'TransferCall'],
    [{ action: 'conference', callId: '2', otherId: '3' }, 'ConferenceCall'],
    [{ action: 'singleStepTransfer', callId: '2', number: '18' }, 'SingleStepTransferCall'],
    [{ action: 'deflect', callId: '1', number: '18' }, 'DeflectCall'],
    [{ action: 'doNotDisturb', on: true }, 'SetDoNotDisturb'],
  ])('%o waits for its event', async ([command, service]) => {
    put('a', { state: 'ringing' });
    if (command.action !== 'dial') {
      put('b', { state: 'held' });
      put('b', { state: 'connected' });
      put('c', { state: 'held' });
    }
    line.onAsked = async () => ok();
    expect(await later(command)).toBe('Phone_NotConfirmed');
    expect(services()).toEqual([service]);
  });

  test('a refusal is told at once, by its own name', async () => {
    put('a', { state: 'ringing' });
    line.onAsked = async () => fail('Phone_ActionRefused', { code: 'invalidConnectionState' });
    expect(await ask({ action: 'answer', callId: '1' })).toBe('Phone_ActionRefused');
  });

  test('a call that ends meanwhile is told as gone', async () => {
    put('a', { state: 'ringing' });
    line.onAsked = async () => {
      put('a', { state: 'ended' });
      return ok();
    };
    expect(await ask({ action: 'answer', callId: '1' })).toBe('Phone_CallGone');
  });
});

describe('a phone that offers a part', () => {
  test('is asked by SIP for the rest: each action by the best means there is', async () => {
    line.emit({ type: 'features', features: orders });
    line.tell(dialog('7', { state: 'early' }));
    put('a', { state: 'ringing', sipCallId: 'call-7', party: { number: '0600000007', displayName: null } });
    speaksCsta(['AnswerCall']);
    expect(await ask({ action: 'answer', callId: '1' })).toBe('ok');
    line.onAsked = async () => {
      put('a', { state: 'held' });
      return ok();
    };
    expect(await ask({ action: 'hold', callId: '1' })).toBe('ok');
    expect(services()).toEqual(['AnswerCall', { order: 'hold' }]);
  });

  test('alternates by holding one and retrieving the other, consults by holding and dialling', async () => {
    put('a', {});
    speaksCsta(['HoldCall', 'RetrieveCall', 'MakeCall']);
    expect(await ask({ action: 'consult', callId: '1', number: '1502' })).toBe('ok');
    expect(calls()).toMatchObject([{ state: 'held' }, { consultationOf: '1' }]);
    put('made', { state: 'connected' });
    expect(await ask({ action: 'alternate', callId: '1' })).toBe('ok');
    expect(services()).toEqual(['HoldCall', 'MakeCall', 'HoldCall', 'RetrieveCall']);
    const { transfer, conference } = phone.state.get().capabilities;
    expect([transfer, conference]).toEqual(Array(2).fill({ available: false, reason: 'phone-cannot' }));
    expect(await ask({ action: 'transfer', callId: '1', otherId: '2' })).toBe('Phone_CannotAct');
  });

  test('picks up by the code of the site, and says when nothing rang there', async () => {
    line.emit({ type: 'features', features: orders });
    line.onAsked = async () => {
      line.tell(dialog('1', { number: '*81502', direction: 'initiator', state: 'early' }));
      setTimeout(
        () => line.tell(dialog('1', { number: '*81502', direction: 'initiator', state: 'confirmed' })),
        100,
      );
      return ok();
    };
    expect(await later({ action: 'pickUp', number: '1502' }, 100)).toBe('ok');
    expect(line.asked).toEqual([{ dial: '*81502' }]);

    line.tell();
    line.onAsked = async () => {
      line.tell(dialog('2', { number: '*81503', direction: 'initiator', state: 'early' }));
      setTimeout(() => line.tell(), 100);
      return ok();
    };
    expect(await later({ action: 'pickUp', number: '1503' }, 700)).toBe('Phone_NothingToPickUp');

    line.tell();
    line.onAsked = async () => {
      line.tell(dialog('3', { number: '*81504', direction: 'initiator', state: 'early' }));
      setTimeout(() => line.tell(), 100);
      setTimeout(() => line.tell(dialog('4', { number: '0600000004', state: 'confirmed' })), 300);
      return ok();
    };
    expect(await later({ action: 'pickUp', number: '1504' }, 300)).toBe('ok');
  });

  test('whose session ended meanwhile is asked by SIP instead', async () => {
    line.emit({ type: 'features', features: orders });
    line.tell(dialog('7'));
    put('a', { state: 'ringing', sipCallId: 'call-7', party: { number: '0600000007', displayName: null } });
    speaksCsta(['AnswerCall']);
    line.onAsked = async (asked) => {
      if ('service' in asked) return fail('Phone_CannotAct');
      put('a', { state: 'connected' });
      return ok();
    };
    expect(await ask({ action: 'answer', callId: '1' })).toBe('ok');
    expect(services()).toEqual(['AnswerCall', { order: 'talk' }]);
  });
});

describe('the rules of the real bar', () => {
  beforeEach(() => speaksCsta());

  test('refuse another call with the reason: one is held already, a conference, one is being dialled', async () => {
    put('a', {});
    put('b', { state: 'held' });
    expect(await ask({ action: 'dial', number: '18' })).toBe('Phone_CallAlreadyHeld');
    expect(await ask({ action: 'consult', callId: '1', number: '18' })).toBe('Phone_CallAlreadyHeld');
    put('joined', { continues: ['a', 'b'], members: Array(2).fill({ number: '1502', displayName: null }) });
    expect(await ask({ action: 'dial', number: '18' })).toBe('Phone_InConference');
    expect(await ask({ action: 'pickUp', number: '18' })).toBe('Phone_InConference');
    put('joined', { state: 'ended' });
    put('c', { direction: 'outbound', state: 'dialling' });
    expect(await ask({ action: 'dial', number: '18' })).toBe('Phone_CallInProgress');
    await phone.unbind();
    expect(await ask({ action: 'dial', number: '18' })).toBe('Phone_NotBound');
    expect(line.asked).toEqual([]);
  });

  test('take the same number twice in a row for one click, however it is written', async () => {
    const outcomes = ['0240083333', '02 40 08 33 33'].map((number) => ask({ action: 'dial', number }));
    expect(await Promise.all(outcomes)).toEqual(['ok', 'ok']);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(await ask({ action: 'dial', number: '0240083333' })).toBe('ok');
    expect(services()).toEqual(['MakeCall']);
    put('made', { state: 'ended' });
    await vi.advanceTimersByTimeAsync(200);
    expect(await ask({ action: 'dial', number: '0240083333' })).toBe('ok');
    expect(services()).toEqual(['MakeCall', 'MakeCall']);
  });

  test('a number that was refused may be tried again at once', async () => {
    line.onAsked = async () => fail('Phone_ActionRefused', { code: 503 });
    expect(await ask({ action: 'dial', number: '18' })).toBe('Phone_ActionRefused');
    speaksCsta();
    expect(await ask({ action: 'dial', number: '18' })).toBe('ok');
  });
});

describe('commands at the same time', () => {
  let release: () => void;
  beforeEach(() => {
    speaksCsta();
    put('a', {});
    put('b', { state: 'held' });
    line.asked.length = 0;
    line.onAsked = (asked) =>
      new Promise((resolve) => {
        release = () => {
          if ('service' in asked) carryOut(asked);
          resolve(ok());
        };
      });
  });

  test('that are the same are one', async () => {
    const outcomes = [1, 2].map(() => ask({ action: 'alternate', callId: '2' }));
    await vi.advanceTimersByTimeAsync(0);
    release();
    expect(await Promise.all(outcomes)).toEqual(['ok', 'ok']);
    // The button now alternates back: the second half of a double click must not.
    expect(await ask({ action: 'alternate', callId: '1' })).toBe('ok');
    expect(services()).toEqual(['AlternateCall']);
  });

  test('on one call wait for one another, but hanging up', async () => {
    const held = ask({ action: 'hold', callId: '1' });
    expect(await ask({ action: 'transfer', callId: '1', otherId: '2' })).toBe('Phone_ActionInProgress');
    const over = ask({ action: 'hangUp', callId: '1' });
    await vi.advanceTimersByTimeAsync(0);
    release();
    expect(await over).toBe('ok');
    expect(await held).toBe('Phone_CallGone');
  });

  test('that call somebody are one at a time', async () => {
    put('a', { state: 'ended' });
    const first = ask({ action: 'dial', number: '18' });
    expect(await ask({ action: 'dial', number: '17' })).toBe('Phone_DialInProgress');
    expect(await ask({ action: 'pickUp', number: '17' })).toBe('Phone_DialInProgress');
    release();
    expect(await first).toBe('ok');
  });
});

describe('what may be wrong', () => {
  test('is asked again, from whoever leads, until it is told', async () => {
    put('a', {});
    speaksCsta();
    put('b', { party: { number: '18', displayName: null } });
    expect(services()).toEqual(['SnapshotDevice']);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(services()).toEqual(['SnapshotDevice', 'SnapshotDevice']);
    line.emit({ type: 'csta', services: null });
    expect(line.resubscribed).toBe(1);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(line.resubscribed).toBe(2);
  });
});
