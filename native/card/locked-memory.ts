import { execFileSync } from 'node:child_process';

const DEADLINE_MS = 2_000;

/**
 * Has this process lock no memory, on Linux. OpenSC locks what holds a PIN by whole pages, unlocks less than that and
 * frees it (`sc_mem_secure_free`, 0.23); `malloc` here is Chromium's, which ends the process where a page that it gives
 * back is locked, now and then after a signature. Middlewares go on without the lock, and so does this process without
 * `prlimit` (util-linux).
 */
export function forbidLockedMemory(): void {
  if (process.platform !== 'linux') return;
  try {
    execFileSync('prlimit', [`--pid=${process.pid}`, '--memlock=0:0'], {
      stdio: 'ignore',
      timeout: DEADLINE_MS,
    });
  } catch {
    // The card is of use all the same, and a process that ends is replaced.
  }
}
