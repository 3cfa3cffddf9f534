/**
 * Ends this process where it takes more memory than `cap` bytes; what it held goes with it. Called in each thread: one
 * that works on something without a pause does not look.
 */
export function capMemory(cap: number, everyMs = 200): void {
  setInterval(() => {
    // An exit would end the thread alone.
    if (process.memoryUsage.rss() > cap) process.kill(process.pid, 'SIGKILL');
  }, everyMs).unref();
}
