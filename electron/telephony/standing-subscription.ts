import type { SipLink, SipNotification, SipSubscription, SipSubscriptionEnd } from './sip-link.ts';

export interface StandingSubscriptionRequest {
  readonly uri: string;
  readonly event: string;
  readonly accept: string;
  readonly onNotify: (notification: SipNotification) => void;
  /** The exchange refused or ended it; it is asked for again after a pause. */
  readonly onRefused: (end: SipSubscriptionEnd) => void;
  /** False from the moment when what was notified may be out of date. */
  readonly onLive: (live: boolean) => void;
}

export interface StandingSubscription {
  /** Subscribes anew, which gives the full state. */
  renew(): void;
  stop(): void;
}

const EXPIRES = 3_600;
const RETRY_MS = 1_500;
/** A refusal is seldom taken back within a second. */
const RETRY_REFUSED_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** A subscription made anew at every connection of the link and after every end, until it is stopped. */
export function keepSubscribed(link: SipLink, request: StandingSubscriptionRequest): StandingSubscription {
  let current: SipSubscription | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let generation = 0;

  const setLive = (live: boolean): void => {
    if (!stopped) request.onLive(live);
  };

  function subscribe(): void {
    clearTimeout(retry);
    if (stopped || link.state.get().kind !== 'up') return;
    generation += 1;
    const mine = generation;
    const isCurrent = (): boolean => mine === generation && !stopped;
    current = link.subscribe({
      uri: request.uri,
      event: request.event,
      accept: request.accept,
      expires: EXPIRES,
      onNotify: (notification) => {
        if (!isCurrent()) return;
        request.onNotify(notification);
        setLive(true);
      },
      onEnd: (end) => {
        if (!isCurrent()) return;
        current = null;
        setLive(false);
        request.onRefused(end);
        retry = setTimeout(subscribe, pauseBefore(end));
      },
    });
  }

  const unwatchLink = link.state.subscribe(({ kind }) => {
    if (kind === 'up') return subscribe();
    clearTimeout(retry);
    generation += 1;
    current = null;
    setLive(false);
  });
  subscribe();

  return {
    renew: () => {
      current?.unsubscribe();
      subscribe();
    },
    stop: () => {
      stopped = true;
      clearTimeout(retry);
      unwatchLink();
      current?.unsubscribe();
    },
  };
}

function pauseBefore({ code, retryAfter, reason }: SipSubscriptionEnd): number {
  if (retryAfter !== null) return Math.min(retryAfter, LONGEST_RETRY_MS);
  // RFC 6665 §4.1.3: these two ask to subscribe again at once.
  if (reason === 'deactivated' || reason === 'timeout') return 0;
  return code === null || code === 408 || code >= 500 ? RETRY_MS : RETRY_REFUSED_MS;
}
