import type {
  CardBackendOptions,
  CardInspection,
  CardReply,
  CardState,
  SignFailure,
  TrainingDamage,
} from '../../../native/card/protocol.ts';
import { fail, ok, type Result } from '../../failures/index.ts';
import { type Observable, Subject } from '../../shared/listeners.ts';
import type { CardReader } from '../ports.ts';
import type { CardChannel } from './channel.ts';
import { readCardReply } from './reply.ts';

/** In milliseconds. */
export interface CardTimes {
  /** A signature: the PIN check, the card and the middleware together. */
  readonly sign: number;
  /** Between two pings. */
  readonly heartbeat: number;
  /** Without an answer to a ping. */
  readonly silence: number;
  /** The same while the process starts or reads a card, which blocks it. */
  readonly slowSilence: number;
  /** First pause before the process is started again; doubles up to `maxBackOff` while it keeps ending. */
  readonly backOff: number;
  readonly maxBackOff: number;
}

const defaultTimes: CardTimes = {
  sign: 15_000,
  heartbeat: 2_000,
  silence: 6_000,
  slowSilence: 15_000,
  backOff: 250,
  maxBackOff: 5_000,
};

export interface CardProcessOptions {
  readonly spawn: () => CardChannel;
  readonly backend: CardBackendOptions;
  readonly times?: Partial<CardTimes>;
}

/** The card process as main sees it: a reader that is always there, whatever becomes of the process. */
export interface CardProcess extends CardReader {
  /** Without effect on a real reader. */
  readonly training: {
    insert(cardId: string): void;
    remove(): void;
    damage(damage: TrainingDamage): void;
  };
  /** What the card's software is made of; null until the process has told, and of a simulated card. */
  readonly inspection: Observable<CardInspection | null>;
  /** Ends the process for good; what is under way fails with `Card_NotAnswering`. */
  stop(): void;
}

interface Operation {
  readonly timer: NodeJS.Timeout;
  readonly end: (result: Result<Uint8Array>) => void;
}

/**
 * Runs the card process: starts it, watches that it answers, kills and restarts it when it does not. A signature under
 * way when it dies fails with `Card_NotAnswering` and is never sent again: a PIN is used once.
 */
export function startCardProcess(options: CardProcessOptions): CardProcess {
  const times: CardTimes = { ...defaultTimes, ...options.times };
  const state = new Subject<CardState>({ kind: 'starting' });
  const operations = new Map<number, Operation>();
  const inspection = new Subject<CardInspection | null>(null);
  let channel: CardChannel | null = null;
  let nextId = 1;
  let backOff = times.backOff;
  let restart: NodeJS.Timeout | undefined;
  /** When the oldest ping without an answer left; null when all are answered. */
  let unansweredSince: number | null = null;
  /** Whether this process has told a state: initialising a middleware may block it for as long as reading a card. */
  let isReady = false;
  let inserted: string | null = null;
  let damage: TrainingDamage = 'none';

  const open = (): void => {
    const opened = options.spawn();
    channel = opened;
    isReady = false;
    unansweredSince = null;
    opened.onMessage((message) => {
      const reply = channel === opened ? readCardReply(message) : null;
      if (reply) hear(reply);
    });
    opened.onExit(() => {
      if (channel === opened) lose();
    });
    // What the trainer did with the simulated reader outlives the process, but for what hung it.
    const { backend } = options;
    opened.post({ type: 'start', backend: backend.kind === 'training' ? { ...backend, inserted } : backend });
    if (damage !== 'none') opened.post({ type: 'training-damage', damage });
    ping();
  };

  const hear = (reply: CardReply): void => {
    // It lives, whatever it says. A ping that waited behind what it did is as old as that: time starts anew.
    if (unansweredSince !== null) unansweredSince = performance.now();
    switch (reply.type) {
      case 'pong':
        unansweredSince = null;
        break;
      case 'state':
        if (isNoNews(reply.state)) break;
        isReady = true;
        backOff = times.backOff;
        state.set(reply.state);
        break;
      case 'inspection':
        inspection.set(reply.inspection);
        break;
      case 'signed': {
        const { outcome } = reply;
        settle(reply.id, outcome.ok ? ok(outcome.signature) : failure(outcome.failure));
        break;
      }
    }
  };

  /**
   * After a failure, `starting` would hide from the screen that something went wrong, and `reading` would pass for
   * a card that was taken out and put back, which locks the station: a new process reads what was there all along.
   */
  const isNoNews = ({ kind }: CardState): boolean =>
    kind === 'starting' || (kind === 'reading' && state.get().kind === 'not-answering');

  /** The process has gone: whatever it was doing is over, and a new one comes. */
  const lose = (): void => {
    channel = null;
    if (damage === 'silent') damage = 'none';
    state.set({ kind: 'not-answering' });
    for (const id of [...operations.keys()]) settle(id, fail('Card_NotAnswering'));
    inspection.set(null);
    restart = setTimeout(open, backOff);
    backOff = Math.min(backOff * 2, times.maxBackOff);
  };

  const abandon = (): void => {
    const lost = channel;
    lose();
    lost?.kill();
  };

  const settle = (id: number, result: Result<Uint8Array>): void => {
    const operation = operations.get(id);
    if (!operation) return;
    operations.delete(id);
    clearTimeout(operation.timer);
    operation.end(result);
  };

  const ping = (): void => {
    unansweredSince ??= performance.now();
    channel?.post({ type: 'ping', id: nextId++ });
  };

  const heartbeat = setInterval(() => {
    if (!channel) return;
    // A signature blocks the process and has a deadline of its own.
    if (operations.size > 0) return;
    const patience = isReady && state.get().kind !== 'reading' ? times.silence : times.slowSilence;
    if (unansweredSince !== null && performance.now() - unansweredSince > patience) abandon();
    else ping();
  }, times.heartbeat);

  open();
  return {
    state,
    sign: ({ cardId, pin, data }) =>
      new Promise((resolve) => {
        if (!channel) {
          pin.fill(0);
          resolve(fail('Card_NotAnswering'));
          return;
        }
        const id = nextId++;
        const timer = setTimeout(abandon, times.sign);
        operations.set(id, { timer, end: resolve });
        channel.post({ type: 'sign', id, cardId, pin, data });
        pin.fill(0);
      }),
    inspection,
    training: {
      insert: (cardId) => {
        inserted = cardId;
        channel?.post({ type: 'training-insert', cardId });
      },
      remove: () => {
        inserted = null;
        channel?.post({ type: 'training-remove' });
      },
      damage: (wanted) => {
        damage = wanted;
        channel?.post({ type: 'training-damage', damage: wanted });
      },
    },
    stop: () => {
      clearInterval(heartbeat);
      clearTimeout(restart);
      const last = channel;
      channel = null;
      for (const id of [...operations.keys()]) settle(id, fail('Card_NotAnswering'));
      last?.kill();
    },
  };
}

function failure(reason: SignFailure): Result<Uint8Array> {
  if (reason.code === 'Card_PinWrong') return fail(reason.code, { triesLeft: reason.triesLeft });
  return fail(reason.code);
}
