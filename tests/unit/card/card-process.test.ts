import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startCardProcess } from '../../../electron/identity/card/card-process.ts';
import type { CardReply, CardState } from '../../../native/card/protocol.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A process that says what a test has it say. */
function started() {
  let hear: (reply: CardReply) => void = () => {};
  let killed = 0;
  const reader = startCardProcess({
    spawn: () => ({
      post: () => {},
      onMessage: (listener) => {
        hear = listener;
      },
      onExit: () => {},
      kill: () => {
        killed += 1;
      },
    }),
    backend: { kind: 'pkcs11', modules: [] },
    times: { heartbeat: 500, silence: 2_000, slowSilence: 15_000 },
  });
  return {
    tell: (state: CardState) => hear({ type: 'state', state }),
    answer: () => hear({ type: 'pong', id: 1 }),
    killed: () => killed,
    stop: () => reader.stop(),
  };
}

const unknown: CardState = { kind: 'card-unknown', reader: 'Lecteur', atr: '' };

describe('a process that a card keeps busy', () => {
  it('has as long to answer from what it says next as it always has', () => {
    const { tell, answer, killed, stop } = started();
    tell({ kind: 'reading', reader: 'Lecteur' });
    answer();
    // Deaf while the middleware reads a card that it does not know.
    vi.advanceTimersByTime(10_000);
    tell(unknown);
    vi.advanceTimersByTime(1_500);
    expect(killed()).toBe(0);
    answer();
    vi.advanceTimersByTime(2_500);
    answer();
    expect(killed()).toBe(0);
    stop();
  });

  it('is ended once it says nothing any more', () => {
    const { tell, killed, stop } = started();
    tell(unknown);
    vi.advanceTimersByTime(3_500);
    expect(killed()).toBe(1);
    stop();
  });
});
