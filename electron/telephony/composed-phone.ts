import { fail, type Result } from '../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import { CstaAgent } from './agent/csta-agent.ts';
import { type CallsEvent, type CallsState, callsOf, noCalls, reduceCalls } from './calls.ts';
import type { ConnectionReport } from './connections.ts';
import type { CstaService } from './csta/ports.ts';
import { type DialogsEvent, type DialogsState, noDialogs, readDialogs } from './dialog-connections.ts';
import { userPart } from './identities.ts';
import type { Line, LineEvent, PhoneFeatures } from './line/line.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { PhoneCommands } from './phone-commands.ts';
import type {
  BindOutcome,
  Call,
  DeskPhone,
  LinkState,
  PhoneCommand,
  PhoneDevice,
  PhoneState,
  PhoneTarget,
} from './ports.ts';
import { type Clock, stationClock, WallTimes } from './station-clock.ts';
import { type Abilities, capabilitiesIn } from './verbs.ts';

export interface ComposedPhoneOptions {
  readonly line: Line;
  /** Milliseconds within which an event has to confirm an action. */
  readonly actionTimeout: number;
  /** What is dialled before a number to take the call that rings there, where the exchange has such a code. */
  readonly pickUpCode?: string | undefined;
  /** Told what dialog documents say, those that are over among them, before it becomes calls. */
  readonly onDialogs?: ((report: ConnectionReport) => void) | undefined;
  /** A test may set it. */
  readonly clock?: Clock;
}

const TICK = 500;
const FULL_STATE_PAUSE = 2_000;

type Timeless<E> = E extends unknown ? Omit<E, 'at'> : never;

/**
 * A desk phone whose calls are told by uaCSTA where it speaks it, else by its dialog events (RFC 4235), and which is
 * asked to act by whichever of uaCSTA and SIP does the action. It holds the calls, wherever the line runs: the line
 * may be lost and come back without a call forgotten.
 */
export class ComposedPhone implements DeskPhone {
  readonly #line: Line;
  readonly #pickUpCode: string | null;
  readonly #onDialogs: (report: ConnectionReport) => void;
  readonly #clock: Clock;
  readonly #wallTimes: WallTimes;
  readonly #state: Subject<PhoneState>;
  readonly #unwatchLine: Unsubscribe;
  readonly #commands: PhoneCommands;
  readonly #clicks: OneAtATime;
  readonly agent: CstaAgent;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #calls: CallsState = noCalls();
  #dialogs: DialogsState = noDialogs([]);
  #number: string | null = null;
  #device: PhoneDevice | null = null;
  #registered = false;
  #features: PhoneFeatures | null = null;
  #services: readonly CstaService[] | null = null;
  #doNotDisturb: boolean | null = null;
  #lastDialled: string | null = null;
  #link: LinkState = { kind: 'down' };
  #dropped = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Counts the bindings: one that was overtaken changes nothing, nor do the events that are still on their way. */
  #binding = 0;

