import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import type { Call, PhoneState } from '../telephony/index.ts';
import { callEvents, lrmCall, type ToldCalls } from './call-events.ts';
import type { Correlations } from './correlations.ts';
import { Outbox } from './outbox.ts';
import type {
  CommandsState,
  Delivery,
  LrmAgent,
  LrmEvent,
  LrmLink,
  LrmState,
  OutboxStore,
  Outcome,
} from './ports.ts';
import type { LrmEventType } from './rules/event-types.ts';

export interface CouplingOptions {
  readonly phone: Observable<PhoneState>;
  /** Who works here; null while nobody does. */
  readonly agent: () => LrmAgent | null;
  /** State of the agent, where the exchange tells one; null else. */
  readonly agentState: Observable<string | null>;
  readonly correlations: Correlations;
  readonly gateway: {
    readonly commands: Observable<CommandsState>;
    send(delivery: Delivery): Promise<Outcome>;
  };
  readonly store: OutboxStore;
  /** Whether the store is on the disk. */
  readonly durable: boolean;
  /** Addresses of the receivers. */
  readonly receivers: readonly string[];
  readonly expireMinutes: number;
  readonly expireRecordMinutes: number;
  readonly onNotKept: () => void;
}

/** What still helps when it comes late. */
const records: ReadonlySet<LrmEventType> = new Set(['call.ended', 'call.correlated']);

/** Tells the LRM of the calls of this station, and shows how the link is. Nothing of it holds up a call. */
export class LrmCoupling implements LrmLink {
  readonly #options: CouplingOptions;
  readonly #outbox: Outbox;
  readonly #state: Subject<LrmState>;
  readonly #unsubscribe: readonly Unsubscribe[];
  #told: ToldCalls = new Map();

  constructor(options: CouplingOptions) {
    this.#options = options;
    const { phone, agentState, gateway, store, receivers, onNotKept } = options;
    this.#outbox = new Outbox({ store, send: (one) => gateway.send(one), receivers, onNotKept });
    this.#state = new Subject(this.#snapshot());
    const publish = () => this.#publish();
    this.#unsubscribe = [
      phone.subscribe(() => this.#look()),
      agentState.subscribe((state) => state !== null && this.#tell([{ type: 'agent.state', state }])),
      this.#outbox.state.subscribe(publish),
      gateway.commands.subscribe(publish),
    ];
    void this.#outbox.open();
  }

  get state(): Observable<LrmState> {
    return this.#state;
  }

  async showFile(callId: string): Promise<Result<undefined>> {
    const { phone, correlations, receivers } = this.#options;
    if (receivers.length === 0) return fail('Lrm_NoReceiver');
    const call = phone.get().calls.find(({ id }) => id === callId);
    const fileId = correlations.fileOf(callId);
    if (!call || fileId === null) return fail('Lrm_NoFile');
    this.#tell([{ type: 'file.show', call: this.#shown(call), fileId }]);
    return ok();
  }

  /** A file of the LRM is about this call from now on. */
  correlated(call: Call, fileId: string): void {
    this.#look();
    this.#tell([{ type: 'call.correlated', call: this.#shown(call), fileId }]);
    this.#publish();
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#outbox.close();
  }

  #look(): void {
    const fileOf = (id: string) => this.#options.correlations.fileOf(id);
    const { told, events } = callEvents(this.#told, this.#options.phone.get().calls, fileOf);
    this.#told = told;
    this.#tell(events);
    this.#publish();
  }

  #tell(events: readonly LrmEvent[]): void {
    if (events.length === 0 || this.#options.receivers.length === 0) return;
    const deliveries = events.flatMap((event) => this.#deliveries(event));
    void this.#outbox.add(deliveries);
  }

  #deliveries(event: LrmEvent): readonly Delivery[] {
    const { receivers, expireMinutes, expireRecordMinutes, phone, agent } = this.#options;
    const createdAt = Date.now();
    const { type, ...data } = event;
    const body = JSON.stringify({
      type,
      timestamp: new Date(createdAt).toISOString(),
      data: { ...data, station: phone.get().number, agent: agent() },
    });
    const minutes = records.has(type) ? expireRecordMinutes : expireMinutes;
    return receivers.map((receiver) => ({
      id: randomUUID(),
      receiver,
      subject: 'call' in event ? event.call.callId : 'agent',
      type,
      body,
      createdAt,
      expiresAt: createdAt + Math.round(minutes * 60_000),
      attempts: 0,
    }));
  }

  #shown(call: Call) {
    return lrmCall(call, (id) => this.#options.correlations.fileOf(id));
  }

  #publish(): void {
    const next = this.#snapshot();
    if (JSON.stringify(next) !== JSON.stringify(this.#state.get())) this.#state.set(next);
  }

  #snapshot(): LrmState {
    const { gateway, durable, correlations, phone } = this.#options;
    return {
      receivers: this.#outbox.state.get(),
      commands: gateway.commands.get(),
      durable,
      withFile: correlations.among(phone.get().calls),
    };
  }
}
