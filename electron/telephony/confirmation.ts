import { fail, ok, type Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';
import type { PhoneState } from './ports.ts';

/**
 * What an order to the phone came to, whichever is first: its own failure, the state that `isDone` looks for, or
 * `Phone_NotConfirmed` when that state has not come `timeout` ms after the order was taken.
 */
export function confirmed(
  order: Promise<Result<undefined>>,
  state: Observable<PhoneState>,
  isDone: (state: PhoneState) => boolean,
  timeout: number,
): Promise<Result<undefined>> {
  return new Promise((resolve) => {
    let deadline: ReturnType<typeof setTimeout> | undefined;
    const settle = (result: Result<undefined>): void => {
      clearTimeout(deadline);
      unwatch();
      resolve(result);
    };
    const unwatch = state.subscribe((next) => {
      if (isDone(next)) settle(ok());
    });
    void order.then((taken) => {
      if (!taken.ok) return settle(taken);
      deadline = setTimeout(() => settle(fail('Phone_NotConfirmed')), timeout);
      if (isDone(state.get())) settle(ok());
    });
  });
}