  constructor({ line, actionTimeout, pickUpCode, onDialogs, clock = stationClock }: ComposedPhoneOptions) {
    this.#line = line;
    this.agent = new CstaAgent({ line, timeout: actionTimeout });
    this.#pickUpCode = pickUpCode ?? null;
    this.#onDialogs = onDialogs ?? (() => {});
    this.#clock = clock;
    this.#wallTimes = new WallTimes(clock);
    this.#state = new Subject(this.#snapshot());
    this.#clicks = new OneAtATime(() => clock.monotonic());
    this.#commands = new PhoneCommands({
      line,
      state: this.#state,
      timeout: actionTimeout,
      abilities: () => this.#abilities(),
      calls: () => this.#calls,
      noteConsultation: (callId, aboutId) => this.#take({ type: 'consultation', callId, aboutId }),
      noteDialled: (number) => this.#noteDialled(number),
    });
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
    this.#dialogs = noDialogs(ownUsers(target));
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
    return this.#clicks.run(command, () => this.#commands.perform(command));
  }

  async close(): Promise<void> {
    this.#binding += 1;
    this.#forget();
    this.#unwatchLine();
    this.#publish();
    await this.#line.close();
  }

  #onLineEvent(event: LineEvent): void {
    if (event.type === 'dialogs') {
      this.#read({ ...event, type: 'document', at: this.#clock.monotonic() }, event.receivedAt);
    } else if (event.type === 'connections') {
      const { report, receivedAt } = event;
      const { full } = report;
      this.#take({ type: 'report', source: 'csta', report, fromStart: !full, first: full }, receivedAt);
    } else {
      this.#note(event);
      this.#publish();
    }
  }

  #note(event: Exclude<LineEvent, { type: 'dialogs' | 'connections' }>): void {
    switch (event.type) {
      case 'csta':
        this.#services = event.services;
        if (event.services === null) this.#loseCsta();
        break;
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
      case 'do-not-disturb':
        this.#doNotDisturb = event.on;
        break;
      case 'dropped':
        this.#dropped = event.count;
        break;
    }
  }

  #loseCsta(): void {
    this.#doNotDisturb = null;
    this.#calls = reduceCalls(this.#calls, { type: 'csta-ended', at: this.#clock.monotonic() });
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#askFullState();
  }

  /** The clock of the station may have been set: the timers on the bar count from the times that are published. */
  #tick(): void {
    const before = this.#calls.tracked;
    this.#calls = reduceCalls(this.#calls, { type: 'tick', at: this.#clock.monotonic() });
    this.#read({ type: 'tick', at: this.#clock.monotonic() });
    if (this.#calls.tracked !== before || this.#wallTimes.wereSet()) this.#publish();
  }

  #read(event: DialogsEvent, receivedAt?: number): void {
    const { state, report, ...when } = readDialogs(this.#dialogs, event);
    this.#dialogs = state;
    if (report) this.#onDialogs(report);
    if (report) this.#take({ type: 'report', source: 'dialogs', report, ...when }, receivedAt);
    else if (event.type === 'document') this.#publish(receivedAt);
    this.#askFullState();
  }

  #take(event: Timeless<CallsEvent>, receivedAt?: number): void {
    this.#calls = reduceCalls(this.#calls, { ...event, at: this.#clock.monotonic() });
    this.#publish(receivedAt);
    this.#askFullState();
  }

  /** Asked again until it comes, for what is shown may be wrong. */
  #askFullState(): void {
    const fromCsta = this.#calls.needsFullState && this.#calls.leading === 'csta';
    const fromDialogs = this.#dialogs.needsFullState || (this.#calls.needsFullState && !fromCsta);
    if (!fromCsta && !fromDialogs) return;
    const now = this.#clock.monotonic();
    if (now - this.#askedAt < FULL_STATE_PAUSE) return;
    this.#askedAt = now;
    if (fromDialogs) this.#line.resubscribe();
    if (fromCsta) void this.#line.csta({ service: 'SnapshotDevice' });
  }

  #noteDialled(number: string): void {
    this.#lastDialled = number;
    this.#publish();
  }

  #abilities(): Abilities {
    return { features: this.#features, services: this.#services, pickUpCode: this.#pickUpCode };
  }

  #forget(): void {
    clearInterval(this.#ticking);
    this.#calls = noCalls();
    this.#dialogs = noDialogs([]);
    this.#number = null;
    this.#device = null;
    this.#registered = false;
    this.#features = null;
    this.#services = null;
    this.#doNotDisturb = null;
    this.#lastDialled = null;
    this.#link = { kind: 'down' };
    this.#clicks.forget();
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
        ...this.#abilities(),
      }),
      doNotDisturb: this.#doNotDisturb,
      lastDialled: this.#lastDialled,
      droppedDocuments: this.#dropped,
    };
  }
}

function ownUsers({ number, addressOfRecord }: PhoneTarget): readonly string[] {
  return [number, userPart(addressOfRecord) ?? number];
}
