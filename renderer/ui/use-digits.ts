import { useRef, useState } from 'react';
import type { Failure, Result } from '../../electron/failures/index.ts';

/** As many as the contract takes in one request. */
const most = 40;

export interface Digits {
  /** All that was pressed, in order. */
  readonly sent: string;
  readonly press: (key: string) => void;
}

/**
 * Keys pressed during a call. One request at a time: what is pressed meanwhile goes together in the next, so that
 * none overtakes another. After a failure the rest is not sent.
 */
export function useDigits(
  send: (digits: string) => Promise<Result<undefined>>,
  onFailure: (failure: Failure) => void,
): Digits {
  const [sent, setSent] = useState('');
  const waiting = useRef('');
  const sending = useRef(false);

  const sendAll = async () => {
    sending.current = true;
    while (waiting.current !== '') {
      const digits = waiting.current.slice(0, most);
      waiting.current = waiting.current.slice(most);
      const result = await send(digits);
      if (result.ok) continue;
      waiting.current = '';
      onFailure(result.failure);
    }
    sending.current = false;
  };

  return {
    sent,
    press: (key) => {
      setSent((before) => before + key);
      waiting.current += key;
      if (!sending.current) void sendAll();
    },
  };
}
