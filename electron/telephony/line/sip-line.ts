import { fail, type Result } from '../../failures/index.ts';
import type { Unsubscribe } from '../../shared/listeners.ts';
import type { DialogReference } from '../connections.ts';
import type { CstaPolicy, CstaRequest } from '../csta/ports.ts';
import type { BindOutcome, PhoneTarget } from '../ports.ts';
import type { SipIdentity, SipLink } from '../sip/sip-link.ts';
import { dialByRefer } from './dial-by-refer.ts';
import type { Line, LineEvent, PhoneOrder } from './line.ts';
import { orderPhone } from './phone-orders.ts';
import { PhoneWatch, type WatchListener } from './phone-watch.ts';

export interface SipLineOptions {
  readonly openLink: (identity: SipIdentity) => SipLink;
  /** Has ready what `openLink` needs of any identity; what is told meanwhile is of no watch. */
  readonly prepare?: (tell: (event: LineEvent) => void) => void;
  /** Milliseconds for the phone to take an order. */
  readonly actionTimeout: number;
  /** Whether a phone is asked for uaCSTA; `never` where a site does not want it. */
  readonly csta?: CstaPolicy;
  /** Milliseconds for a number to be found and watched. */
  readonly bindTimeout?: number;
}

const BIND_TIMEOUT = 6_000;
/** Watches are counted from one. */
const NO_WATCH = 0;
/** Not every phone picks up by itself: this leaves the operator the time to lift the handset. */
const PICK_UP_TIMEOUT = 8_000;

/** The line over SIP itself: one link a bound number, watched through `reg` and `dialog`, acted on by REFER and NOTIFY. */
export class SipLine implements Line {
  readonly #options: SipLineOptions;
  readonly #listeners = new Set<(event: LineEvent, watch: number) => void>();
  #watch: PhoneWatch | null = null;
  /** The number of the watch that is wanted: what was overtaken while it waited does not begin. */
  #wanted: number | null = null;
  #dropped = 0;

  constructor(options: SipLineOptions) {
    this.#options = options;
  }

  onEvent(listener: (event: LineEvent, watch: number) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  prepare(): void {
    if (this.#wanted === null) this.#options.prepare?.((event) => this.#emit(event, NO_WATCH));
  }

  async watch(target: PhoneTarget, number: number): Promise<Result<BindOutcome>> {
    this.#wanted = number;
    await this.#stop();
    if (this.#wanted !== number) return fail('Phone_BindingInterrupted');
    const link = this.#options.openLink(target);
    const listener: WatchListener = {
      emit: (event) => this.#emit(event, number),
      onDropped: () => {
        this.#dropped += 1;
        this.#emit({ type: 'dropped', count: this.#dropped }, number);
      },
    };
    const { csta = 'auto', actionTimeout } = this.#options;
    const watch = new PhoneWatch(link, target, listener, {
      csta,
      answerDeadline: actionTimeout,
    });
    this.#watch = watch;
    const outcome = await watch.start(this.#options.bindTimeout ?? BIND_TIMEOUT);
    if ((!outcome.ok || outcome.value.kind !== 'bound') && this.#watch === watch) await this.unwatch();
    return outcome;
  }

  async unwatch(): Promise<void> {
    this.#wanted = null;
    await this.#stop();
  }

  resubscribe(): void {
    this.#watch?.resubscribe();
  }

  async dial(number: string): Promise<Result<undefined>> {
    const phone = this.#phone();
    if (!phone) return fail('Phone_LinkDown');
    const { link, target, uri } = phone;
    return dialByRefer(link, {
      phone: uri,
      to: `sip:${number.replace('#', '%23')}@${domainOf(target)}`,
      pickUp: PICK_UP_TIMEOUT,
      deadline: this.#options.actionTimeout,
    });
  }

  async signal(order: PhoneOrder, dialog: DialogReference): Promise<Result<undefined>> {
    const phone = this.#phone();
    if (!phone) return fail('Phone_LinkDown');
    return orderPhone(phone.link, phone.uri, order, dialog, this.#options.actionTimeout);
  }

  csta(request: CstaRequest): Promise<Result<undefined>> {
    return this.#watch?.csta(request) ?? Promise.resolve(fail('Phone_LinkDown'));
  }

  async close(): Promise<void> {
    await this.unwatch();
    this.#listeners.clear();
  }

  async #stop(): Promise<void> {
    const watch = this.#watch;
    this.#watch = null;
    await watch?.stop();
  }

  #phone(): { link: SipLink; target: PhoneTarget; uri: string } | null {
    const watch = this.#watch;
    const uri = watch?.phoneUri();
    return watch && uri ? { link: watch.link, target: watch.target, uri } : null;
  }

  #emit(event: LineEvent, watch: number): void {
    for (const listener of [...this.#listeners]) listener(event, watch);
  }
}

function domainOf({ addressOfRecord }: PhoneTarget): string {
  return addressOfRecord.split('@').at(-1)?.split(/[;?]/)[0] ?? '';
}
