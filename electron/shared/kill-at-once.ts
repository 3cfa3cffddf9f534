/** Ends the process `pid` without asking; SIGTERM is not heard by one that hangs. One that is gone already is no error. */
export function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
