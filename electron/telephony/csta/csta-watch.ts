import { isDeepStrictEqual } from 'node:util';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { ConnectionReport } from '../connections.ts';
import type { XmlElement } from '../documents/bounded-xml.ts';
import type { LineEvent } from '../line/line.ts';
import { resultOf } from '../line/phone-orders.ts';
import { BackOff } from '../sip/back-off.ts';
import { isUnreachable, type SnapshotOutcome, takeSnapshotOf } from './ask-snapshot.ts';
import { type CstaInput, connectionIdOf, reduceConnections, reportOf } from './connections.ts';
import type { CallEvent, CstaEvent } from './events.ts';
import { failureOfError } from './failures.ts';
import type { CstaConnections } from './known-connections.ts';
import { offeredServices } from './offered-services.ts';
import type { CstaRequest, CstaService } from './ports.ts';
import { actsOnCalls, requestSystemStatus, serviceRequest } from './requests.ts';
import { agentStateOf, doNotDisturbOf, initiatedCallOf } from './responses.ts';
import type { CstaAnswer, CstaSession } from './session.ts';

export interface CstaWatchOptions {
  /** What was known of the phone's connections in the session before. */
  readonly connections: CstaConnections;
  readonly device: string;
  readonly emit: (event: LineEvent) => void;
  /** The phone no longer answers in this session, or has left it. */
  readonly onLost: () => void;
}

/** Snapshots that events give reason for are not asked for more often. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** A phone that is silent, or forgot the session, is noticed within this time. */
const AUDIT = 10_000;
/** An answered request is followed by an event; without one, the phone is asked what came of it. */
const EVENT_GRACE = 700;

/** The phone as one session shows it: its connections told as they change, its services asked for. */
export class CstaWatch {
  readonly #options: CstaWatchOptions;
  readonly #pauses = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
  readonly #graces = new Set<ReturnType<typeof setTimeout>>();
  #connections: CstaConnections;
  #session: CstaSession | null = null;
  #services: readonly CstaService[] = [];
  #canSnapshot = true;
  #asksCalls = true;
  #live = false;
  #over = false;
  #doubting: ReturnType<typeof setTimeout> | undefined;
  #audit: ReturnType<typeof setInterval> | undefined;
  #snapshotting: Promise<boolean> | null = null;

  constructor(options: CstaWatchOptions) {
    this.#options = options;
    this.#connections = reduceConnections(options.connections, { type: 'session' });
  }

  get connections(): CstaConnections {
    return this.#connections;
  }

