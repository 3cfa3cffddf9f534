import { fail, ok, type Result } from '../../failures/index.ts';
import type { Unsubscribe } from '../../shared/listeners.ts';
import type { ProcessChannel } from '../../shared/supervised-process.ts';
import { ComposedPhone } from '../composed-phone.ts';
import type { ConnectionReport, DialogReference } from '../connections.ts';
import type { CstaRequest } from '../csta/ports.ts';
import type { BindOutcome, DeskPhone, PhoneTarget } from '../ports.ts';
import type { Line, LineEvent, PhoneOrder } from './line.ts';
import {
  type CommandResult,
  type LineCommand,
  type LineOptions,
  type ToProcess,
  toMainSchema,
} from './protocol.ts';

/** One running telephony process, as main holds it. */
export type PhoneChannel = ProcessChannel<ToProcess>;

export interface PhoneProcessOptions extends LineOptions {
  readonly spawn: () => PhoneChannel;
  /** What is dialled before a number to take the call that rings there, where the exchange has such a code. */
  readonly pickUpCode?: string | undefined;
  /** Told what dialog documents say, those that are over among them. */
  readonly onDialogs?: (report: ConnectionReport) => void;
}

const PING_INTERVAL = 1_000;
/** Without an answer for this long the process is taken for stuck, and killed. */
const PONG_DEADLINE = 4_000;
/** The same before it has said anything: on a machine that is busy, killing it would only begin its start anew. */
const START_DEADLINE = 12_000;
/** Longer than any command takes: a process that hangs is noticed by its pings. */
const COMMAND_DEADLINE = 20_000;
const FIRST_RESTART = 50;
const LONGEST_RESTART = 2_000;
const REWATCH_PAUSE = 1_000;
const STABLE = 10_000;

/** A desk phone whose SIP runs in a process of its own; the calls are held here, and outlive that process. */
export function createDeskPhone(options: PhoneProcessOptions): DeskPhone {
  const { actionTimeout, pickUpCode, onDialogs } = options;
  return new ComposedPhone({ line: new PhoneProcess(options), actionTimeout, pickUpCode, onDialogs });
}

/**
 * The line over the channel: a process starts when somebody is about to work, so that a station where nobody does
 * goes without; one that dies or hangs is replaced, and watches the same phone again.
 */
