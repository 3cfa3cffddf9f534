import type { CstaService } from '../../../electron/telephony/csta/ports.ts';
import type { Line } from '../../../electron/telephony/line/line.ts';
import type { Call, DeskPhone, PhoneAction, PhoneCommand } from '../../../electron/telephony/ports.ts';
import type { TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { waitFor } from '../../stand/process.ts';
import { callIn, stateWhere } from './phones.ts';

/** What passed over a line. */
export interface LineRecord {
  /** What the phone was asked, in the order in which it was: by uaCSTA or by SIP alone. */
  readonly asked: ('uaCSTA' | 'SIP')[];
  /** What it offers over uaCSTA. */
  services: readonly CstaService[] | null;
}

/** The line, with what passes over it kept. */
export function recorded(line: Line, record: LineRecord): Line {
  const note = <T>(means: LineRecord['asked'][number], answer: T): T => {
    record.asked.push(means);
    return answer;
  };
  line.onEvent((event) => {
    if (event.type === 'csta') record.services = event.services;
  });
  return {
    onEvent: (listener) => line.onEvent(listener),
    prepare: () => line.prepare(),
    watch: (target, watch) => line.watch(target, watch),
    unwatch: () => line.unwatch(),
    resubscribe: () => line.resubscribe(),
    dial: (number) => note('SIP', line.dial(number)),
    signal: (order, dialog) => note('SIP', line.signal(order, dialog)),
    // Asking what there is does nothing to any call.
    csta: (request) =>
      request.service === 'SnapshotDevice' ? line.csta(request) : note('uaCSTA', line.csta(request)),
    close: () => line.close(),
  };
}

export interface Trial {
  readonly exchange: TrainingPhones;
  readonly phone: DeskPhone;
  /** Number of the phone; 1502 is a colleague's. */
  readonly number: string;
}

/** What came of a verb that a phone was asked for, as the table of `docs/telephony.md` says it. */
export async function tryVerb(trial: Trial, action: PhoneAction, { asked }: LineRecord): Promise<string> {
  const capability = trial.phone.state.get().capabilities[action];
  if (!capability.available) return capability.reason === 'phone-cannot' ? '–' : capability.reason;
  const { command, isTrue } = await trials[action](trial);
  asked.length = 0;
  const outcome = await trial.phone.command(command);
  if (!outcome.ok) return `**${outcome.failure.code}**`;
  if (!(await happens(isTrue))) return '**did not happen**';
  return asked.join(' + ');
}

/** Everything is hung up, and the phone knows. */
export async function clear({ exchange, phone, number }: Trial): Promise<void> {
  for (const each of [number, '1502']) {
    exchange.setDoNotDisturb(each, false);
    for (const { id } of exchange.callsAt(each)) exchange.hangUpAtPhone(id);
  }
  await stateWhere(phone, 'all calls to be over', ({ calls }) =>
    calls.every(({ state }) => state === 'ended'),
  );
}

interface Attempt {
  readonly command: PhoneCommand;
  /** Whether the exchange, which knows, has it so. */
  readonly isTrue: () => boolean;
}

const CALLER = '0639981234';
const OUTSIDE = '0261910042';
const COLLEAGUE = '1502';

const trials: { readonly [A in PhoneAction]: (trial: Trial) => Promise<Attempt> } = {
  dial: async (trial) => ({
    command: { action: 'dial', number: OUTSIDE },
    isTrue: () => calls(trial).some(({ others }) => others.some(({ number }) => number === OUTSIDE)),
  }),
  answer: async (trial) => {
    const { call } = await ringing(trial);
    return { command: { action: 'answer', callId: call.id }, isTrue: hasStates(trial, 'connected') };
  },
  hangUp: async (trial) => {
    const { call } = await talking(trial);
    return { command: { action: 'hangUp', callId: call.id }, isTrue: hasStates(trial) };
  },
  hold: async (trial) => {
    const { call } = await talking(trial);
    return { command: { action: 'hold', callId: call.id }, isTrue: hasStates(trial, 'held') };
  },
  retrieve: async (trial) => {
    const { call, end } = await talking(trial);
    trial.exchange.holdAtPhone(end);
    await callIn(trial.phone, 'held');
    return { command: { action: 'retrieve', callId: call.id }, isTrue: hasStates(trial, 'connected') };
  },
  alternate: async (trial) => {
    const { held, heldEnd } = await pair(trial);
    return {
      command: { action: 'alternate', callId: held.id },
      isTrue: () => calls(trial).find(({ state }) => state === 'connected')?.id === heldEnd,
    };
  },
  consult: async (trial) => {
    const { call } = await talking(trial);
    return {
      command: { action: 'consult', callId: call.id, number: COLLEAGUE },
      isTrue: () => trial.exchange.callsAt(COLLEAGUE).some(({ state }) => state === 'alerting'),
    };
  },
  transfer: async (trial) => {
    const { held, active } = await pair(trial);
    return {
      command: { action: 'transfer', callId: active.id, otherId: held.id },
      isTrue: hasStates(trial),
    };
  },
  singleStepTransfer: async (trial) => {
    const { call } = await talking(trial);
    return {
      command: { action: 'singleStepTransfer', callId: call.id, number: COLLEAGUE },
      isTrue: () => calls(trial).length === 0 && trial.exchange.callsAt(COLLEAGUE).length === 1,
    };
  },
  conference: async (trial) => {
    const { held, active } = await pair(trial);
    return {
      command: { action: 'conference', callId: active.id, otherId: held.id },
      isTrue: () => calls(trial).some(({ others }) => others.length === 2),
    };
  },
  generateDigits: async (trial) => {
    const { call, end } = await talking(trial);
    return {
      command: { action: 'generateDigits', callId: call.id, digits: '15#' },
      isTrue: () => trial.exchange.heardByOthers(end) === '15#',
    };
  },
  deflect: async (trial) => {
    const { call } = await ringing(trial);
    return {
      command: { action: 'deflect', callId: call.id, number: COLLEAGUE },
      isTrue: () => calls(trial).length === 0 && trial.exchange.callsAt(COLLEAGUE).length === 1,
    };
  },
  pickUp: async (trial) => {
    trial.exchange.incomingCall({ number: COLLEAGUE, from: CALLER });
    return {
      command: { action: 'pickUp', number: COLLEAGUE },
      isTrue: () =>
        trial.exchange.callsAt(COLLEAGUE).length === 0 &&
        calls(trial).some(({ others }) => others.some(({ number }) => number === CALLER)),
    };
  },
  doNotDisturb: async (trial) => ({
    command: { action: 'doNotDisturb', on: true },
    isTrue: () => trial.exchange.doNotDisturb(trial.number),
  }),
};

function calls({ exchange, number }: Trial): ReturnType<TrainingPhones['callsAt']> {
  return exchange.callsAt(number);
}

function hasStates(trial: Trial, ...states: string[]): () => boolean {
  return () =>
    calls(trial)
      .map(({ state }) => state)
      .join() === states.join();
}

async function ringing({ exchange, phone, number }: Trial): Promise<{ call: Call; end: string }> {
  const end = exchange.incomingCall({ number, from: CALLER });
  return { end, call: await callIn(phone, 'ringing') };
}

async function talking(trial: Trial): Promise<{ call: Call; end: string }> {
  const { end } = await ringing(trial);
  trial.exchange.answerAtPhone(end);
  return { end, call: await callIn(trial.phone, 'connected') };
}

async function pair(trial: Trial): Promise<{ held: Call; active: Call; heldEnd: string }> {
  const { end } = await talking(trial);
  trial.exchange.consultAtPhone(end, OUTSIDE);
  const held = await callIn(trial.phone, 'held');
  return { held, active: await callIn(trial.phone, 'connected', 5_000, OUTSIDE), heldEnd: end };
}

async function happens(isTrue: () => boolean): Promise<boolean> {
  const found = waitFor(() => (isTrue() ? true : undefined), { timeoutMs: 2_000, what: 'it' });
  return found.catch(() => false);
}