  /** Finds out all there is, tells it, and goes on telling. */
  async begin(session: CstaSession): Promise<void> {
    this.#session = session;
    if (!(await this.#snapshot())) return;
    this.#services = await offeredServices(session, this.#options.device, this.#canSnapshot);
    if (this.#over) return;
    this.#live = true;
    this.#options.emit({ type: 'csta', services: this.#services });
    this.#tellAll();
    this.#audit = setInterval(() => void this.#prove(), AUDIT);
    for (const service of ['GetDoNotDisturb', 'GetAgentState'] as const) void this.request({ service });
  }

  take(event: CstaEvent, receivedAt: number): void {
    if (this.#over) return;
    switch (event.type) {
      case 'call':
        this.#takeCall(event, receivedAt);
        break;
      case 'do-not-disturb':
        this.#tell({ type: 'do-not-disturb', on: event.on });
        break;
      case 'agent':
        this.#tell({ type: 'agent', state: event.state });
        break;
      case 'monitor-stop':
        this.#options.onLost();
        break;
      case 'other':
        break;
    }
  }

  /** An event may have been lost. */
  missed(): void {
    this.#connections = reduceConnections(this.#connections, { type: 'gap' });
    this.doubt();
  }

  /** Something of the phone may have been missed: a snapshot is asked for soon. */
  doubt(): void {
    if (this.#over || !this.#canSnapshot || !this.#session || this.#doubting) return;
    this.#doubting = setTimeout(async () => {
      this.#doubting = undefined;
      // One that is on its way may have been asked for before the doubt arose.
      await this.#snapshotting;
      if (!(await this.#snapshot())) return;
      this.#tellAll();
      if (this.#connections.doubt) this.doubt();
    }, this.#pauses.pause());
  }

  async request(request: CstaRequest): Promise<Result<undefined>> {
    const session = this.#session;
    if (!session || !this.#live || !this.#services.includes(request.service)) return fail('Phone_CannotAct');
    if (request.service === 'SnapshotDevice') return this.#snapshotAsked();
    const { device } = this.#options;
    const node = serviceRequest(request, device, (key) => connectionIdOf(this.#connections, key, device));
    if (!node) return fail('Phone_CallGone');
    const { serial } = this.#connections;
    const answer = await session.ask(node);
    if (!answer.ok) return this.#refused(answer);
    if (answer.root) this.#learn(request, answer.root);
    if (request.service === 'SetDoNotDisturb') void this.request({ service: 'GetDoNotDisturb' });
    if (request.service === 'SetAgentState') void this.request({ service: 'GetAgentState' });
    if (actsOnCalls(request)) this.#expectEvent(serial);
    return ok();
  }

  async #snapshotAsked(): Promise<Result<undefined>> {
    if (!(await this.#snapshot())) return fail('Phone_NotConfirmed');
    this.#tellAll();
    return ok();
  }

  /** Nothing is told any more. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#doubting);
    clearInterval(this.#audit);
    for (const grace of this.#graces) clearTimeout(grace);
    this.#graces.clear();
  }

  #takeCall(event: CallEvent, receivedAt: number): void {
    const before = this.#connections;
    const input: CstaInput = { type: 'event', event };
    const next = reduceConnections(before, input);
    // Where no snapshot can tell, the event is believed.
    const believed = next.doubt && !this.#canSnapshot;
    this.#connections = believed
      ? reduceConnections(reduceConnections(before, { type: 'session' }), input)
      : next;
    this.#tellChanges(before, receivedAt);
    const { doubt, known, tellsHold } = this.#connections;
    if (doubt || (tellsHold === null && known.some(({ state }) => state === 'held'))) this.doubt();
  }

  /** One at a time: gives whether the session lives. */
  #snapshot(): Promise<boolean> {
    this.#snapshotting ??= this.#takeSnapshot().finally(() => {
      this.#snapshotting = null;
    });
    return this.#snapshotting;
  }

  async #takeSnapshot(): Promise<boolean> {
    if (!this.#session) return false;
    const outcome: SnapshotOutcome = await takeSnapshotOf(
      this.#session,
      this.#options.device,
      this.#connections,
      this.#asksCalls,
    );
    if (this.#over) return false;
    if (outcome.ok) {
      this.#asksCalls = outcome.tellsCalls;
      this.#connections = reduceConnections(this.#connections, {
        type: 'snapshot',
        snapshot: outcome.snapshot,
      });
      return true;
    }
    if (outcome.unsupported) this.#canSnapshot = false;
    else this.#options.onLost();
    return outcome.unsupported;
  }

  /** The phone is alive, and what is told of it is true. */
  async #prove(): Promise<void> {
    if (this.#canSnapshot) {
      const before = this.#all();
      if ((await this.#snapshot()) && !isDeepStrictEqual(before, this.#all())) this.#tellAll();
      return;
    }
    const answer = await this.#session?.ask(requestSystemStatus);
    if (answer && !answer.ok && isUnreachable(answer) && !this.#over) this.#options.onLost();
  }

  #refused({ code, error }: Extract<CstaAnswer, { ok: false }>): Result<undefined> {
    if (error !== null) return failureOfError(error);
    // RFC 5057 §5.1: the phone no longer knows the dialog.
    if (code === 481 && !this.#over) this.#options.onLost();
    this.doubt();
    return resultOf({ code });
  }

  #learn(request: CstaRequest, root: XmlElement): void {
    if (request.service === 'ConsultationCall') {
      const callId = initiatedCallOf(root);
      if (callId === null) return;
      const before = this.#connections;
      this.#connections = reduceConnections(before, { type: 'consultation', callId, of: request.key });
      this.#tellChanges(before, now());
    }
    const on = doNotDisturbOf(root);
    if (on !== null) this.#tell({ type: 'do-not-disturb', on });
    const state = agentStateOf(root);
    if (state !== null) this.#tell({ type: 'agent', state });
  }

  #expectEvent(serial: number): void {
    if (this.#over) return;
    const grace = setTimeout(() => {
      this.#graces.delete(grace);
      if (this.#connections.serial === serial) this.missed();
    }, EVENT_GRACE);
    this.#graces.add(grace);
  }

  #tellChanges(before: CstaConnections, receivedAt: number): void {
    const report = reportOf(before, this.#connections, false);
    if (report.connections.length > 0) this.#tell({ type: 'connections', report, receivedAt });
  }

  #tellAll(): void {
    if (!this.#canSnapshot) return;
    this.#tell({ type: 'connections', report: this.#all(), receivedAt: now() });
  }

  #all(): ConnectionReport {
    return reportOf(this.#connections, this.#connections, true);
  }

  #tell(event: LineEvent): void {
    if (this.#live && !this.#over) this.#options.emit(event);
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
