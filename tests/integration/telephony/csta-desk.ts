import type { LineEvent } from '../../../electron/telephony/line/line.ts';
import {
  type BrandName,
  startTrainingPhones,
  type TrainingPhones,
} from '../../../electron/training/telephony/index.ts';
import { CstaLine } from './csta-line.ts';

/** An exchange with a phone of some brand at 1501 and a plain one at 1502, and a line to watch them. */
export interface CstaDesk {
  readonly exchange: TrainingPhones;
  readonly line: CstaLine;
  /** Watches 1501; resolves once its session is open. */
  watched(): Promise<Extract<LineEvent, { type: 'csta' }>>;
  /** Somebody calls 1501. */
  ring(from?: string): string;
  stop(): Promise<void>;
}

export async function startCstaDesk(brand: BrandName): Promise<CstaDesk> {
  const exchange = await startTrainingPhones({
    numbers: [
      { number: '1501', label: 'Position 1', registered: true, brand },
      { number: '1502', label: 'Position 2', registered: true, brand: 'plain' },
    ],
    answerAfter: 60,
  });
  const line = new CstaLine([exchange.url]);
  return {
    exchange,
    line,
    watched: async () => {
      await line.watch('1501', exchange.domain);
      return line.session(true);
    },
    ring: (from = '0611223344') => exchange.incomingCall({ number: '1501', from }),
    stop: async () => {
      await line.close();
      await exchange.stop();
    },
  };
}

/** What the phone answers to what it did, and to what it did not. */
export const ok = { ok: true, value: undefined };
export const failed = (code: string) => ({ ok: false, failure: { code } });
