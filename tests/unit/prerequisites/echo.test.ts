import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { runChecks, withNeeds } from '../../../electron/prerequisites/index.ts';
import { parseConfiguration } from '../../../electron/settings/load-configuration.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { type Call, everyAction, type PhoneCommand } from '../../../electron/telephony/ports.ts';
import { checksOf, found, type World } from './world.ts';

const site = parseConfiguration(
  JSON.stringify({
    environment: 'formation',
    label: 'TEST',
    site: 'Samu 00',
    prerequisites: { echoNumber: '*43' },
  }),
  'site.json',
);
const call = (more: Partial<Call> = {}): Call => ({
  id: 'echo',
  direction: 'outbound',
  state: 'dialling',
  number: '*43',
  displayName: null,
  startedAt: 0,
  connectedAt: null,
  heldAt: null,
  endedAt: null,
  seenFromStart: true,
  members: [],
  consultationOf: null,
  ...more,
});

/** A phone whose calls go as `answer` says once it dials. */
function phone(answer: Call['state'] | 'refuse', calls: readonly Call[] = []) {
  const commands: string[] = [];
  const state = new Subject({ calls, capabilities: everyAction({ available: true }) });
  const set = (next: readonly Call[]) => state.set({ ...state.get(), calls: next });
  const command = async (asked: PhoneCommand) => {
    commands.push(asked.action);
    if (asked.action === 'dial') {
      if (answer === 'refuse') return fail('Session_Locked');
      set([...calls, call({ state: answer })]);
    }
    if (asked.action === 'hangUp') set([...calls, call({ state: 'ended' })]);
    return ok();
  };
  return { trialPhone: { state, isBound: () => true, command }, commands, set };
}

async function echoOf(world: World): Promise<string> {
  const running = found({ configuration: site, ...world }, 'telephony.echo');
  await vi.runAllTimersAsync();
  return (await running)[0]?.replace('telephony.echo: ', '') ?? '';
}
const asked = 'telephony.echo';

describe('the trial call', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is placed when somebody asks for it, and hung up', async () => {
    const { trialPhone, commands } = phone('connected');
    expect(await echoOf({ trialPhone, asked })).toBe('ok');
    expect(commands).toEqual(['dial', 'hangUp']);
  });

  it('is not placed by a whole run, nor during a call, nor by a phone that cannot, nor without a number', async () => {
    const silent = phone('connected');
    expect(await echoOf({ trialPhone: silent.trialPhone })).toBe('not-applicable Echo_OnDemand');
    const busy = phone('connected', [call({ id: 'other', direction: 'inbound', state: 'held' })]);
    expect(await echoOf({ trialPhone: busy.trialPhone, asked })).toBe('not-applicable Echo_DuringCall');
    const { state } = silent.trialPhone;
    const cannot = {
      ...state.get(),
      capabilities: everyAction({ available: false, reason: 'phone-cannot' }),
    };
    const trialPhone = { ...silent.trialPhone, state: new Subject(cannot) };
    expect(await echoOf({ trialPhone, asked })).toBe('not-applicable Echo_PhoneCannot');
    const [without] = await found({ trialPhone, asked }, 'telephony.echo');
    expect(without).toBe('telephony.echo: not-applicable Echo_NotConfigured');
    expect(await echoOf({ asked })).toBe('not-applicable Phone_NobodyWorks');
    expect([...silent.commands, ...busy.commands]).toEqual([]);
  });

  it('that nobody answers, that is refused or not placed, says so, and leaves no call behind', async () => {
    const ringing = phone('dialling');
    expect(await echoOf({ trialPhone: ringing.trialPhone, asked })).toBe('failure Echo_NoAnswer');
    expect(ringing.commands).toEqual(['dial', 'hangUp']);
    const ended = phone('ended');
    expect(await echoOf({ trialPhone: ended.trialPhone, asked })).toBe('failure Echo_NoAnswer');
    expect(ended.commands).toEqual(['dial']);
    expect(await echoOf({ trialPhone: phone('refuse').trialPhone, asked })).toBe('failure Echo_NotPlaced');
  });

  it('that is stopped before the phone shows the call is hung up when it comes', async () => {
    const late = phone('connected');
    const { command } = late.trialPhone;
    const commands: string[] = [];
    const trialPhone = {
      ...late.trialPhone,
      command: async (one: PhoneCommand) => {
        commands.push(one.action);
        return one.action === 'dial' ? ok() : command(one);
      },
    };
    const stopping = new AbortController();
    const checks = checksOf({ configuration: site, trialPhone, asked });
    const running = runChecks(withNeeds(checks, ['telephony.echo']), { signal: stopping.signal });
    await vi.advanceTimersByTimeAsync(100);
    stopping.abort();
    await running;
    late.set([call({ state: 'connected' })]);
    await vi.runAllTimersAsync();
    expect(commands).toEqual(['dial', 'hangUp']);
  });
});
