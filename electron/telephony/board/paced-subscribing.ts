import type { SipLink, SipSubscribeRequest, SipSubscription } from '../sip/sip-link.ts';

export interface Pace {
  /** How many SUBSCRIBE may wait for their first NOTIFY at a time. */
  readonly atOnce: number;
  /** Milliseconds between two SUBSCRIBE. */
  readonly interval: number;
}

interface Waiting {
  readonly request: SipSubscribeRequest;
  readonly send: () => void;
}

/**
 * The same link, which subscribes little by little, in the order of asking: an exchange that restarts is not met by a
 * thousand SUBSCRIBE in one instant. What waits when the link goes away is forgotten, as nothing outlives a connection.
 */
export function pacedSubscribing(link: SipLink, { atOnce, interval }: Pace): SipLink {
  let queue: Waiting[] = [];
  let unanswered = 0;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const unwatch = link.state.subscribe(({ kind }) => {
    if (kind === 'up') return;
    queue = [];
    unanswered = 0;
    round += 1;
    clearTimeout(timer);
    timer = undefined;
  });

  function next(): void {
    timer = undefined;
    if (unanswered >= atOnce) return;
    const first = queue.shift();
    if (!first) return;
    unanswered += 1;
    first.send();
    timer = setTimeout(next, interval);
  }

  function subscribe(request: SipSubscribeRequest): SipSubscription {
    let subscription: SipSubscription | null = null;
    let over = false;
    let answered = false;
    const mine = round;
    const settle = (): void => {
      if (answered) return;
      answered = true;
      if (mine !== round) return;
      unanswered -= 1;
      timer ??= setTimeout(next, interval);
    };
    const waiting: Waiting = {
      request,
      send: () => {
        subscription = link.subscribe({
          ...request,
          onNotify: (notification) => {
            settle();
            if (!over) request.onNotify(notification);
          },
          onEnd: (end) => {
            settle();
            if (!over) request.onEnd(end);
          },
        });
      },
    };
    queue.push(waiting);
    timer ??= setTimeout(next, 0);
    return {
      unsubscribe: () => {
        over = true;
        if (subscription) {
          subscription.unsubscribe();
          settle();
        } else {
          queue = queue.filter((one) => one !== waiting);
        }
      },
    };
  }

  return {
    ...link,
    subscribe,
    stop: () => {
      unwatch();
      clearTimeout(timer);
      queue = [];
      return link.stop();
    },
  };
}
