import {
  Grammar,
  type IncomingRequestMessage,
  type IncomingResponse,
  type Subscription,
} from 'sip.js/lib/core/index.js';
import type { SipConnection } from './sip-connection.ts';
import type { SipSubscribeRequest, SipSubscription, SipSubscriptionEnd } from './sip-link.ts';

/** RFC 6665 §4.1.2.1: these answers to a refresh end the subscription. */
const ending = new Set([404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604]);
const REFRESH_AT = 0.8;
const RETRY_REFRESH_MS = 5_000;
/** RFC 6665 gives the first NOTIFY 32 s; an operator cannot wait for so long. */
const FIRST_NOTIFY_MS = 4_000;

/** Sends SUBSCRIBE through the core of SIP.js, whose own `Subscriber` hides the code of a refusal. */
export function openSubscription(connection: SipConnection, request: SipSubscribeRequest): SipSubscription {
  const uri = Grammar.URIParse(request.uri);
  let subscription: Subscription | null = null;
  let over = false;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  let firstNotify: ReturnType<typeof setTimeout> | undefined;
  const { core, addressOfRecord } = connection;

  const end = (reason: Partial<SipSubscriptionEnd>): void => {
    if (over) return;
    over = true;
    clearTimeout(refreshTimer);
    clearTimeout(firstNotify);
    subscription?.dispose();
    if (!connection.closed) request.onEnd({ code: null, reason: null, retryAfter: null, ...reason });
  };
  const headers = (expires: number): string[] => [
    `Event: ${request.event}`,
    `Accept: ${request.accept}`,
    `Expires: ${expires}`,
    `Contact: ${core.configuration.contact.toString()}`,
  ];
  const refused = ({ message }: IncomingResponse): void =>
    end({ code: message.statusCode ?? 500, retryAfter: seconds(message.getHeader('Retry-After')) });

  const refreshIn = (milliseconds: number): void => {
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(refresh, milliseconds);
  };
  const scheduleRefresh = (): void => {
    if (over || !subscription) return;
    refreshIn(Math.max(1, subscription.subscriptionExpires * REFRESH_AT) * 1_000);
  };
  function refresh(): void {
    if (over || !subscription || connection.closed) return;
    const onReject = (response: IncomingResponse): void => {
      const code = response.message.statusCode ?? 500;
      if (ending.has(code)) refused(response);
      else refreshIn(RETRY_REFRESH_MS);
    };
    subscription.subscribe(
      { onAccept: scheduleRefresh, onReject, onRedirect: refused },
      { extraHeaders: headers(request.expires) },
    );
  }

  const notified = (message: IncomingRequestMessage): void => {
    if (over) return;
    request.onNotify({
      subscription: message.callId,
      body: message.body ?? '',
      receivedAt: connection.receivedAt,
    });
    const state = parseState(message.getHeader('Subscription-State'));
    if (state.name === 'terminated') end({ reason: state.reason, retryAfter: state.retryAfter });
  };

  if (!uri) {
    queueMicrotask(() => end({ code: 400 }));
    return {
      unsubscribe: () => {
        over = true;
      },
    };
  }
  const message = core.makeOutgoingRequestMessage(
    'SUBSCRIBE',
    uri,
    addressOfRecord,
    uri,
    {},
    headers(request.expires),
  );
  const outgoing = core.subscribe(message, {
    onReject: refused,
    onRedirect: refused,
    onNotifyTimeout: () => end({ code: 408 }),
    onNotify: (incoming) => {
      clearTimeout(firstNotify);
      incoming.request.accept();
      subscription = incoming.subscription ?? null;
      if (over) return void subscription?.unsubscribe();
      if (subscription) {
        subscription.delegate = {
          onNotify: (notify) => {
            notify.accept();
            notified(notify.message);
          },
          onTerminated: () => end({ reason: 'timeout' }),
        };
        scheduleRefresh();
      }
      notified(incoming.request.message);
    },
  });

  firstNotify = setTimeout(() => {
    outgoing.waitNotifyStop();
    end({ code: 408 });
  }, FIRST_NOTIFY_MS);

  return {
    unsubscribe: () => {
      if (over) return;
      over = true;
      clearTimeout(refreshTimer);
      clearTimeout(firstNotify);
      if (connection.closed) return;
      if (subscription) subscription.subscribe(undefined, { extraHeaders: headers(0) });
      else outgoing.waitNotifyStop();
    },
  };
}

/** RFC 6665 §8.4; the seconds of `retry-after` become milliseconds. */
function parseState(header: string | undefined): {
  name: string;
  reason: string | null;
  retryAfter: number | null;
} {
  const [name = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase());
  const values = new Map(parameters.map((part) => part.split('=', 2)).map(([key, value]) => [key, value]));
  return { name, reason: values.get('reason') ?? null, retryAfter: seconds(values.get('retry-after')) };
}

function seconds(text: string | undefined): number | null {
  const match = /^\s*(\d{1,6})/.exec(text ?? '');
  return match ? Number(match[1]) * 1_000 : null;
}
