import { expect } from 'vitest';
import type { WindowKind } from '../../../electron/ipc/door.ts';
import { waitFor } from '../../stand/process.ts';
import type { Bandeau } from './application.ts';
import { recordRecovery } from './recoveries.ts';
import { type Shown, type ShownCall, shownIn } from './through-main.ts';

/** How long the application may take to be right again, whatever ended. */
export const RECOVERY_MS = 10_000;
/** A timer that starts anew is told from one that goes on after this many seconds. */
const OLD_ENOUGH = 4;
/** A timer shows whole seconds, and a page that is busy shows them late. */
const TIMER_PRECISION_MS = 1_500;

/** The call that goes on while something dies. */
export interface CallInProgress {
  readonly id: string;
  /** Resolves with the first look at the window for which it is so. */
  shows(kind: WindowKind, isSo: (shown: Shown) => boolean): Promise<Shown>;
  isRight(shown: Shown): boolean;
  /** Waits for `isBack`, then for the bar to be right, and records how long that took since `start`. */
  isRightAgain(what: string, start: number, isBack: () => Promise<unknown>): Promise<void>;
  /** The same call with the same number and timer, the same person, the same phone. */
  nothingIsLost(expected: { readonly who: string; readonly phone: string }): Promise<void>;
}

/** Takes the connected call of the bar, once it is a few seconds old, for the one that nothing may end. */
export async function callInProgress(bandeau: Bandeau): Promise<CallInProgress> {
  const shows = async (kind: WindowKind, isSo: (shown: Shown) => boolean): Promise<Shown> => {
    let last: Shown | null = null;
    const look = async () => {
      last = await shownIn(bandeau, kind);
      return last && isSo(last) ? last : undefined;
    };
    try {
      return await waitFor(look, { timeoutMs: RECOVERY_MS, what: `the ${kind} to be right` });
    } catch (cause) {
      throw new Error(`the ${kind} shows ${JSON.stringify(last)}`, { cause });
    }
  };
  const connected = ({ calls }: Shown) => calls.find(({ state }) => state === 'connected');
  const begun = connected(await shows('bar', (shown) => (connected(shown)?.seconds ?? 0) >= OLD_ENOUGH));
  if (!begun) throw new Error('no call is in progress');
  const { id } = begun;
  const number = numberIn(begun);

  const isRight = (shown: Shown): boolean =>
    shown.link === 'up' && !shown.locked && shown.commands.dial === true && connected(shown)?.id === id;

  return {
    id,
    shows,
    isRight,
    isRightAgain: async (what, start, isBack) => {
      await isBack();
      await shows('bar', isRight);
      const elapsed = performance.now() - start;
      recordRecovery(what, elapsed);
      expect(elapsed).toBeLessThan(RECOVERY_MS);
    },
    nothingIsLost: async ({ who, phone }) => {
      const call = connected(await shows('bar', isRight));
      expect(call && numberIn(call)).toBe(number);
      expect(Math.abs((call?.begunAt ?? 0) - begun.begunAt)).toBeLessThan(TIMER_PRECISION_MS);
      const { text } = await shows('station', (shown) => shown.text.includes('Prêt'));
      expect(text).toContain(who);
      expect(text).toContain(phone);
    },
  };
}

/** What is written after the timer. */
function numberIn({ text }: ShownCall): string {
  return text.replace(/^.*?\d\d:\d\d /, '');
}
