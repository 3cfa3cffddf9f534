import { beforeEach, describe, expect, test } from 'vitest';
import { dialog } from '../../../electron/training/telephony/documents.ts';
import { Exchange } from '../../../electron/training/telephony/exchange/exchange.ts';
import { type ExchangeEvent, othersOf } from '../../../electron/training/telephony/exchange/model.ts';
import { ManualClock } from './manual-clock.ts';

const caller = { number: '0639981234', displayName: null };

let clock: ManualClock;
let exchange: Exchange;
let events: ExchangeEvent[];

beforeEach(() => {
  clock = new ManualClock();
  events = [];
  exchange = new Exchange({
    numbers: [
      ...['1501', '1502', '1503'].map((number) => ({ number, label: `Poste ${number}`, registered: true })),
      { number: '1511', label: 'Camille', registered: true, staffed: true },
    ],
    queues: [
      { address: 'file-15', label: 'Salle 15', abandonAfter: 60_000 },
      { address: 'file-18', label: 'Salle 18', pickUp: false, distributesTo: ['1502', '1503'] },
    ],
    answerAfter: 1_000,
    behaviour: (number) => (number.endsWith('98') ? 'busy' : 'answers'),
    clock,
  });
  exchange.onEvent((event) => events.push(event));
});

/** A call in conversation at a phone; gives the id of its end there. */
function talking(number: string, from = caller): string {
  const id = exchange.ring(number, from);
  expect(exchange.answer(id)).toBeNull();
  return id;
}

function consulted(id: string, to: string): string {
  const made = exchange.consult(id, to);
  if (!('id' in made)) throw new Error(made.refused);
  return made.id;
}

const at = (number: string) =>
  exchange
    .legsAt(number)
    .filter(({ state }) => state !== 'cleared')
    .map((leg) => ({
      call: leg.call.id,
      state: leg.state,
      with: othersOf(leg).map(({ party }) => party.number),
    }));

describe('from extension to extension', () => {
  test('a call has an end at each phone, and either may end it', () => {
    const id = exchange.place('1501', '1502');
    expect(at('1501')).toEqual([{ call: '1', state: 'originated', with: ['1502'] }]);
    expect(at('1502')).toEqual([{ call: '1', state: 'alerting', with: ['1501'] }]);
    exchange.answer(id);
    expect(at('1502')).toEqual([{ call: '1', state: 'connected', with: ['1501'] }]);
    exchange.end(exchange.legsAt('1502')[0]?.id ?? '');
    expect(at('1501')).toEqual([]);
  });

  test('a colleague at a phone answers by himself', () => {
    exchange.place('1501', '1511');
    clock.pass(1_000);
    expect(at('1501')).toMatchObject([{ state: 'connected' }]);
  });

  test('who does not want to be disturbed is not', () => {
    exchange.setDoNotDisturb('1502', true);
    exchange.place('1501', '1502');
    clock.pass(1_000);
    expect(at('1501')).toEqual([]);
    expect(events.at(-2)).toMatchObject({ type: 'cleared', cause: 'doNotDisturb' });
    expect(exchange.legsAt('1502')).toEqual([]);
  });

  test('a forwarded call rings where it goes', () => {
    exchange.setForward('1502', '1503');
    exchange.ring('1502', caller);
    expect(at('1502')).toEqual([]);
    expect(at('1503')).toMatchObject([{ state: 'alerting', with: [caller.number] }]);
  });

  test('phones forwarded to one another are not obtainable', () => {
    exchange.setForward('1502', '1503');
    exchange.setForward('1503', '1502');
    exchange.place('1501', '1502');
    clock.pass(1_000);
    expect(events.find(({ type }) => type === 'failed')).toMatchObject({ cause: 'destNotObtainable' });
  });
});

