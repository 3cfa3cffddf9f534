import { BackOff } from './back-off.ts';
import type { SipLink, SipNotification, SipSubscription, SipSubscriptionEnd } from './sip-link.ts';

export interface StandingSubscriptionRequest {
  readonly uri: string;
  readonly event: string;
  readonly accept: string;
  /** Gives whether the state is known with it; when it is not, the subscription is made anew. */
  readonly onNotify: (notification: SipNotification) => boolean;
  /** The exchange refused or ended it; it is asked for again after a pause. */
  readonly onRefused: (end: SipSubscriptionEnd) => void;
  /** False from the moment when what was notified may be out of date. */
  readonly onLive: (live: boolean) => void;
  /** Milliseconds before a refusal is asked to be taken back; whoever subscribes to many things asks seldom. */
  readonly refusedPause?: number;
}

export interface StandingSubscription {
  /** Subscribes anew, which gives the full state. */
  renew(): void;
  /** The same after a pause: something that was notified may have been lost. */
  renewSoon(): void;
  stop(): void;
}

const EXPIRES = 3_600;
const RETRY_MS = 1_500;
/** A refusal is seldom taken back within a second. */
const RETRY_REFUSED_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;
/** A notifier that asks to come back at once, or writes what cannot be read, is not asked more often than this. */
const FLOOR_MS = 500;
const LONGEST_FLOOR_MS = 5_000;

/** A subscription made anew at every connection of the link and after every end, until it is stopped. */
export function keepSubscribed(link: SipLink, request: StandingSubscriptionRequest): StandingSubscription {
  let current: SipSubscription | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let generation = 0;
  let renewing = false;
  const renewals = new BackOff(FLOOR_MS, LONGEST_RETRY_MS);
  const returns = new BackOff(FLOOR_MS, LONGEST_FLOOR_MS);

  const setLive = (live: boolean): void => {
    if (!stopped) request.onLive(live);
  };

  function subscribe(): void {
    clearTimeout(retry);
    renewing = false;
    if (stopped || link.state.get().kind !== 'up') return;
    generation += 1;
    const mine = generation;
    const isCurrent = (): boolean => mine === generation && !stopped;
    let understood = false;
    current = link.subscribe({
      uri: request.uri,
      event: request.event,
      accept: request.accept,
      expires: EXPIRES,
      onNotify: (notification) => {
        if (!isCurrent()) return;
        const read = request.onNotify(notification);
        understood ||= read;
        setLive(understood);
        if (!read) renewSoon();
      },
      onEnd: (end) => {
        if (!isCurrent()) return;
        current = null;
        setLive(false);
        request.onRefused(end);
        clearTimeout(retry);
        retry = setTimeout(subscribe, Math.max(pauseBefore(end, request.refusedPause), returns.pause()));
      },
    });
  }

  function renew(): void {
    current?.unsubscribe();
    subscribe();
  }

  function renewSoon(): void {
    if (renewing || stopped || !current) return;
    renewing = true;
    retry = setTimeout(renew, renewals.pause());
  }

  const unwatchLink = link.state.subscribe(({ kind }) => {
    if (kind === 'up') return subscribe();
    clearTimeout(retry);
    renewing = false;
    generation += 1;
    current = null;
    setLive(false);
  });
  subscribe();

  return {
    renew,
    renewSoon,
    stop: () => {
      stopped = true;
      clearTimeout(retry);
      unwatchLink();
      current?.unsubscribe();
    },
  };
}

function pauseBefore(
  { code, retryAfter, reason }: SipSubscriptionEnd,
  refusedPause: number = RETRY_REFUSED_MS,
): number {
  if (retryAfter !== null) return Math.min(retryAfter, LONGEST_RETRY_MS);
  // RFC 6665 §4.1.3: these two ask to subscribe again at once; a floor keeps it from being a flood.
  if (reason === 'deactivated' || reason === 'timeout') return 0;
  return code === null || code === 408 || code >= 500 ? RETRY_MS : refusedPause;
}