export class PhoneProcess implements Line {
  readonly #options: PhoneProcessOptions;
  readonly #listeners = new Set<(event: LineEvent, watch: number) => void>();
  readonly #pending = new Map<number, (result: CommandResult) => void>();
  #channel: PhoneChannel | null = null;
  /** What is watched again after a restart: the device found the first time. */
  #watched: PhoneTarget | null = null;
  /** The number of the watch that is wanted, or null. */
  #wanted: number | null = null;
  #serial = 0;
  #failures = 0;
  #droppedBefore = 0;
  #dropped = 0;
  #staleSince: number | null = null;
  #pinging: ReturnType<typeof setInterval> | undefined;
  #restarting: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: PhoneProcessOptions) {
    this.#options = options;
  }

  onEvent(listener: (event: LineEvent, watch: number) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  prepare(): void {
    if (this.#closed || this.#wanted !== null) return;
    if (!this.#channel) this.#start();
    this.#channel?.post({ type: 'prepare' });
  }

  async watch(target: PhoneTarget, watch: number): Promise<Result<BindOutcome>> {
    if (this.#closed) return fail('Phone_LinkDown');
    this.#wanted = watch;
    this.#watched = null;
    this.#staleSince = null;
    if (!this.#channel) this.#start();
    const result = await this.#command({ verb: 'watch', target, watch });
    if (this.#wanted !== watch) return fail('Phone_BindingInterrupted');
    if (!result.ok) return result;
    if (result.value === null) return fail('Phone_LinkDown');
    if (result.value.kind === 'bound') this.#watched = { ...target, deviceId: result.value.device.id };
    return ok(result.value);
  }

  async unwatch(): Promise<void> {
    this.#wanted = null;
    this.#watched = null;
    this.#staleSince = null;
    await this.#command({ verb: 'unwatch' });
  }

  resubscribe(): void {
    this.#channel?.post({ type: 'resubscribe' });
  }

  dial(number: string): Promise<Result<undefined>> {
    return this.#order({ verb: 'dial', number });
  }

  signal(order: PhoneOrder, dialog: DialogReference): Promise<Result<undefined>> {
    return this.#order({ verb: 'signal', order, dialog });
  }

  csta(request: CstaRequest): Promise<Result<undefined>> {
    return this.#order({ verb: 'csta', request });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#wanted = null;
    this.#watched = null;
    this.#closed = true;
    await this.#command({ verb: 'close' });
    this.#abandon();
    this.#listeners.clear();
  }

  async #order(command: LineCommand): Promise<Result<undefined>> {
    const result = await this.#command(command);
    return result.ok ? ok() : result;
  }

  #command(command: LineCommand): Promise<CommandResult> {
    const channel = this.#channel;
    if (!channel) return Promise.resolve(fail('Phone_LinkDown'));
    this.#serial += 1;
    const id = this.#serial;
    return new Promise((resolve) => {
      const settle = (result: CommandResult): void => {
        clearTimeout(timer);
        this.#pending.delete(id);
        resolve(result);
      };
      const timer = setTimeout(() => settle(fail('Phone_LinkDown')), COMMAND_DEADLINE);
      this.#pending.set(id, settle);
      channel.post({ type: 'command', id, command });
    });
  }

  #start(): void {
    clearTimeout(this.#restarting);
    const channel = this.#options.spawn();
    const startedAt = performance.now();
    this.#channel = channel;
    let lastPong: number | null = null;
    channel.onMessage((raw) => {
      if (this.#channel !== channel) return;
      lastPong = performance.now();
      this.#receive(raw);
    });
    channel.onExit(() => {
      if (this.#channel === channel) this.#replace(performance.now() - startedAt);
    });
    const { servers, heartbeat, actionTimeout, authority, csta } = this.#options;
    channel.post({
      type: 'start',
      options: { servers, heartbeat, actionTimeout, authority: authority ?? null, csta: csta ?? 'auto' },
    });
    this.#pinging = setInterval(() => {
      const silence = performance.now() - (lastPong ?? startedAt);
      if (silence > (lastPong === null ? START_DEADLINE : PONG_DEADLINE)) {
        return this.#replace(performance.now() - startedAt);
      }
      this.#serial += 1;
      channel.post({ type: 'ping', id: this.#serial });
    }, PING_INTERVAL);
  }

  #receive(raw: unknown): void {
    const message = toMainSchema.safeParse(raw);
    if (!message.success) return;
    if (message.data.type === 'event') this.#onEvent(message.data.event, message.data.watch);
    if (message.data.type === 'answer') this.#pending.get(message.data.id)?.(message.data.result);
  }

  #onEvent(event: LineEvent, watch: number): void {
    if (watch !== this.#wanted) return;
    if (event.type === 'dropped') {
      this.#dropped = this.#droppedBefore + event.count;
      this.#emit({ type: 'dropped', count: this.#dropped });
    } else if (event.type === 'link' && event.link.kind === 'connecting' && this.#staleSince !== null) {
      // A fresh process is only connecting; to the operator what is shown is still out of date.
      this.#tellStale(true);
    } else {
      if (event.type === 'link' && event.link.kind === 'up') this.#staleSince = null;
      this.#emit(event);
    }
  }

  /** The process is gone or stuck: end it, tell that what is shown may be wrong, and start another. */
  #replace(lived: number): void {
    this.#abandon();
    if (this.#closed) return;
    this.#droppedBefore = this.#dropped;
    this.#failures = lived > STABLE ? 0 : this.#failures + 1;
    if (this.#watched) this.#tellLoss();
    const pause = Math.min(LONGEST_RESTART, FIRST_RESTART * 2 ** this.#failures);
    this.#restarting = setTimeout(() => {
      this.#start();
      void this.#rewatch();
    }, pause);
  }

  #abandon(): void {
    const channel = this.#channel;
    this.#channel = null;
    clearInterval(this.#pinging);
    clearTimeout(this.#restarting);
    channel?.kill();
    for (const settle of [...this.#pending.values()]) settle(fail('Phone_LinkDown'));
  }

  async #rewatch(): Promise<void> {
    const target = this.#watched;
    const watch = this.#wanted;
    const channel = this.#channel;
    if (!target || watch === null || !channel) return;
    const result = await this.#command({ verb: 'watch', target, watch });
    if (this.#watched !== target || this.#channel !== channel) return;
    if (result.ok && result.value?.kind === 'bound') return;
    this.#tellStale(false);
    this.#restarting = setTimeout(() => void this.#rewatch(), REWATCH_PAUSE);
  }

  /** What the process knew of the phone died with it. */
  #tellLoss(): void {
    this.#tellStale(true);
    this.#emit({ type: 'csta', services: null });
  }

  #tellStale(restarting: boolean): void {
    this.#staleSince ??= Date.now();
    const stale = { kind: 'stale', since: this.#staleSince, attempt: this.#failures } as const;
    this.#emit({ type: 'link', link: restarting ? { ...stale, restarting } : stale });
  }

  #emit(event: LineEvent): void {
    if (this.#wanted === null) return;
    for (const listener of [...this.#listeners]) listener(event, this.#wanted);
  }
}
