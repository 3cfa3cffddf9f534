import { fail } from '../../failures/index.ts';

/** What a subscription told first: something of use, or why it was refused, which is null where no server was reached. */
export type FirstWords<T> = { readonly heard: T } | { readonly refused: number | null };

/** Waits for the first words of subscriptions, one after the other, and for no longer than one wants to. */
export class Hearing {
  #interrupt = (): void => {};

  /** What is heard until `deadline`, monotonic ms; else a refusal with 408. */
  async within<T>(deadline: number, words: Promise<FirstWords<T>>): Promise<FirstWords<T>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<FirstWords<T>>((resolve) => {
      this.#interrupt = () => resolve({ refused: 408 });
      timer = setTimeout(this.#interrupt, Math.max(0, deadline - performance.now()));
    });
    const first = await Promise.race([words, late]);
    clearTimeout(timer);
    return first;
  }

  /** Whoever waits waits no longer. */
  stop(): void {
    this.#interrupt();
  }
}

/** Why a number cannot be watched; null where it can. */
export function refusalIn(words: FirstWords<unknown>, number: string): ReturnType<typeof fail> | null {
  if ('heard' in words) return null;
  const { refused } = words;
  if (refused === 404 || refused === 604) return fail('Phone_NumberUnknown', { number });
  if (refused === null || refused === 408 || refused >= 500) return fail('Phone_ServerUnreachable');
  return fail('Phone_WatchRefused', { number });
}
