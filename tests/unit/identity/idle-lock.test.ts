import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchIdle } from '../../../electron/identity/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(minutes: number) {
  let touched = performance.now();
  const touch = () => {
    touched = performance.now();
  };
  const hands = { busy: false, touch };
  const lock = vi.fn();
  const stop = watchIdle({
    minutes,
    idleSeconds: () => (performance.now() - touched) / 1_000,
    busy: () => hands.busy,
    lock,
  });
  const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000);
  return { hands, lock, stop, pass };
}

it('a station that nobody touches locks within 15 seconds of its time', () => {
  const { lock, pass } = watched(15);
  pass(14 * 60 + 59);
  expect(lock).not.toHaveBeenCalled();
  pass(16);
  expect(lock).toHaveBeenCalled();
});

it('a key or a move starts the time anew', () => {
  const { hands, lock, pass } = watched(15);
  pass(14 * 60);
  hands.touch();
  pass(14 * 60);
  expect(lock).not.toHaveBeenCalled();
});

it('a call keeps it open, however long, and the time runs from its end', () => {
  const { hands, lock, pass } = watched(15);
  hands.busy = true;
  pass(3_600);
  hands.busy = false;
  pass(14 * 60);
  expect(lock).not.toHaveBeenCalled();
  pass(90);
  expect(lock).toHaveBeenCalled();
});

it('no minutes are never, and what is stopped locks no more', () => {
  const never = watched(0);
  never.pass(100_000);
  expect(never.lock).not.toHaveBeenCalled();
  const stopped = watched(1);
  stopped.stop();
  stopped.pass(1_000);
  expect(stopped.lock).not.toHaveBeenCalled();
});
