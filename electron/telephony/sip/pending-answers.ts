import type { SipConnection } from './sip-connection.ts';
import type { SipResponse } from './sip-link.ts';
import { locally } from './sip-response.ts';

/** The requests of ours on one connection that wait for their final answer, each with its deadline. */
export class PendingAnswers {
  readonly #connection: Pick<SipConnection, 'closed'>;
  readonly #waiting = new Set<(response: SipResponse) => void>();

  constructor(connection: Pick<SipConnection, 'closed'>) {
    this.#connection = connection;
  }

  /** Sends, and gives what `settle` is told first; 408 after `deadline` ms, 503 where the connection is gone. */
  answer(deadline: number, send: (settle: (response: SipResponse) => void) => void): Promise<SipResponse> {
    return new Promise((resolve) => {
      const settle = (response: SipResponse): void => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve(response);
      };
      const timer = setTimeout(() => settle(locally(408)), deadline);
      this.#waiting.add(settle);
      if (this.#connection.closed) return settle(locally(503));
      send(settle);
    });
  }

  /** Nothing more will be answered. */
  abandon(): void {
    for (const settle of [...this.#waiting]) settle(locally(503));
  }
}
