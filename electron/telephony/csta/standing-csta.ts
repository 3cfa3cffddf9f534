import { setTimeout as delay } from 'node:timers/promises';
import { fail, type Result } from '../../failures/index.ts';
import type { LineEvent } from '../line/line.ts';
import { BackOff } from '../sip/back-off.ts';
import type { SipLink } from '../sip/sip-link.ts';
import { CstaWatch } from './csta-watch.ts';
import { type CstaConnections, noConnections } from './known-connections.ts';
import type { CstaRequest } from './ports.ts';
import { type CstaSession, openCstaSession } from './session.ts';

export interface StandingCstaOptions {
  readonly link: Pick<SipLink, 'state' | 'openInfoDialog'>;
  /** Where the phone is now; null while it is not there, or is not to be asked. */
  readonly phone: () => string | null;
  /** Its address of record. */
  readonly device: string;
  /** The users and numbers that mean it. */
  readonly own: readonly string[];
  /** Milliseconds for each answer. */
  readonly deadline: number;
  readonly emit: (event: LineEvent) => void;
  readonly onDropped: () => void;
}

const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;
const STOP_DEADLINE = 700;
/** A phone that never opened a session, and does not even refuse one, is not asked more often: it may take it for a call. */
const MOST_TRIES = 3;

/** The uaCSTA session with one phone, kept through every loss of the link, of the phone and of the session. */
export class StandingCsta {
  readonly #options: StandingCstaOptions;
  readonly #unwatchLink: () => void;
  #connections: CstaConnections;
  #watch: CstaWatch | null = null;
  #session: CstaSession | null = null;
  #opening: Promise<void> = Promise.resolve();
  /** False until the phone is found, and after it has shown that it knows no uaCSTA. */
  #speaks = false;
  #retries = new BackOff(FIRST_RETRY, LONGEST_RETRY);
  #tries = 0;
  #spoke = false;
  #retrying: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: StandingCstaOptions) {
    this.#options = options;
    this.#connections = noConnections(...options.own);
    this.#unwatchLink = options.link.state.subscribe(({ kind }) => {
      if (kind === 'up') this.#open();
      else this.#lose();
    });
  }

  /** The phone is there, for the first time or anew: it is asked whatever it answered before. */
  phoneFound(): void {
    const session = this.#session;
    this.#lose();
    void session?.close();
    this.#speaks = true;
    this.#tries = 0;
    this.#retries = new BackOff(FIRST_RETRY, LONGEST_RETRY);
    this.#open();
  }

  /** The phone told of itself: it may be one to be asked, after all. */
  phoneAnswered(): void {
    if (!this.#retrying) this.#open();
  }

  /** `Phone_CannotAct` while there is no session with the phone, or where it does not offer the service. */
  request(request: CstaRequest): Promise<Result<undefined>> {
    return this.#watch?.request(request) ?? Promise.resolve(fail('Phone_CannotAct'));
  }

  /** Within a second, whatever the phone does. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatchLink();
    this.#forgetRetry();
    this.#watch?.end();
    const waiting = new AbortController();
    await Promise.race([
      this.#session ? this.#session.close() : this.#opening,
      delay(STOP_DEADLINE, undefined, { signal: waiting.signal }).catch(() => {}),
    ]);
    waiting.abort();
  }

  #open(): void {
    this.#forgetRetry();
    const { link, phone, device, deadline, emit, onDropped } = this.#options;
    const uri = phone();
    if (this.#stopped || !this.#speaks || this.#watch || !uri || link.state.get().kind !== 'up') return;
    const watch = new CstaWatch({
      connections: this.#connections,
      device,
      emit,
      onLost: () => this.#onLost(watch),
    });
    this.#watch = watch;
    this.#opening = openCstaSession({
      agent: link,
      phone: uri,
      device,
      deadline,
      onEvent: (event, receivedAt) => watch.take(event, receivedAt),
      onGap: () => watch.missed(),
      onDropped,
      onEnd: () => this.#onLost(watch),
    }).then(async (opening) => {
      if (this.#watch !== watch || this.#stopped) {
        if (opening.ok) await opening.session.close();
      } else if (opening.ok) {
        this.#session = opening.session;
        this.#spoke = true;
        await watch.begin(opening.session);
      } else {
        this.#tries += 1;
        this.#speaks = opening.speaks && (this.#spoke || this.#tries < MOST_TRIES);
        this.#lose();
        this.#retrySoon();
      }
    });
  }

  #onLost(watch: CstaWatch): void {
    if (this.#watch !== watch || this.#stopped) return;
    const session = this.#session;
    this.#lose();
    void session?.close();
    this.#retrySoon();
  }

  /** What the phone's connections are is told by its dialogs from now on. */
  #lose(): void {
    this.#forgetRetry();
    const watch = this.#watch;
    if (!watch) return;
    watch.end();
    this.#connections = watch.connections;
    this.#watch = null;
    this.#session = null;
    if (!this.#stopped) this.#options.emit({ type: 'csta', services: null });
  }

  #forgetRetry(): void {
    clearTimeout(this.#retrying);
    this.#retrying = undefined;
  }

  #retrySoon(): void {
    if (this.#speaks && !this.#stopped) {
      this.#retrying = setTimeout(() => {
        this.#retrying = undefined;
        this.#open();
      }, this.#retries.pause());
    }
  }
}
