import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import { Subject } from '../../../../electron/shared/listeners.ts';
import { AgentService } from '../../../../electron/telephony/agent/agent-service.ts';
import type { AgentState } from '../../../../electron/telephony/agent/ports.ts';
import { presenceDocument } from '../../../../electron/telephony/agent/presence-document.ts';
import { readXml } from '../../../../electron/telephony/documents/bounded-xml.ts';
import type { Call } from '../../../../electron/telephony/ports.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const talking: Call = {
  id: '1',
  direction: 'inbound',
  state: 'connected',
  number: '15',
  displayName: null,
  startedAt: 0,
  connectedAt: 1,
  heldAt: null,
  endedAt: null,
  seenFromStart: true,
  members: [],
  consultationOf: null,
};

/** An agent at work; `asked` is what the keeper was asked, and `answer` what it says. */
async function atWork(afterCall = 0) {
  const asked: AgentState[] = [];
  const calls = new Subject<readonly Call[]>([]);
  let answer: Result<undefined> = ok();
  const agent = new AgentService({
    keepers: [
      {
        by: 'presence',
        offered: new Subject(true),
        set: async (state) => {
          asked.push(state);
          return answer;
        },
      },
    ],
    calls,
    afterCall,
  });
  agent.begin();
  await vi.advanceTimersByTimeAsync(0);
  const refuse = () => {
    answer = fail('Agent_Refused', { code: 403 });
  };
  const accept = () => {
    answer = ok();
  };
  return { agent, asked, calls, refuse, accept };
}

test('whoever begins to work is ready, and nobody is there once the work is over', async () => {
  const { agent, asked } = await atWork();
  expect(agent.status.get()).toMatchObject({ state: 'ready', pending: null, failure: null });
  await agent.end();
  expect(agent.status.get().state).toBeNull();
  expect(asked).toEqual(['ready']);
  expect(await agent.set('notReady')).toMatchObject({ ok: false, failure: { code: 'Phone_NotBound' } });
});

test('a state that is refused is not shown as taken, and the refusal has a name', async () => {
  const { agent, refuse } = await atWork();
  refuse();
  expect(await agent.set('notReady')).toMatchObject({ ok: false, failure: { code: 'Agent_Refused' } });
  expect(agent.status.get()).toMatchObject({
    state: 'ready',
    pending: null,
    failure: { code: 'Agent_Refused' },
  });
});

test('after a conversation comes the time to write, and then one is ready again by itself', async () => {
  const { agent, calls } = await atWork(20);
  calls.set([talking]);
  calls.set([{ ...talking, state: 'ended', endedAt: 2 }]);
  await vi.advanceTimersByTimeAsync(0);
  expect(agent.status.get()).toMatchObject({ state: 'workingAfterCall', until: Date.now() + 20_000 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(agent.status.get()).toMatchObject({ state: 'ready', until: null });
});

test('a call that nobody answered leaves one as one was; so does a conversation during a pause', async () => {
  const { agent, asked, calls } = await atWork(20);
  calls.set([{ ...talking, state: 'ringing', connectedAt: null }]);
  calls.set([]);
  await agent.set('notReady');
  calls.set([talking]);
  calls.set([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(['ready', 'notReady']);
});

test('a state that is chosen ends the time to write, and nothing changes it later', async () => {
  const { agent, calls } = await atWork(20);
  calls.set([talking]);
  calls.set([]);
  await vi.advanceTimersByTimeAsync(5_000);
  await agent.set('loggedOff');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(agent.status.get()).toMatchObject({ state: 'loggedOff', until: null });
});

test('who could not be announced at the beginning is, once the keeper is in reach', async () => {
  const { agent, asked, refuse, accept } = await atWork();
  await agent.end();
  refuse();
  agent.begin();
  await vi.advanceTimersByTimeAsync(0);
  expect(agent.status.get()).toMatchObject({ state: null, failure: { code: 'Agent_Refused' } });
  accept();
  agent.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(agent.status.get()).toMatchObject({ state: 'ready', failure: null });
  agent.resume();
  expect(asked).toEqual(['ready', 'ready', 'ready']);
});

test('what the keeper finds out later is told, and taken back', async () => {
  const { agent } = await atWork();
  agent.onOutcome(fail('Phone_LinkDown'));
  expect(agent.status.get()).toMatchObject({ state: 'ready', failure: { code: 'Phone_LinkDown' } });
  agent.onOutcome(ok());
  expect(agent.status.get().failure).toBeNull();
});

test.for([
  ['ready', 'open', null],
  ['notReady', 'open', 'away'],
  ['workingAfterCall', 'open', 'busy'],
  ['loggedOff', 'closed', 'permanent-absence'],
] as const)('%s is published as %s with the activity %s', ([state, basic, activity]) => {
  const root = readXml(presenceDocument('sip:1501@samu.test', state));
  if (typeof root === 'string') throw new Error(root);
  const [tuple, person] = root.children;
  expect(root.attributes.get('entity')).toBe('sip:1501@samu.test');
  expect(tuple?.children[0]?.children[0]?.text).toBe(basic);
  expect(person?.children[0]?.children[0]?.name ?? null).toBe(activity);
});

test('a phone whose exchange has agent services is asked once it offers them, and what the exchange changes is shown', async () => {
  const published: AgentState[] = [];
  const told: AgentState[] = [];
  const offered = new Subject(false);
  const state = new Subject<AgentState | null>(null);
  const agent = new AgentService({
    keepers: [
      {
        by: 'csta',
        offered,
        state,
        set: async (wanted) => {
          told.push(wanted);
          state.set(wanted);
          return ok();
        },
      },
      {
        by: 'presence',
        offered: new Subject(true),
        set: async (wanted) => {
          published.push(wanted);
          return ok();
        },
      },
    ],
    calls: new Subject<readonly Call[]>([]),
    afterCall: 0,
  });
  agent.begin();
  await vi.advanceTimersByTimeAsync(0);
  expect(agent.status.get()).toMatchObject({ state: 'ready', by: 'presence' });
  offered.set(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(agent.status.get()).toMatchObject({ state: 'ready', by: 'csta' });
  state.set('notReady');
  expect(agent.status.get().state).toBe('notReady');
  await agent.end();
  expect(told).toEqual(['ready', 'loggedOff']);
  expect(published).toEqual(['ready']);
});