describe('a transfer', () => {
  test('attended: the call that was held goes on with who was consulted', () => {
    const first = talking('1501');
    const second = consulted(first, '1502');
    expect(at('1501')).toMatchObject([{ state: 'held' }, { state: 'originated' }]);
    exchange.answer(second);
    expect(exchange.transfer(first, second)).toBeNull();
    expect(at('1501')).toEqual([]);
    expect(at('1502')).toEqual([{ call: '1', state: 'connected', with: [caller.number] }]);
    const transferred = events.find(({ type }) => type === 'transferred');
    expect(transferred).toMatchObject({ secondCallId: '2', moved: [{ oldCallId: '2' }] });
  });

  test('may reach who was consulted as a dialog that replaces the one before', () => {
    const other = new Exchange({
      numbers: ['1501', '1502'].map((number) => ({ number, label: number, registered: true })),
      answerAfter: 1_000,
      behaviour: () => 'answers',
      clock,
      replacesDialogs: true,
    });
    const first = other.ring('1501', caller);
    other.answer(first);
    const made = other.consult(first, '1502');
    const second = 'id' in made ? made.id : '';
    other.answer(second);
    other.transfer(first, second);
    const [before, after] = other.legsAt('1502');
    expect(before).toMatchObject({ state: 'cleared', replacedBy: after });
    expect(after).toMatchObject({ state: 'connected', replaces: before, remote: caller });
    const documents = other.legsAt('1502').map((leg) => dialog(leg, { domain: 'x' }));
    expect(documents[0]).toContain('<state event="replaced">terminated');
    expect(documents[1]).toContain(`<replaces call-id="${before?.id}"`);
  });

  test('before who is consulted has answered: the caller hears it ring', () => {
    const first = talking('1501');
    const second = consulted(first, '1502');
    expect(exchange.transfer(first, second)).toBeNull();
    expect(at('1502')).toEqual([{ call: '1', state: 'alerting', with: [caller.number] }]);
    exchange.answer(exchange.legsAt('1502')[0]?.id ?? '');
    expect(at('1502')).toMatchObject([{ state: 'connected' }]);
  });

  test('we are the one who is transferred, or transferred to', () => {
    const ours = exchange.place('1501', '1502');
    exchange.answer(ours);
    const theirs = exchange.legsAt('1502')[0]?.id ?? '';
    const second = consulted(theirs, '1503');
    exchange.answer(second);
    exchange.transfer(theirs, second);
    expect(at('1501')).toEqual([{ call: '1', state: 'connected', with: ['1503'] }]);
    expect(at('1503')).toEqual([{ call: '1', state: 'connected', with: ['1501'] }]);
  });

  test('single step: rings there, and comes back when nobody is reached', () => {
    const first = talking('1501');
    expect(exchange.singleStepTransfer(first, '0261910098')).toBeNull();
    expect(at('1501')).toEqual([]);
    clock.pass(1_000);
    expect(at('1501')).toEqual([{ call: '1', state: 'alerting', with: [caller.number] }]);
    expect(events.some((event) => event.type === 'delivered' && event.cause === 'recall')).toBe(true);
  });

  test('single step to a phone that is off is refused, and the call stays', () => {
    exchange.setRegistered('1502', false);
    const first = talking('1501');
    expect(exchange.singleStepTransfer(first, '1502')).toBe('not-obtainable');
    expect(at('1501')).toMatchObject([{ state: 'connected' }]);
  });

  test('by the other side: our call goes on with somebody else', () => {
    const ours = talking('1501');
    exchange.transferByOthers(ours, { number: '0240080000', displayName: 'Interne' });
    expect(at('1501')).toEqual([{ call: '1', state: 'connected', with: ['0240080000'] }]);
  });
});

