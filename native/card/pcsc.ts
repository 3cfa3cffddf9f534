import { isDeepStrictEqual } from 'node:util';
import { Client, type Reader, ReaderStatus } from 'pcsc-mini';
import type { ReadersView } from './lifecycle.ts';

const RETRY_MS = 1_000;
/** The client tells of each reader it finds, and says nothing when there is none. */
const FIRST_LIST_MS = 150;

export interface ReadersWatch {
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
  let timer: NodeJS.Timeout | undefined;
  let atrs = new Map<string, string | null>();

  const tell = (service: 'running' | 'stopped'): void => {
    const view: ReadersView = { service, readers: [...atrs].map(([name, atr]) => ({ name, atr })) };
    if (isDeepStrictEqual(view, told)) return;
    told = view;
    onChange(view);
  };

  const follow = (reader: Reader): void => {
    const name = reader.name();
    reader.on('change', (status, atr) => {
      atrs.set(name, status.has(ReaderStatus.PRESENT) ? Buffer.from(atr).toString('hex') : null);
      tell('running');
    });
    reader.on('disconnect', () => {
      atrs.delete(name);
      if (client) tell('running');
    });
  };

  const lose = (): void => {
    const lost = client;
    client = null;
    try {
      lost?.stop();
    } catch {
      // Stopping tells a service that has gone.
    }
    atrs = new Map();
    tell('stopped');
    clearTimeout(timer);
    timer = setTimeout(connect, RETRY_MS);
  };

  const connect = (): void => {
    client = new Client().on('reader', follow).on('error', lose);
    try {
      client.start();
      timer = setTimeout(() => tell('running'), FIRST_LIST_MS);
    } catch {
      lose();
    }
  };

  connect();
  return {
    stop: () => {
      clearTimeout(timer);
      client?.removeAllListeners();
      client?.on('error', () => {});
      client?.stop();
    },
  };
}
