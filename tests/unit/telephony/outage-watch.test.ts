import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { OutageWatch } from '../../../electron/telephony/outage-watch.ts';
import { everyAction, type PhoneCommand, type PhoneState } from '../../../electron/telephony/ports.ts';
import { unboundPhone } from '../../../electron/telephony/unbound-phone.ts';

const well: PhoneState = {
  ...unboundPhone,
  link: { kind: 'up', server: 'wss://sip1.example/ws' },
  registered: true,
  capabilities: everyAction({ available: true }),
};
const lost: PhoneState = { ...well, link: { kind: 'stale', since: 0, attempt: 1 } };
const hold: PhoneCommand = { action: 'hold', callId: 'c' };

let phone: Subject<PhoneState>;
let bound: Subject<boolean>;
let watch: OutageWatch;
let away: { portal: boolean; board: boolean };

beforeEach(() => {
  vi.useFakeTimers();
  phone = new Subject(well);
  bound = new Subject(true);
  away = { portal: false, board: false };
  watch = new OutageWatch({
    phone,
    bound,
    online: () => true,
    portalAway: () => away.portal,
    boardAway: () => away.board,
  });
});

afterEach(() => {
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('the watch for outages', () => {
  it('tells of a lost link at once, and that all is back a moment after it is', () => {
    phone.set(lost);
    expect(watch.current.get()).toMatchObject({ kind: 'outage', cause: 'server-unreachable' });
    vi.advanceTimersByTime(10_000);
    phone.set(well);
    vi.advanceTimersByTime(3_000);
    expect(watch.current.get()).toMatchObject({ kind: 'restored' });
    vi.advanceTimersByTime(60_000);
    expect(watch.current.get()).toBeNull();
  });

  it('takes a phone that confirms nothing for silent, until it confirms something', async () => {
    const silent = watch.watched(async () => fail('Phone_NotConfirmed'));
    await silent(hold);
    expect(watch.current.get()).toBeNull();
    await silent(hold);
    expect(watch.current.get()).toMatchObject({ cause: 'phone-silent' });
    await watch.watched(async () => ok())(hold);
    vi.advanceTimersByTime(3_000);
    expect(watch.current.get()?.kind).not.toBe('outage');
  });

  it('does not take a refusal for silence', async () => {
    const refusing = watch.watched(async () => fail('Phone_CallGone'));
    for (let tries = 0; tries < 5; tries += 1) await refusing(hold);
    expect(watch.current.get()).toBeNull();
  });

  it('tells what else is away, as it changes', () => {
    phone.set(lost);
    away.portal = true;
    vi.advanceTimersByTime(1_000);
    expect(watch.current.get()).toMatchObject({ portalAway: true, boardAway: false });
  });

  it('tells nothing twice, and nothing of a phone that is let go', () => {
    phone.set(lost);
    let told = 0;
    watch.current.subscribe(() => {
      told += 1;
    });
    vi.advanceTimersByTime(10_000);
    expect(told).toBe(0);
    bound.set(false);
    expect(watch.current.get()).toBeNull();
  });
});
