import { fail, ok, type Result } from '../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import { type CallsEvent, type CallsState, callsOf, noCalls, reduceCalls, referenceOf } from './calls.ts';
import { confirmed } from './confirmation.ts';
import type { DialogReference } from './connections.ts';
import { userPart } from './identities.ts';
import type { Line, LineEvent, PhoneFeatures } from './line/line.ts';
import { dialable, sameNumber } from './numbers.ts';
import type {
  BindOutcome,
  Call,
  DeskPhone,
  LinkState,
  PhoneAction,
  PhoneCommand,
  PhoneDevice,
  PhoneState,
  PhoneTarget,
} from './ports.ts';
import { type Clock, stationClock, WallTimes } from './station-clock.ts';
import { type CallAction, callActions, capabilitiesIn, failureOf } from './verbs.ts';

export interface DialogEventPhoneOptions {
  readonly line: Line;
  /** Milliseconds within which an event has to confirm an action. */
  readonly actionTimeout: number;
  /** A test may set it. */
  readonly clock?: Clock;
}

const DOUBLE_CLICK = 2_000;
const TICK = 500;
const RESUBSCRIBE_PAUSE = 2_000;

/**
 * A desk phone known by its dialog events (RFC 4235) and acted on by SIP alone. It holds the calls, wherever the line
 * runs: the line may be lost and come back without a call forgotten. Every action resolves on the event that
 * confirms it, never on an answer of the phone.
 */
export class DialogEventPhone implements DeskPhone {
  readonly #line: Line;
  readonly #actionTimeout: number;
  readonly #clock: Clock;
  readonly #wallTimes: WallTimes;
  readonly #state: Subject<PhoneState>;
  readonly #unwatchLine: Unsubscribe;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #calls: CallsState = noCalls();
  #number: string | null = null;
  #device: PhoneDevice | null = null;
  #registered = false;
  #features: PhoneFeatures | null = null;
  #link: LinkState = { kind: 'down' };
  #dropped = 0;
  #lastDial: { number: string; at: number; outcome: Promise<Result<undefined>> } | null = null;
  #dialling = false;
  #resubscribedAt = Number.NEGATIVE_INFINITY;
  /** Counts the bindings: one that was overtaken changes nothing, nor do the events that are still on their way. */
  #binding = 0;

