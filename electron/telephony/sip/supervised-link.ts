import { setTimeout as delay } from 'node:timers/promises';
import { Subject } from '../../shared/listeners.ts';
import { openSocket, SipConnection } from './sip-connection.ts';
import type { SipIdentity, SipLink, SipLinkState, SipResponse } from './sip-link.ts';
import type { ReadySocket } from './sip-socket.ts';
import { ConnectionUserAgent } from './sip-user-agent.ts';

export interface SupervisedLinkOptions {
  /** `ws:` or `wss:` addresses in order of preference. */
  readonly servers: readonly string[];
  readonly identity: SipIdentity;
  /** Seconds between two OPTIONS that prove the link alive. */
  readonly heartbeat: number;
  /** PEM of one more authority that may sign the servers' certificates. */
  readonly authority?: string | null;
  /** A socket that was opened ahead is used first. */
  readonly spare?: { take(server: string): Promise<ReadySocket | null> };
  /** From 0 to 1; a test may fix it. */
  readonly random?: () => number;
}

/** A socket that opens proves nothing: SIP behind it has this long to answer. */
const FIRST_ANSWER_DEADLINE = 1_500;
const HEARTBEAT_DEADLINE = 3_000;
/** A link that held for less counts as a failure. */
const STABLE = 10_000;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 3_000;
const STOP_DEADLINE = 1_000;

/** Milliseconds to wait after the `round`th failed turn of all servers: doubling, at most 3 s, half of it by chance. */
export function pauseAfter(round: number, random: () => number): number {
  const whole = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(round, 10));
  return whole / 2 + (whole / 2) * random();
}

/** How a visit to one server went: how long SIP was heard there, in ms, and whether it then fell silent. */
interface Visit {
  readonly held: number;
  readonly silent: boolean;
}

const noAnswer: Visit = { held: 0, silent: true };

/**
 * Opens a link that supervises itself: each server in turn, again and again, until it is stopped. A server is up
 * once it has answered OPTIONS; one that does not, or says 503, is passed over for the next (RFC 3263 §4.3).
 */
export function openSupervisedLink(options: SupervisedLinkOptions): SipLink {
  const random = options.random ?? Math.random;
  const state = new Subject<SipLinkState>({ kind: 'connecting', attempt: 0 });
  const dropped = new Subject(0);
  const strays = new Subject(0);
  const stopping = new AbortController();
  let attempt = 0;
  let agent: ConnectionUserAgent | null = null;
  let current: SipConnection | null = null;

  async function visit(server: string): Promise<Visit> {
    let onClosed = (): void => {};
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    let connection: SipConnection;
    let ready: ReadySocket | null = null;
    try {
      const address = { server, authority: options.authority ?? null };
      ready = (await options.spare?.take(server)) ?? null;
      const socket = ready?.socket ?? (await openSocket(address));
      connection = SipConnection.over(socket, {
        ...address,
        identity: options.identity,
        onDropped: () => dropped.set(dropped.get() + 1),
        onStray: () => strays.set(strays.get() + 1),
        onClosed,
      });
    } catch {
      return noAnswer;
    }
    current = connection;
    const user = new ConnectionUserAgent(connection);
    void closed.then(() => user.abandon());
    let silent = false;
    const proof = stopping.signal.aborted ? false : isAnswered(user, FIRST_ANSWER_DEADLINE);
    // One that answered a moment ago is taken at its word meanwhile.
    if (!(ready?.answered || (await proof)) || connection.closed || stopping.signal.aborted) {
      connection.close();
      return noAnswer;
    }
    const closeUnless = (alive: boolean): void => {
      if (alive || connection.closed) return;
      silent = true;
      connection.close();
    };
    void Promise.resolve(proof).then(closeUnless);
    const since = performance.now();
    const beat = setInterval(async () => closeUnless(await isAlive(user)), options.heartbeat * 1_000);
    attempt = 0;
    agent = user;
    state.set({ kind: 'up', server });
    await closed;
    clearInterval(beat);
    agent = null;
    return { held: performance.now() - since, silent };
  }

  async function supervise(): Promise<void> {
    let round = 0;
    while (!stopping.signal.aborted) {
      for (const server of options.servers) {
        const { held, silent } = await visit(server);
        current = null;
        if (stopping.signal.aborted) return;
        attempt += 1;
        state.set({ kind: 'connecting', attempt });
        if (held >= STABLE) round = 0;
        // The preferred server first again, unless it was the one that fell silent.
        if (held >= STABLE && !silent) break;
      }
      await delay(pauseAfter(round, random), undefined, { signal: stopping.signal }).catch(() => {});
      round += 1;
    }
  }

  function ask(user: ConnectionUserAgent, deadline: number): Promise<SipResponse> {
    return user.request({ method: 'OPTIONS', uri: hostOf(options.identity), deadline });
  }

  async function isAnswered(user: ConnectionUserAgent, deadline: number): Promise<boolean> {
    const { code } = await ask(user, deadline);
    return code !== 408 && code !== 503;
  }

  /** Once up, even a 503 proves that somebody is there. */
  async function isAlive(user: ConnectionUserAgent): Promise<boolean> {
    const { code } = await ask(user, Math.min(options.heartbeat * 1_000, HEARTBEAT_DEADLINE));
    return code !== 408;
  }

  const supervision = supervise();
  const none: SipResponse = { code: 503, headers: () => [], body: '' };
  return {
    state,
    dropped,
    strays,
    request: (request) => agent?.request(request) ?? Promise.resolve(none),
    invite: (request) => agent?.invite(request) ?? Promise.resolve({ ok: false, code: 503 }),
    openInfoDialog: (request) => agent?.openInfoDialog(request) ?? Promise.resolve({ ok: false, code: 503 }),
    subscribe: (request) => agent?.subscribe(request) ?? { unsubscribe: () => {} },
    stop: async () => {
      stopping.abort();
      state.set({ kind: 'stopped' });
      // What was just unsubscribed leaves first; a server that is gone does not hold us back.
      const waiting = new AbortController();
      await Promise.race([
        agent && ask(agent, STOP_DEADLINE),
        delay(STOP_DEADLINE, undefined, { signal: waiting.signal }).catch(() => {}),
      ]);
      waiting.abort();
      current?.close();
      await Promise.race([supervision, delay(STOP_DEADLINE, undefined, { ref: false })]);
    },
  };
}

/** The domain itself, which answers for the server and not for a phone. */
function hostOf({ addressOfRecord }: SipIdentity): string {
  const [scheme = 'sip', rest = ''] = addressOfRecord.split(/:(.*)/s);
  return `${scheme}:${rest.split('@').at(-1)?.split(/[;?]/)[0] ?? ''}`;
}
