import { isDeepStrictEqual } from 'node:util';
import {
  CardDisposition,
  CardMode,
  Client,
  type Reader,
  ReaderStatus,
  type ReaderStatusFlags,
} from 'pcsc-mini';
import type { ReaderCard, ReadersView } from './lifecycle.ts';

const RETRY_MS = 1_000;
/** The client tells of each reader it finds, and says nothing when there is none. */
const FIRST_LIST_MS = 150;

export interface ReadersWatch {
  /**
   * ATR of the card in that reader, hexadecimal; null when it cannot be had. Asked through a connection, since
   * pcsc-mini 0.1.3 gives other bytes than the card's with its events.
   */
  readAtr(reader: string): Promise<string | null>;
  stop(): void;
}

/**
 * Watches the readers through PC/SC and tells of every change, from the first look on. A service that stops is told
 * too, and looked for again every second: pcsc-mini then ends its watch (`CommError`), and starting one throws
 * (`NoService`) as long as the service is away.
 */
export function watchReaders(onChange: (view: ReadersView) => void): ReadersWatch {
  let told: ReadersView | null = null;
  let client: Client | null = null;
  // One whose service died ends this process when it is collected as garbage (pcsc-mini 0.1.3): each is kept.
  const lost: Client[] = [];
  let timer: NodeJS.Timeout | undefined;
  let cards = new Map<string, ReaderCard | null>();

  const tell = (service: 'running' | 'stopped'): void => {
    const view: ReadersView = { service, readers: [...cards].map(([name, card]) => ({ name, card })) };
    if (isDeepStrictEqual(view, told)) return;
    told = view;
    onChange(view);
  };

  const follow = (reader: Reader): void => {
    const name = reader.name();
    reader.on('change', (status) => {
      cards.set(name, cardOf(status));
      tell('running');
    });
    reader.on('disconnect', () => {
      cards.delete(name);
      if (client) tell('running');
    });
  };

  const lose = (dead: Client): void => {
    client = null;
    lost.push(dead);
    stop(dead);
    cards = new Map();
    lookAgain(new Client());
  };

  const lookAgain = (next: Client): void => {
    tell('stopped');
    clearTimeout(timer);
    timer = setTimeout(connect, RETRY_MS, next);
  };

  const connect = (next: Client): void => {
    try {
      next.start();
    } catch {
      lookAgain(next);
      return;
    }
    client = next;
    next.on('reader', follow).on('error', () => lose(next));
    timer = setTimeout(() => tell('running'), FIRST_LIST_MS);
  };

  connect(new Client());
  return {
    readAtr: async (name) => {
      try {
        const card = await client?.reader(name)?.connect(CardMode.SHARED);
        if (!card) return null;
        const { atr } = await card.state();
        await card.disconnect(CardDisposition.LEAVE);
        return Buffer.from(atr).toString('hex');
      } catch {
        return null;
      }
    },
    stop: () => {
      clearTimeout(timer);
      const last = client;
      client = null;
      if (last) stop(last);
    },
  };
}

function stop(client: Client): void {
  client.removeAllListeners();
  client.on('error', () => {});
  try {
    client.stop();
  } catch {
    // It has nothing to stop any more when its service has gone.
  }
}

/** The upper half of a reader's status counts what came and went in it (PC/SC part 10, `dwEventState`). */
function cardOf(status: ReaderStatusFlags): ReaderCard | null {
  if (!status.has(ReaderStatus.PRESENT)) return null;
  return {
    events: status.raw >>> 16,
    isMute: status.has(ReaderStatus.MUTE),
    isHeld: status.has(ReaderStatus.EXCLUSIVE),
  };
}
