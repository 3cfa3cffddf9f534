import { setTimeout as delay } from 'node:timers/promises';
import { Subject } from '../shared/listeners.ts';
import { SipConnection } from './sip-connection.ts';
import type { SipIdentity, SipLink, SipLinkState, SipResponse } from './sip-link.ts';
import { ConnectionUserAgent } from './sip-user-agent.ts';

export interface SupervisedLinkOptions {
  /** `ws:` or `wss:` addresses in order of preference. */
  readonly servers: readonly string[];
  readonly identity: SipIdentity;
  /** Seconds between two OPTIONS that prove the link alive. */
  readonly heartbeat: number;
  /** PEM of one more authority that may sign the servers' certificates. */
  readonly authority?: string | null;
  /** From 0 to 1; a test may fix it. */
  readonly random?: () => number;
}

const CONNECT_DEADLINE = 3_000;
const HEARTBEAT_DEADLINE = 3_000;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 3_000;
const STOP_DEADLINE = 1_000;

/** Milliseconds to wait after the `round`th failed turn of all servers: doubling, at most 3 s, half of it by chance. */
export function pauseAfter(round: number, random: () => number): number {
  const whole = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(round, 10));
  return whole / 2 + (whole / 2) * random();
}

/** Opens a link that supervises itself: each server in turn, again and again, until it is stopped. */
export function openSupervisedLink(options: SupervisedLinkOptions): SipLink {
  const random = options.random ?? Math.random;
  const state = new Subject<SipLinkState>({ kind: 'connecting', attempt: 0 });
  const dropped = new Subject(0);
  const stopping = new AbortController();
  let agent: ConnectionUserAgent | null = null;
  let current: SipConnection | null = null;

  async function connect(server: string, attempt: number): Promise<boolean> {
    let onClosed = (): void => {};
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    let connection: SipConnection;
    try {
      connection = await SipConnection.open({
        server,
        identity: options.identity,
        authority: options.authority ?? null,
        connectDeadline: CONNECT_DEADLINE,
        onDropped: () => dropped.set(dropped.get() + 1),
        onClosed,
      });
    } catch {
      return false;
    }
    if (stopping.signal.aborted) {
      connection.close();
      return false;
    }
    const user = new ConnectionUserAgent(connection);
    agent = user;
    current = connection;
    const beat = keepAlive(connection, user, options.heartbeat * 1_000);
    state.set({ kind: 'up', server });
    await closed;
    clearInterval(beat);
    agent = null;
    current = null;
    user.abandon();
    if (!stopping.signal.aborted) state.set({ kind: 'connecting', attempt: attempt + 1 });
    return true;
  }

  async function supervise(): Promise<void> {
    let attempt = 0;
    let round = 0;
    while (!stopping.signal.aborted) {
      let wasUp = false;
      for (const server of options.servers) {
        if (stopping.signal.aborted) return;
        wasUp = await connect(server, attempt);
        if (wasUp) break;
        attempt += 1;
        if (!stopping.signal.aborted) state.set({ kind: 'connecting', attempt });
      }
      if (wasUp) {
        attempt = 1;
        round = 0;
      }
      await delay(pauseAfter(round, random), undefined, { signal: stopping.signal }).catch(() => {});
      round += 1;
    }
  }

  const supervision = supervise();
  const none: SipResponse = { code: 503, headers: () => [] };
  return {
    state,
    dropped,
    request: (request) => agent?.request(request) ?? Promise.resolve(none),
    invite: (request) => agent?.invite(request) ?? Promise.resolve({ ok: false, code: 503 }),
    subscribe: (request) => agent?.subscribe(request) ?? { unsubscribe: () => {} },
    stop: async () => {
      stopping.abort();
      state.set({ kind: 'stopped' });
      // What was just unsubscribed leaves first; a server that is gone does not hold us back.
      const waiting = new AbortController();
      await Promise.race([
        agent?.request({ method: 'OPTIONS', uri: hostOf(options.identity), deadline: STOP_DEADLINE }),
        delay(STOP_DEADLINE, undefined, { signal: waiting.signal }).catch(() => {}),
      ]);
      waiting.abort();
      current?.close();
      await Promise.race([supervision, delay(STOP_DEADLINE, undefined, { ref: false })]);
    },
  };

  function keepAlive(
    connection: SipConnection,
    user: ConnectionUserAgent,
    interval: number,
  ): ReturnType<typeof setInterval> {
    return setInterval(async () => {
      const deadline = Math.min(interval, HEARTBEAT_DEADLINE);
      const { code } = await user.request({ method: 'OPTIONS', uri: hostOf(options.identity), deadline });
      if (code === 408) connection.close();
    }, interval);
  }
}

/** The domain itself, which answers for the server and not for a phone. */
function hostOf({ addressOfRecord }: SipIdentity): string {
  const [scheme = 'sip', rest = ''] = addressOfRecord.split(/:(.*)/s);
  return `${scheme}:${rest.split('@').at(-1)?.split(/[;?]/)[0] ?? ''}`;
}