describe('a conference', () => {
  function ofFour(): string {
    const first = talking('1501');
    const second = consulted(first, '1502');
    exchange.answer(second);
    exchange.conference(first, second);
    const third = consulted(first, '1503');
    exchange.answer(third);
    expect(exchange.conference(first, third)).toBeNull();
    return first;
  }

  test('takes in one after the other, under one name', () => {
    ofFour();
    expect(at('1501')).toEqual([{ call: '1', state: 'connected', with: [caller.number, '1502', '1503'] }]);
    expect(at('1503')).toMatchObject([{ call: '1', with: [caller.number, '1501', '1502'] }]);
  });

  test('goes on while two are in it', () => {
    const first = ofFour();
    exchange.memberLeaves(first, '1502');
    exchange.end(first);
    expect(at('1503')).toEqual([{ call: '1', state: 'connected', with: [caller.number] }]);
    exchange.memberLeaves(exchange.legsAt('1503')[0]?.id ?? '', caller.number);
    expect(at('1503')).toEqual([]);
  });

  test('may be held while the others talk', () => {
    const first = ofFour();
    exchange.hold(first);
    expect(at('1501')).toMatchObject([{ state: 'held' }]);
    expect(at('1502')).toMatchObject([{ state: 'connected' }]);
  });
});

describe('a call that rings or waits', () => {
  test('is deflected', () => {
    const id = exchange.ring('1501', caller);
    expect(exchange.deflect(id, '1502')).toBeNull();
    expect(at('1501')).toEqual([]);
    expect(at('1502')).toEqual([{ call: '1', state: 'alerting', with: [caller.number] }]);
  });

  test('is taken from a colleague, by order or by the code', () => {
    exchange.ring('1502', caller);
    expect(exchange.pickUp('1501', '1502')).toHaveProperty('id');
    expect(at('1501')).toEqual([{ call: '1', state: 'connected', with: [caller.number] }]);
    expect(at('1502')).toEqual([]);
    exchange.ring('1502', caller);
    exchange.place('1503', '*81502');
    expect(at('1503')).toMatchObject([{ state: 'connected', with: [caller.number] }]);
  });

  test('is taken from a queue, the longest wait first', () => {
    exchange.ring('file-15', caller);
    clock.pass(1_000);
    exchange.ring('file-15', { number: '18', displayName: 'CODIS' });
    exchange.pickUp('1501', 'file-15');
    expect(at('1501')).toMatchObject([{ with: [caller.number] }]);
    expect(at('file-15')).toMatchObject([{ state: 'queued', with: ['18'] }]);
  });

  test('stays where picking up is not allowed', () => {
    exchange.ring('file-18', caller);
    expect(exchange.pickUp('1501', 'file-18')).toEqual({ refused: 'not-allowed' });
  });

  test('is given up after a while', () => {
    exchange.ring('file-15', caller);
    clock.pass(60_000);
    expect(at('file-15')).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'cleared', cause: 'callCancelled' });
  });

  test('is distributed to an agent who is ready, and to the next one after a refusal', () => {
    exchange.setAgentState('1502', 'agentReady');
    exchange.setAgentState('1503', 'agentReady');
    exchange.ring('file-18', caller);
    expect(at('1502')).toMatchObject([{ state: 'alerting' }]);
    exchange.end(exchange.legsAt('1502')[0]?.id ?? '');
    expect(exchange.phone('1502')?.agent).toBe('agentNotReady');
    expect(at('1503')).toMatchObject([{ state: 'alerting' }]);
    exchange.answer(exchange.legsAt('1503')[0]?.id ?? '');
    expect(exchange.phone('1503')?.agent).toBe('agentBusy');
    expect(at('file-18')).toEqual([]);
    exchange.end(exchange.legsAt('1503')[0]?.id ?? '');
    expect(exchange.phone('1503')?.agent).toBe('agentReady');
  });
});

test('digits are heard by everybody else', () => {
  const first = talking('1501');
  exchange.pressDigits(first, '12#');
  expect(exchange.leg(first)?.call.legs.map(({ heard }) => heard)).toEqual(['12#', '']);
});

test('dialling on a phone in conversation holds it, and gives up what it dialled before', () => {
  talking('1501');
  exchange.place('1501', '1502');
  exchange.place('1501', '1503');
  expect(at('1501')).toMatchObject([{ state: 'held' }, { state: 'originated', with: ['1503'] }]);
  expect(at('1502')).toEqual([]);
});
