/** Ends this process where it takes more memory than `cap` bytes; what it held goes with it. */
export function capMemory(cap: number, everyMs = 200): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > cap) process.exit(1);
  }, everyMs).unref();
}
