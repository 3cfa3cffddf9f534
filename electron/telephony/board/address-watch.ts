import { type DialogInfoLimits, parseDialogInfo } from '../documents/dialog-info.ts';
import { EMPTY_GRACE } from '../documents/dialogs-told.ts';
import { parseRegInfo } from '../documents/reg-info.ts';
import { type Registrations, reduceRegistrations } from '../line/devices.ts';
import type { SipLink, SipNotification } from '../sip/sip-link.ts';
import { keepSubscribed, type StandingSubscription } from '../sip/standing-subscription.ts';
import { nothingWatched, reduceDialogs, type WatchedDialogs } from './watched-dialogs.ts';

/** Milliseconds before an exchange that refuses an address is asked for it again: there are hundreds of them. */
const REFUSED_PAUSE = 120_000;
/** These say that nobody is there, now or at all (RFC 3261 §21.4): not that one may not look. */
const nobodyThere = new Set([404, 410, 480, 604]);

export interface DialogWatchOptions {
  readonly link: SipLink;
  readonly uri: string;
  readonly limits?: DialogInfoLimits;
  /** Monotonic ms. */
  readonly now: () => number;
  readonly onChange: (before: WatchedDialogs, after: WatchedDialogs) => void;
}

/** The dialogs of one address, subscribed to for as long as it is watched. */
export class DialogWatch {
  readonly #options: DialogWatchOptions;
  readonly #subscription: StandingSubscription;
  #dialogs = nothingWatched;
  #subscribed = false;
  #heard = false;
  #gone = false;

  constructor(options: DialogWatchOptions) {
    this.#options = options;
    this.#subscription = keepSubscribed(options.link, {
      uri: options.uri,
      event: 'dialog',
      accept: 'application/dialog-info+xml',
      refusedPause: REFUSED_PAUSE,
      onNotify: (notification) => this.#take(notification),
      onRefused: ({ code }) => {
        this.#gone = code !== null && nobodyThere.has(code);
        this.#tell(this.#dialogs);
      },
      onLive: (live) => {
        if (live === this.#subscribed) return;
        this.#subscribed = live;
        this.#tell(this.#dialogs);
      },
    });
  }

  get dialogs(): WatchedDialogs {
    return this.#dialogs;
  }

  /** The dialogs were told at least once. */
  get heard(): boolean {
    return this.#heard;
  }

  /** The exchange answered that nobody is there. */
  get gone(): boolean {
    return this.#gone;
  }

  /** What is known is what is: subscribed, and without a gap. That nobody is there is known as well. */
  get live(): boolean {
    return this.#gone
      ? this.#options.link.state.get().kind === 'up'
      : this.#subscribed && this.#dialogs.whole;
  }

  tick(): void {
    if (this.#dialogs.emptySince === null && this.#dialogs.left.length === 0) return;
    this.#reduce({ type: 'tick', at: this.#options.now() });
  }

  /** Somebody may be there again. */
  returned(): void {
    if (this.#gone) this.#subscription.renew();
  }

  /** Something that was notified may have been lost. */
  renewSoon(): void {
    this.#subscription.renewSoon();
  }

  stop(): void {
    this.#subscription.stop();
  }

  #take({ body, subscription }: SipNotification): boolean {
    const read = body.trim() === '' ? null : parseDialogInfo(body, this.#options.limits);
    if (read && !read.ok) return false;
    this.#heard = true;
    this.#gone = false;
    this.#reduce({
      type: 'document',
      at: this.#options.now(),
      subscription,
      document: read?.value ?? null,
    });
    return this.#dialogs.whole || this.#dialogs.emptySince !== null;
  }

  #reduce(event: Parameters<typeof reduceDialogs>[1]): void {
    this.#tell(reduceDialogs(this.#dialogs, event));
  }

  #tell(after: WatchedDialogs): void {
    const before = this.#dialogs;
    this.#dialogs = after;
    this.#options.onChange(before, after);
  }
}

export interface RegistrationWatchOptions {
  readonly link: SipLink;
  readonly uri: string;
  /** Null where the exchange does not tell. */
  readonly onChange: (registered: boolean | null) => void;
}

/** Whether a phone is registered for a number (RFC 3680). */
export function watchRegistration({ link, uri, onChange }: RegistrationWatchOptions): StandingSubscription {
  let registrations: Registrations = new Map();
  let empty: ReturnType<typeof setTimeout> | undefined;
  const subscription = keepSubscribed(link, {
    uri,
    event: 'reg',
    accept: 'application/reginfo+xml',
    refusedPause: REFUSED_PAUSE,
    onNotify: ({ body }) => {
      clearTimeout(empty);
      if (body.trim() === '') {
        // Nothing after it means that nobody is registered.
        empty = setTimeout(() => onChange(false), EMPTY_GRACE);
        return true;
      }
      const document = parseRegInfo(body);
      if (!document.ok) return false;
      registrations = reduceRegistrations(registrations, document.value);
      onChange(registrations.size > 0);
      return true;
    },
    onRefused: () => {
      clearTimeout(empty);
      onChange(null);
    },
    onLive: (live) => {
      if (!live) clearTimeout(empty);
    },
  });
  return {
    ...subscription,
    stop: () => {
      clearTimeout(empty);
      subscription.stop();
    },
  };
}