  constructor({ line, actionTimeout, clock = stationClock }: DialogEventPhoneOptions) {
    this.#line = line;
    this.#actionTimeout = actionTimeout;
    this.#clock = clock;
    this.#wallTimes = new WallTimes(clock);
    this.#state = new Subject(this.#snapshot());
    this.#unwatchLine = line.onEvent((event, watch) => {
      if (watch === this.#binding) this.#onLineEvent(event);
    });
  }

  get state(): Observable<PhoneState> {
    return this.#state;
  }

  prepare(): void {
    this.#line.prepare();
  }

  async bind(target: PhoneTarget): Promise<Result<BindOutcome>> {
    this.#forget();
    this.#calls = noCalls(...ownUsers(target));
    this.#link = { kind: 'connecting' };
    this.#publish();
    this.#binding += 1;
    const mine = this.#binding;
    const outcome = await this.#line.watch(target, mine);
    if (mine !== this.#binding) return fail('Phone_BindingInterrupted');
    if (outcome.ok && outcome.value.kind === 'bound') {
      this.#number = target.number;
      this.#device = outcome.value.device;
      this.#registered = true;
      this.#ticking = setInterval(() => this.#tick(), TICK);
    } else {
      this.#forget();
    }
    this.#publish();
    return outcome;
  }

  async unbind(): Promise<void> {
    this.#binding += 1;
    this.#forget();
    this.#publish();
    await this.#line.unwatch();
  }

  command(command: PhoneCommand): Promise<Result<undefined>> {
    switch (command.action) {
      case 'dial':
        return this.#dialOnce(command.number);
      case 'answer':
      case 'hangUp':
      case 'hold':
      case 'retrieve':
        return this.#act(command.action, command.callId);
      default:
        return Promise.resolve(this.#unavailable(command.action) ?? fail('Phone_CannotAct'));
    }
  }

  async close(): Promise<void> {
    this.#binding += 1;
    this.#forget();
    this.#unwatchLine();
    this.#publish();
    await this.#line.close();
  }

  #dialOnce(typed: string): Promise<Result<undefined>> {
    const number = dialable(typed);
    if (number === null) return Promise.resolve(fail('Phone_NumberInvalid'));
    const last = this.#lastDial;
    if (last?.number === number && this.#clock.monotonic() - last.at < DOUBLE_CLICK) return last.outcome;
    const outcome = this.#dial(number);
    this.#lastDial = { number, at: this.#clock.monotonic(), outcome };
    return outcome;
  }

  async #dial(number: string): Promise<Result<undefined>> {
    const unavailable = this.#unavailable('dial');
    if (unavailable) return unavailable;
    if (this.#dialling) return fail('Phone_DialInProgress');
    this.#dialling = true;
    try {
      const free = await this.#freePhone();
      if (!free.ok) return free;
      const before = new Set(this.#state.get().calls.map(({ id }) => id));
      const isIt = (call: Call): boolean =>
        call.direction === 'outbound' && !before.has(call.id) && sameNumber(call.number, number);
      return await this.#confirmed(this.#line.dial(number), ({ calls }) => calls.some(isIt));
    } finally {
      this.#dialling = false;
    }
  }

  /** One call in conversation at a time: it is put on hold first, where the phone can. */
  async #freePhone(): Promise<Result<undefined>> {
    const { calls, capabilities } = this.#state.get();
    if (calls.some(({ state }) => state === 'dialling')) return fail('Phone_CallInProgress');
    const current = calls.find(({ state }) => state === 'connected');
    if (!current) return ok();
    if (calls.some(({ state }) => state === 'held')) return fail('Phone_CallAlreadyHeld');
    return capabilities.hold.available ? this.#act('hold', current.id) : fail('Phone_CallInProgress');
  }

  async #act(action: CallAction, callId: string): Promise<Result<undefined>> {
    const unavailable = this.#unavailable(action);
    if (unavailable) return unavailable;
    const { order, from, to } = callActions[action];
    const call = this.#state.get().calls.find(({ id }) => id === callId);
    if (!call) return fail('Phone_CallGone');
    if (to.includes(call.state)) return ok();
    if (!from.includes(call.state)) return fail('Phone_CallGone');
    const dialog: DialogReference | null = referenceOf(this.#calls, callId);
    if (!dialog) return fail('Phone_CannotAct');
    return this.#confirmed(this.#line.signal(order, dialog), ({ calls }) => {
      const now = calls.find(({ id }) => id === callId);
      return now ? to.includes(now.state) : action === 'hangUp';
    });
  }

  #confirmed(
    order: Promise<Result<undefined>>,
    isDone: (state: PhoneState) => boolean,
  ): Promise<Result<undefined>> {
    return confirmed(order, this.#state, isDone, this.#actionTimeout);
  }

  #unavailable(action: PhoneAction): { ok: false; failure: ReturnType<typeof fail>['failure'] } | null {
    const capability = this.#state.get().capabilities[action];
    if (capability.available) return null;
    const number = this.#number;
    return number === null
      ? fail(failureOf[capability.reason])
      : fail(failureOf[capability.reason], { number });
  }

  #onLineEvent(event: LineEvent): void {
    if (event.type === 'dialogs') {
      this.#take({ ...event, type: 'document', at: this.#clock.monotonic() }, event.receivedAt);
      return;
    }
    this.#note(event);
    this.#publish();
  }

  #note(event: Exclude<LineEvent, { type: 'dialogs' }>): void {
    switch (event.type) {
      case 'link':
        this.#link = event.link;
        break;
      case 'device':
        this.#registered = event.device !== null;
        this.#device = event.device ?? this.#device;
        break;
      case 'features':
        this.#features = event.features;
        break;
      case 'dropped':
        this.#dropped = event.count;
        break;
    }
  }

  /** The clock of the station may have been set: the timers on the bar count from the times that are published. */
  #tick(): void {
    this.#take({ type: 'tick', at: this.#clock.monotonic() });
    if (this.#wallTimes.wereSet()) this.#publish();
  }

  #take(event: CallsEvent, receivedAt?: number): void {
    const before = this.#calls;
    this.#calls = reduceCalls(before, event);
    if (this.#calls.needsFullState) this.#resubscribe();
    if (event.type === 'document' || this.#calls.tracked !== before.tracked) this.#publish(receivedAt);
  }

  #resubscribe(): void {
    const now = this.#clock.monotonic();
    if (now - this.#resubscribedAt < RESUBSCRIBE_PAUSE) return;
    this.#resubscribedAt = now;
    this.#line.resubscribe();
  }

  #forget(): void {
    clearInterval(this.#ticking);
    this.#calls = noCalls();
    this.#number = null;
    this.#device = null;
    this.#registered = false;
    this.#features = null;
    this.#link = { kind: 'down' };
    this.#lastDial = null;
  }

  #publish(receivedAt?: number): void {
    const state = this.#snapshot();
    this.#state.set(receivedAt === undefined ? state : { ...state, receivedAt });
  }

  #shown(call: Call): Call {
    const shown = (at: number | null): number | null => (at === null ? null : this.#wallTimes.at(at));
    return {
      ...call,
      startedAt: this.#wallTimes.at(call.startedAt),
      connectedAt: shown(call.connectedAt),
      heldAt: shown(call.heldAt),
      endedAt: shown(call.endedAt),
    };
  }

  #snapshot(): PhoneState {
    return {
      link: this.#link,
      number: this.#number,
      device: this.#device,
      registered: this.#registered,
      calls: callsOf(this.#calls).map((call) => this.#shown(call)),
      capabilities: capabilitiesIn({
        bound: this.#number !== null,
        linkUp: this.#link.kind === 'up',
        registered: this.#registered,
        features: this.#features,
      }),
      doNotDisturb: null,
      droppedDocuments: this.#dropped,
    };
  }
}

function ownUsers({ number, addressOfRecord }: PhoneTarget): readonly string[] {
  return [number, userPart(addressOfRecord) ?? number];
}
