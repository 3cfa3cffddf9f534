/** One running process, as main holds it, whatever started it. */
export interface ProcessChannel<Message extends object = object> {
  /** Copies the message before it returns. A dead process is no error. */
  post(message: Message): void;
  /** `message` is what the process sent, not looked at. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the process has ended by itself or was killed. */
  onExit(listener: () => void): void;
  /** Ends it at once, even stuck in a native call. */
  kill(): void;
}

/** In milliseconds. */
export interface SupervisionTimes {
  /** Between two pings. */
  readonly heartbeat: number;
  /** Without any message for this long the process is taken for stuck, and killed. */
  readonly silence: number;
  /** The same before it has said anything, if longer: a slow start that is killed only begins anew. */
  readonly starting: number;
  /** A request without an answer for this long is lost; the process goes on. */
  readonly deadline: number;
  /** First pause before the process is started again; doubles up to `maxBackOff` while it keeps ending. */
  readonly backOff: number;
  readonly maxBackOff: number;
  /** A process that lived for this long starts over with the first pause. */
  readonly stable: number;
}

const defaultTimes: SupervisionTimes = {
  heartbeat: 1_000,
  silence: 4_000,
  starting: 12_000,
  deadline: 20_000,
  backOff: 50,
  maxBackOff: 2_000,
  stable: 10_000,
};

export interface SupervisedProcessOptions {
  readonly spawn: () => ProcessChannel;
  /** What each new process is told first; asked for at each start. */
  readonly start: () => unknown;
  /** Told of each event of the process, not looked at. */
  readonly onEvent?: (event: unknown) => void;
  /** Told when the process is gone and another one will come. */
  readonly onLost?: () => void;
  /** Told after a process was started, the first one included: what the one before it knew is to be told again. */
  readonly onStarted?: () => void;
  readonly times?: Partial<SupervisionTimes>;
}

/** What the process answered, not looked at; or that no answer will come: it died, was killed, or took too long. */
export type Reply =
  | { readonly kind: 'answered'; readonly value: unknown }
  | { readonly kind: 'lost'; readonly why: 'not-running' | 'ended' | 'deadline' };

/** main → process: the envelope around what a service says. */
export type ToProcess =
  | { readonly type: 'start'; readonly options: unknown }
  | { readonly type: 'request'; readonly id: number; readonly request: unknown }
  | { readonly type: 'ping'; readonly id: number };

/** process → main. */
export type FromProcess =
  | { readonly type: 'reply'; readonly id: number; readonly reply: unknown }
  | { readonly type: 'event'; readonly event: unknown }
  | { readonly type: 'pong'; readonly id: number };

interface Pending {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly settle: (reply: Reply) => void;
}

/**
 * A process that is always there: started by `open` or by the first request, pinged, killed when it is silent, started
 * again with a growing pause. A request under way when it dies is lost and never sent again: whoever asked decides.
 * After `close` nothing is left: no process, no timer, no listener that is called.
 */
export class SupervisedProcess {
  readonly #options: SupervisedProcessOptions;
  readonly #times: SupervisionTimes;
  readonly #pending = new Map<number, Pending>();
  #channel: ProcessChannel | null = null;
  #serial = 0;
  #restarts = 0;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: SupervisedProcessOptions) {
    this.#options = options;
    this.#times = { ...defaultTimes, ...options.times };
  }

  /** Starts the process, unless it runs or is about to be started again. */
  open(): void {
    if (this.#closed || this.#channel || this.#restart !== undefined) return;
    this.#start();
  }

  /** Asks the process; never rejects. `deadline` in milliseconds. */
  request(request: unknown, deadline = this.#times.deadline): Promise<Reply> {
    this.open();
    const channel = this.#channel;
    if (!channel) return Promise.resolve({ kind: 'lost', why: 'not-running' });
    const id = this.#next();
    return new Promise((resolve) => {
      const settle = (reply: Reply): void => {
        clearTimeout(timer);
        this.#pending.delete(id);
        resolve(reply);
      };
      const timer = setTimeout(() => settle({ kind: 'lost', why: 'deadline' }), deadline);
      this.#pending.set(id, { timer, settle });
      this.#post(channel, { type: 'request', id, request });
    });
  }

  /** Ends the process for good; what is under way is lost. */
  close(): void {
    this.#closed = true;
    this.#abandon();
  }

  #start(): void {
    this.#restart = undefined;
    const channel = this.#options.spawn();
    this.#channel = channel;
    const startedAt = performance.now();
    let heardAt = startedAt;
    let hasSpoken = false;
    const isCurrent = (): boolean => this.#channel === channel;
    channel.onMessage((message) => {
      if (!isCurrent()) return;
      heardAt = performance.now();
      hasSpoken = true;
      this.#receive(message);
    });
    channel.onExit(() => {
      if (isCurrent()) this.#replace(performance.now() - startedAt);
    });
    let beatAt = startedAt;
    this.#heartbeat = setInterval(() => {
      const now = performance.now();
      // A beat that comes late tells that this computer slept: the other process did too.
      if (now - beatAt > this.#times.silence) heardAt = now;
      beatAt = now;
      const { silence, starting } = this.#times;
      if (now - heardAt > (hasSpoken ? silence : Math.max(silence, starting))) this.#replace(now - startedAt);
      else this.#post(channel, { type: 'ping', id: this.#next() });
    }, this.#times.heartbeat);
    this.#post(channel, { type: 'start', options: this.#options.start() });
    this.#options.onStarted?.();
  }

  #receive(raw: unknown): void {
    const message = readEnvelope(raw);
    if (message?.type === 'event') this.#options.onEvent?.(message.event);
    if (message?.type === 'reply') {
      this.#pending.get(message.id)?.settle({ kind: 'answered', value: message.reply });
    }
  }

  #replace(lived: number): void {
    this.#abandon();
    this.#restarts = lived > this.#times.stable ? 0 : this.#restarts + 1;
    const { backOff, maxBackOff } = this.#times;
    const pause = Math.min(maxBackOff, backOff * 2 ** Math.max(0, this.#restarts - 1));
    this.#restart = setTimeout(() => this.#start(), pause);
    this.#options.onLost?.();
  }

  #abandon(): void {
    const channel = this.#channel;
    this.#channel = null;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#restart);
    this.#restart = undefined;
    channel?.kill();
    for (const { settle } of [...this.#pending.values()]) settle({ kind: 'lost', why: 'ended' });
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  #post(channel: ProcessChannel, message: ToProcess): void {
    channel.post(message);
  }
}

/** The envelope of a message from the process, or null: what is none counts as a sign of life, and as nothing else. */
function readEnvelope(raw: unknown): FromProcess | null {
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return null;
  if (raw.type === 'event' && 'event' in raw) return { type: 'event', event: raw.event };
  if (!('id' in raw) || typeof raw.id !== 'number') return null;
  if (raw.type === 'reply' && 'reply' in raw) return { type: 'reply', id: raw.id, reply: raw.reply };
  return raw.type === 'pong' ? { type: 'pong', id: raw.id } : null;
}
