import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CstaService, cstaServices } from '../../../electron/telephony/csta/ports.ts';
import { type BrandName, brands, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { waitFor } from '../../stand/process.ts';
import { type CstaDesk, failed, ok, startCstaDesk } from './csta-desk.ts';
import type { CstaLine } from './csta-line.ts';

const speaking = ['poly', 'snom', 'yealink', 'unify', 'alcatel'] as const satisfies readonly BrandName[];

let desk: CstaDesk;
let exchange: TrainingPhones;
let line: CstaLine;

async function start(brand: BrandName): Promise<void> {
  desk = await startCstaDesk(brand);
  ({ exchange, line } = desk);
}

/** The same with a phone of another brand. */
async function startAnew(brand: BrandName): Promise<void> {
  await desk.stop();
  await start(brand);
}

beforeEach(() => start('alcatel'));
afterEach(() => desk.stop());

const watched = () => desk.watched();
const ring = (from?: string) => desk.ring(from);

describe('a session', () => {
  test.each(speaking)('tells what a %s offers', async (brand) => {
    await startAnew(brand);
    const { services } = await watched();
    expect([...(services ?? [])].sort()).toEqual([...brands[brand].csta.services].sort());
  });

  test('is not asked of a phone that shows no sign of it', async () => {
    await line.watch('1502', exchange.domain);
    expect(await line.ask({ service: 'MakeCall', number: '0240083333' })).toMatchObject(
      failed('Phone_CannotAct'),
    );
    expect(line.told('csta')).toEqual([]);
  });

  test('has no service asked of the phone that it does not offer', async () => {
    await startAnew('poly');
    const { services } = await watched();
    const missing = cstaServices.find((service: CstaService) => !services?.includes(service));
    expect(missing).toBe('HoldCall');
    expect(await line.ask({ service: 'HoldCall', key: '1' })).toMatchObject(failed('Phone_CannotAct'));
  });

  test('refused is told, and not asked for again until the phone registers anew', async () => {
    exchange.setPhoneFault('1501', 'refusing', true);
    await line.watch('1501', exchange.domain);
    await line.session(false);
    exchange.setPhoneFault('1501', 'refusing', false);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(line.last('csta')).toMatchObject({ services: null });
    exchange.setRegistered('1501', false);
    await waitFor(() => line.last('device')?.device === null, {
      timeoutMs: 3_000,
      what: 'the phone to leave',
    });
    exchange.setRegistered('1501', true);
    await line.session(true);
  });

  test('ends with the watch: MonitorStop, BYE, and nothing is left at the phone', async () => {
    await watched();
    expect(exchange.counts().sessions).toBe(1);
    const started = performance.now();
    await line.line.unwatch();
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(exchange.counts().sessions).toBe(0);
    await waitFor(() => exchange.counts().connections === 0, {
      timeoutMs: 1_000,
      what: 'the socket to close',
    });
  });

  test('ends within its deadline with a phone that is silent', async () => {
    await watched();
    exchange.setPhoneFault('1501', 'silent', true);
    const started = performance.now();
    await line.line.unwatch();
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('cut off is opened again, and tells what happened meanwhile', async () => {
    await watched();
    ring();
    await line.until('ringing');
    exchange.setFault('link-cut', true);
    await line.session(false);
    ring('0622334455');
    exchange.setFault('link-cut', false);
    await line.session(true);
    const both = await line.until('ringing', 'ringing');
    expect(both.map(({ party }) => party.number)).toEqual(['0611223344', '0622334455']);
  });
});

describe('calls', () => {
  test('of each brand ring, are answered, and end', async () => {
    for (const brand of speaking) {
      await startAnew(brand);
      await watched();
      ring();
      const [ringing] = await line.until('ringing');
      expect(ringing, brand).toMatchObject({ direction: 'inbound', party: { number: '0611223344' } });
      expect(await line.ask({ service: 'AnswerCall', key: ringing?.key ?? '' })).toEqual(ok);
      const [connected] = await line.until('connected');
      expect(connected?.key, brand).toBe(ringing?.key);
      expect(await line.ask({ service: 'ClearConnection', key: ringing?.key ?? '' })).toEqual(ok);
      await line.until();
    }
  });

  test('are dialled, held, retrieved, consulted about, alternated and transferred', async () => {
    await watched();
    expect(await line.ask({ service: 'MakeCall', number: '0240083333' })).toEqual(ok);
    const [first] = await line.until('connected');
    expect(first).toMatchObject({ direction: 'outbound', party: { number: '0240083333' } });
    const key = first?.key ?? '';
    expect(await line.ask({ service: 'HoldCall', key })).toEqual(ok);
    await line.until('held');
    expect(await line.ask({ service: 'RetrieveCall', key })).toEqual(ok);
    await line.until('connected');
    expect(await line.ask({ service: 'ConsultationCall', key, number: '0240084444' })).toEqual(ok);
    const both = await line.until('held', 'connected');
    const consultation = both.find(({ state }) => state === 'connected');
    expect(consultation).toMatchObject({ consultationOf: key, party: { number: '0240084444' } });
    const active = consultation?.key ?? '';
    expect(await line.ask({ service: 'AlternateCall', held: key, active })).toEqual(ok);
    await waitFor(() => line.connections().find((each) => each.key === key)?.state === 'connected', {
      timeoutMs: 3_000,
      what: 'the calls to change places',
    });
    expect(await line.ask({ service: 'TransferCall', held: active, active: key })).toEqual(ok);
    await line.until();
    expect(exchange.callsAt('1501')).toEqual([]);
  });

  test('join in a conference that keeps the identity of both', async () => {
    await watched();
    await line.ask({ service: 'MakeCall', number: '0240083333' });
    const [first] = await line.until('connected');
    await line.ask({ service: 'ConsultationCall', key: first?.key ?? '', number: '0240084444' });
    const both = await line.until('held', 'connected');
    const active = both.find(({ state }) => state === 'connected')?.key ?? '';
    expect(await line.ask({ service: 'ConferenceCall', held: first?.key ?? '', active })).toEqual(ok);
    const [conference] = await line.until('connected');
    expect(conference?.members.map(({ number }) => number).sort()).toEqual(['0240083333', '0240084444']);
    expect([...(conference?.continues ?? []), conference?.key]).toEqual(
      expect.arrayContaining([first?.key, active]),
    );
    const [own] = exchange.callsAt('1501');
    exchange.memberLeaves(own?.id ?? '', '0240084444');
    await waitFor(() => line.connections()[0]?.members.length === 0, {
      timeoutMs: 3_000,
      what: 'one to leave',
    });
    expect(line.connections()).toMatchObject([{ key: conference?.key, party: { number: '0240083333' } }]);
  });

  test('that were there before are known, with who is in them', async () => {
    const first = ring();
    exchange.answerAtPhone(first);
    exchange.holdAtPhone(first);
    exchange.dialAtPhone('1501', '0240083399');
    await watched();
    const all = await line.until('held', 'dialling');
    expect(all).toMatchObject([
      { direction: 'inbound', state: 'held', party: { number: '0611223344' } },
      { direction: 'outbound', state: 'dialling', party: { number: '0240083399' } },
    ]);
  });

  test('deflected, picked up, and hearing digits are as the exchange has them', async () => {
    await watched();
    ring();
    const [ringing] = await line.until('ringing');
    expect(await line.ask({ service: 'DeflectCall', key: ringing?.key ?? '', number: '1502' })).toEqual(ok);
    await line.until();
    expect(exchange.callsAt('1502')).toHaveLength(1);
    expect(await line.ask({ service: 'DirectedPickupCall', number: '1502' })).toEqual(ok);
    const [taken] = await line.until('connected');
    expect(taken).toMatchObject({ party: { number: '0611223344' } });
    expect(await line.ask({ service: 'GenerateDigits', key: taken?.key ?? '', digits: '12#' })).toEqual(ok);
    const [own] = exchange.callsAt('1501');
    expect(exchange.heardByOthers(own?.id ?? '')).toBe('12#');
  });

  test('of a phone that shows a held call as connected in its snapshots stay held', async () => {
    await startAnew('snom');
    await watched();
    ring();
    const [call] = await line.until('ringing');
    await line.ask({ service: 'AnswerCall', key: call?.key ?? '' });
    await line.until('connected');
    await line.ask({ service: 'HoldCall', key: call?.key ?? '' });
    await line.until('held');
    expect(await line.ask({ service: 'SnapshotDevice' })).toEqual(ok);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await line.until('held');
  });
});

describe('services that are no calls', () => {
  test('do not disturb is told at the start and at each change', async () => {
    exchange.setDoNotDisturb('1501', true);
    await watched();
    const tells = (on: boolean) =>
      waitFor(() => line.last('do-not-disturb')?.on === on, { timeoutMs: 3_000, what: 'do not disturb' });
    await tells(true);
    expect(await line.ask({ service: 'SetDoNotDisturb', on: false })).toEqual(ok);
    await tells(false);
    expect(exchange.doNotDisturb('1501')).toBe(false);
    exchange.setDoNotDisturb('1501', true);
    await tells(true);
  });

  test('the agent too', async () => {
    await watched();
    const tells = (state: string) =>
      waitFor(() => line.last('agent')?.state === state, { timeoutMs: 3_000, what: state });
    await tells('agentNull');
    await line.ask({ service: 'SetAgentState', state: 'loggedOn', agentId: null });
    await tells('agentNotReady');
    await line.ask({ service: 'SetAgentState', state: 'ready', agentId: null });
    await tells('agentReady');
    exchange.setAgentState('1501', 'agentWorkingAfterCall');
    await tells('agentWorkingAfterCall');
  });
});
