import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';
import { oneCallActions } from './call-rules.ts';
import { sameNumber } from './numbers.ts';
import type { Call, PhoneCommand, PhoneState } from './ports.ts';

export interface Confirmation {
  /** Whether this state shows what was asked. */
  readonly isDone: (state: PhoneState) => boolean;
  /** What this state shows instead, once it is clear that nothing more will come; null while it may. */
  readonly hasFailed?: (state: PhoneState) => Failure | null;
  /** Milliseconds for which what looks like a failure may still be followed by what was asked; none when not given. */
  readonly grace?: number;
}

/** An exchange ends what was dialled for a pick-up, and gives the call that was taken right after. */
const PICK_UP_GRACE = 600;

/**
 * What an order to the phone came to, whichever is first: its own failure, the state that `confirmation` looks for,
 * or `Phone_NotConfirmed` when that state has not come `timeout` ms after the order was taken.
 */
export function confirmed(
  order: Promise<Result<undefined>>,
  state: Observable<PhoneState>,
  { isDone, hasFailed = () => null, grace = 0 }: Confirmation,
  timeout: number,
): Promise<Result<undefined>> {
  return new Promise((resolve) => {
    let deadline: ReturnType<typeof setTimeout> | undefined;
    let failing: ReturnType<typeof setTimeout> | undefined;
    const settle = (result: Result<undefined>): void => {
      clearTimeout(deadline);
      clearTimeout(failing);
      unwatch();
      resolve(result);
    };
    const look = (now: PhoneState): void => {
      const done = isDone(now);
      const failure = done ? null : hasFailed(now);
      if (done) settle(ok());
      else if (failure && grace > 0) failing ??= setTimeout(() => settle({ ok: false, failure }), grace);
      else if (failure) settle({ ok: false, failure });
    };
    const unwatch = state.subscribe(look);
    void order.then((taken) => {
      if (!taken.ok) return settle(taken);
      deadline = setTimeout(() => settle(fail('Phone_NotConfirmed')), timeout);
      look(state.get());
    });
  });
}

/** What shows that a command was carried out by a phone that had these calls `before`; numbers are dialable. */
export function confirmationOf(command: PhoneCommand, before: readonly Call[]): Confirmation {
  switch (command.action) {
    case 'dial':
    case 'consult':
      return { isDone: ({ calls }) => newCalls(calls, before).some(isTo(command.number)) };
    case 'pickUp':
      return {
        isDone: ({ calls }) => newCalls(calls, before).some(({ connectedAt }) => connectedAt !== null),
        hasFailed: ({ calls }) =>
          newCalls(calls, before).some(
            ({ direction, state, connectedAt }) =>
              direction === 'outbound' && state === 'ended' && connectedAt === null,
          )
            ? fail('Phone_NothingToPickUp').failure
            : null,
        grace: PICK_UP_GRACE,
      };
    case 'alternate':
      return {
        isDone: ({ calls }) =>
          find(calls, command.callId)?.state === 'connected' &&
          calls.every(({ id, state }) => id === command.callId || state !== 'connected'),
      };
    case 'transfer':
      return { isDone: ({ calls }) => [command.callId, command.otherId].every((id) => isOver(calls, id)) };
    case 'conference':
      return {
        isDone: ({ calls }) => {
          const left = [command.callId, command.otherId].filter((id) => !isOver(calls, id));
          return left.length === 1 && left.every((id) => (find(calls, id)?.members.length ?? 0) >= 2);
        },
      };
    case 'doNotDisturb':
      return { isDone: ({ doNotDisturb }) => doNotDisturb === command.on };
    case 'hangUp':
    case 'deflect':
    case 'singleStepTransfer':
      return { isDone: ({ calls }) => isOver(calls, command.callId) };
    case 'generateDigits':
      return { isDone: () => true };
    default: {
      const to: readonly Call['state'][] = oneCallActions[command.action].to;
      return {
        isDone: ({ calls }) => to.some((state) => find(calls, command.callId)?.state === state),
        hasFailed: ({ calls }) => (isOver(calls, command.callId) ? fail('Phone_CallGone').failure : null),
      };
    }
  }
}

/** The calls that were not there before. */
export function newCalls(calls: readonly Call[], before: readonly Call[]): readonly Call[] {
  const known = new Set(before.map(({ id }) => id));
  return calls.filter(({ id }) => !known.has(id));
}

/** Whether a call goes to a number that was dialled, as the exchange shows it: it may strip a site's prefix from any. */
export function isTo(dialled: string): (call: Call) => boolean {
  return ({ direction, number }) =>
    direction === 'outbound' && (sameNumber(number, dialled) || isBehindPrefix(number, dialled));
}

/** A site's prefix has 4 digits at most (`dialling.externalPrefix`). */
function isBehindPrefix(shown: string | null, dialled: string): boolean {
  if (shown === null || shown.length < 2 || !dialled.endsWith(shown)) return false;
  return /^\d{1,4}$/.test(dialled.slice(0, -shown.length));
}

function find(calls: readonly Call[], callId: string): Call | undefined {
  return calls.find(({ id }) => id === callId);
}

function isOver(calls: readonly Call[], callId: string): boolean {
  const call = find(calls, callId);
  return call === undefined || call.state === 'ended';
}
